#include "server/site.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "corpus/text.h"
#include "corpus/url.h"
#include "server/site_text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kNameless = "Podcast search";
// Longer than any name that DNS knows, with a port.
constexpr std::size_t kHostLimit_bytes = 261;

bool IsPort(std::string_view text) {
  return text.size() <= 5 && std::all_of(text.begin(), text.end(), &IsDigit);
}

}  // namespace

std::string PageContext::EpisodePath(const std::string& id) const {
  return base + "/episodes/" + EncodePercent(id);
}

std::string PageContext::EpisodePath(const std::string& id, double start_s) const {
  return EpisodePath(id) + "#t=" + std::to_string(std::llround(std::floor(start_s)));
}

TemplateValues CommonValues(const PageContext& context, const PageHead& head) {
  const bool has_address = !context.origin.empty() && !head.path.empty();
  return {{"base", context.base},
          {"origin", context.origin},
          {"lang", "en"},
          {"site_title", context.title},
          {"site_url", context.site_url},
          {"page_title", head.title},
          {"page_description", head.description},
          {"canonical", has_address ? context.origin + head.path : std::string()},
          {"noindex", head.noindex},
          {"query", head.query}};
}

std::string OriginOfHost(std::string_view host) {
  if (host.empty() || host.size() > kHostLimit_bytes) return {};
  std::string_view name = host;
  if (host.front() == '[') {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return {};
    name = host.substr(1, end - 1);
    const std::string_view rest = host.substr(end + 1);
    if (!rest.empty() && (rest.front() != ':' || !IsPort(rest.substr(1)))) return {};
    const bool is_address = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return IsDigit(c) || (ToLower(c) >= 'a' && ToLower(c) <= 'f') || c == ':' || c == '.';
    });
    return is_address ? "http://" + std::string(host) : std::string();
  }
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    if (!IsPort(host.substr(colon + 1))) return {};
    name = host.substr(0, colon);
  }
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAlnum(c) || c == '-' || c == '.' || c == '_';
  });
  return is_name ? "http://" + std::string(host) : std::string();
}

Result<Site> Site::Create(SiteOptions options) {
  Site site(std::move(options));
  std::string_view url = site.options_.public_url;
  if (url.empty()) {
    site.base_ = site.options_.base_path;
    return site;
  }
  const Result<HttpUrl> parsed = ParseHttpUrl(url);
  if (!parsed) return parsed.error();
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t path = url.find('/', url.find("://") + 3);
  site.origin_ = url.substr(0, path);
  if (path != std::string_view::npos) site.base_ = url.substr(path);
  const bool plain = std::all_of(site.base_.begin(), site.base_.end(), [](char c) {
    return IsAlnum(c) || c == '/' || c == '-' || c == '.' || c == '_' || c == '~' || c == '%';
  });
  if (!plain || !parsed->user.empty() || !parsed->password.empty()) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "the public address must be a scheme, a host and at most a path",
                 .remedy = "write it like https://search.example/podcast"};
  }
  return site;
}

PageContext Site::Context(const SearchBackend& backend, const HttpRequest& request,
                          const IndexOverview& overview) const {
  PageContext context{.backend = backend,
                      .overview = overview,
                      .origin = origin_.empty() ? OriginOfHost(request.host) : origin_,
                      .base = base_,
                      .title = options_.title,
                      .site_url = {}};
  if (!overview.several_shows && !overview.newest.empty()) {
    const Show& show = overview.newest.front().show;
    if (context.title.empty()) context.title = show.title;
    context.site_url = WebUrl(show.url);
  }
  if (context.title.empty()) context.title = kNameless;
  return context;
}

Result<std::shared_ptr<const IndexOverview>> Site::Overview(const SearchBackend& backend) const {
  const Result<std::uint64_t> revision = backend.Revision();
  if (!revision) return revision.error();
  {
    const std::lock_guard lock(memory_->mutex);
    if (memory_->overview != nullptr && memory_->overview->revision == *revision) {
      return memory_->overview;
    }
  }
  // Read without the lock: others may read it, too, but nobody waits for the disk of another.
  Result<IndexOverview> read = backend.Overview(kNewest);
  if (!read) return read.error();
  auto overview = std::make_shared<const IndexOverview>(*std::move(read));
  const std::lock_guard lock(memory_->mutex);
  if (memory_->overview == nullptr || memory_->overview->revision != overview->revision) {
    memory_->overview = overview;
  }
  return overview;
}

}  // namespace cuepoint
