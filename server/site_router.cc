#include "server/site_router.h"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/text.h"
#include "server/pages.h"
#include "server/problem.h"

namespace cuepoint {
namespace {

constexpr std::string_view kHome = "/";
constexpr std::string_view kReady = "/readyz";
constexpr std::string_view kHealth = "/healthz";
constexpr std::string_view kNameless = "Podcast search";

Error Invalid(std::string message) {
  return {.code = ErrorCode::kInvalidArgument, .message = std::move(message)};
}

bool IsRead(std::string_view method) { return method == "GET" || method == "HEAD"; }

// To the same address with a slash, which relative links need. Relative itself, so that it is right
// behind a proxy that takes a part of the path off.
HttpReply AddSlash(std::string_view mount_path, std::string_view rest) {
  HttpReply reply;
  reply.status = 308;
  std::string location(mount_path.substr(mount_path.rfind('/') + 1));
  location += '/';
  location += rest;
  reply.headers = {{"Location", std::move(location)}, {"Cache-Control", std::string(kRevalidate)}};
  reply.route = kHome;
  return reply;
}

}  // namespace

std::string HostName(std::string_view host) {
  // The colons of an IPv6 address stand in brackets; the port comes after them.
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return ToLowerAscii(host);
}

Result<SiteRouter> SiteRouter::Create(SiteRouterOptions options) {
  if (options.mounts.empty()) return Invalid("there is no index to serve");
  std::set<std::string_view> seen;
  for (const SiteMount& mount : options.mounts) {
    if (mount.path.empty() && mount.hosts.empty()) {
      return Invalid("an index needs a path or a host");
    }
    if (!mount.path.empty() && !seen.insert(mount.path).second) {
      return Invalid("two indexes have the path " + mount.path);
    }
    for (const std::string& host : mount.hosts) {
      if (!seen.insert(host).second) return Invalid("two indexes have the host " + host);
    }
  }
  if (options.title.empty()) options.title = kNameless;
  Result<IndexListPage> page = IndexListPage::Create();
  if (!page) return page.error();
  return SiteRouter(std::move(options), *std::move(page));
}

const SiteMount* SiteRouter::ByHost(std::string_view host) const {
  for (const SiteMount& mount : options_.mounts) {
    if (std::find(mount.hosts.begin(), mount.hosts.end(), host) != mount.hosts.end()) {
      return &mount;
    }
  }
  return nullptr;
}

const SiteMount* SiteRouter::ByPath(std::string_view path) const {
  const SiteMount* best = nullptr;
  for (const SiteMount& mount : options_.mounts) {
    if (mount.path.empty()) continue;
    const bool fits = mount.path == kHome ||
                      (path.starts_with(mount.path) &&
                       (path.size() == mount.path.size() || path[mount.path.size()] == '/'));
    if (fits && (best == nullptr || mount.path.size() > best->path.size())) best = &mount;
  }
  return best;
}

HttpReply SiteRouter::Ask(const SiteMount& mount, std::size_t site,
                          const HttpRequest& request) const {
  HttpReply reply = mount.index->Handle(site, request);
  if (reply.index.empty()) reply.index = mount.index->name();
  return reply;
}

HttpReply SiteRouter::Handle(const HttpRequest& request) const {
  const std::size_t query = request.target.find('?');
  const std::string_view path = request.target.substr(0, query);
  const std::vector<SiteMount>& mounts = options_.mounts;
  if (path == kHealth || (path == kReady && (mounts.size() == 1 || !IsRead(request.method)))) {
    return mounts.front().index->Handle(0, request);
  }
  if (path == kReady) return Ready(request);

  bool has_hosts = false;
  for (const SiteMount& mount : mounts) has_hosts = has_hosts || !mount.hosts.empty();
  if (has_hosts) {
    const SiteMount* const mount = ByHost(HostName(request.host));
    if (mount != nullptr) return Ask(*mount, mount->host_site, request);
  }
  const SiteMount* const mount = ByPath(path);
  if (mount == nullptr) return Unmounted(request, path);
  if (mount->path == kHome) return Ask(*mount, mount->path_site, request);
  if (path.size() == mount->path.size()) {
    const std::string_view rest =
        query == std::string_view::npos ? std::string_view() : request.target.substr(query);
    HttpReply reply = AddSlash(mount->path, rest);
    reply.index = mount->index->name();
    return reply;
  }
  HttpRequest inner = request;
  inner.target.remove_prefix(mount->path.size());
  return Ask(*mount, mount->path_site, inner);
}

HttpReply SiteRouter::Ready(const HttpRequest&) const {
  nlohmann::ordered_json indexes = nlohmann::ordered_json::array();
  std::string missing;
  std::string failure;
  for (const SiteMount& mount : options_.mounts) {
    const std::string& name = mount.index->name();
    const Result<IndexInfo> info = mount.index->Info();
    if (info) {
      indexes.push_back({{"name", name},
                         {"status", "ready"},
                         {"revision", info->revision},
                         {"episodes", info->episodes},
                         {"passages", info->passages}});
      continue;
    }
    missing += (missing.empty() ? "" : ", ") + name;
    if (mount.index->is_open()) failure += (failure.empty() ? "" : "; ") + ToString(info.error());
  }
  HttpReply reply;
  if (missing.empty()) {
    const nlohmann::ordered_json ready = {{"status", "ready"}, {"indexes", std::move(indexes)}};
    reply = JsonReply(ready.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace),
                      kNeverStore);
  } else {
    Problem problem = ProblemOf({.code = ErrorCode::kUnavailable, .message = {}});
    problem.detail = "not ready: " + missing;
    problem.failure = failure;
    reply = ToReply(problem);
  }
  reply.route = kReady;
  return reply;
}

HttpReply SiteRouter::Unmounted(const HttpRequest& request, std::string_view path) const {
  const bool as_html = PrefersHtml(request.accept);
  if (path == kHome && IsRead(request.method)) {
    std::vector<IndexListEntry> entries;
    for (const SiteMount& mount : options_.mounts) {
      IndexListEntry& entry = entries.emplace_back();
      entry.name = mount.index->name();
      entry.title = mount.title;
      entry.url = mount.public_url;
      if (entry.url.empty()) {
        entry.url = mount.path.empty() ? "//" + mount.hosts.front() : options_.base + mount.path;
      }
      if (!entry.url.ends_with('/')) entry.url += '/';
      const Result<IndexOverview> overview = mount.index->Overview();
      entry.is_ready = overview.has_value();
      if (overview) {
        entry.episodes = overview->episodes;
        if (entry.title.empty() && !overview->several_shows && !overview->newest.empty()) {
          entry.title = overview->newest.front().show.title;
        }
      }
      if (entry.title.empty()) entry.title = entry.name;
    }
    HttpReply reply = page_.List(entries, options_.title, options_.base, as_html);
    reply.route = kHome;
    return reply;
  }
  if (path.starts_with("/assets/") && IsRead(request.method)) {
    if (std::optional<HttpReply> file = assets_.Get(request, path)) return *std::move(file);
  }
  return ToReply(ProtocolProblem(404, "this server has several indexes; / lists their paths"));
}

}  // namespace cuepoint
