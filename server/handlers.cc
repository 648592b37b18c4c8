#include "server/handlers.h"

#include <array>
#include <cassert>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include "server/api_handlers.h"
#include "server/assets.h"
#include "server/content_coding.h"
#include "server/etag.h"
#include "server/openapi.h"
#include "server/problem.h"
#include "server/routes.h"

namespace cuepoint {
namespace {

ApiAnswer Home(const ApiCall& call) {
  return {.reply = call.pages.Home(call.backend, call.request, call.target)};
}

ApiAnswer EpisodePage(const ApiCall& call) {
  return {.reply = call.pages.EpisodePage(call.backend, call.request, call.argument)};
}

ApiAnswer OpenSearch(const ApiCall& call) {
  return {.reply = call.pages.OpenSearch(call.backend, call.request)};
}

// How long an answer is right.
enum class Validity {
  kNow,       // Or its handler knows.
  kRevision,  // For one revision of the index: it gets an entity tag of that.
  kShared,    // The same, and others who ask may be given it, too.
};

constexpr std::string_view kRead = "GET, HEAD, OPTIONS";

struct Route {
  std::string_view pattern;  // "{…}" matches one whole segment.
  ApiAnswer (*handle)(const ApiCall& call);
  Validity validity = Validity::kNow;
  std::string_view allow = kRead;
};

// Every path that is served from the index, once; files are in assets.h.
constexpr std::array kRoutes = {
    Route{"/v1/search", &HandleSearch, Validity::kShared},
    Route{"/v1/suggest", &HandleSuggest, Validity::kShared},
    Route{"/v1/episodes/{id}", &HandleEpisode, Validity::kRevision},
    Route{"/v1/episodes/{id}/related", &HandleRelated, Validity::kShared},
    Route{"/v1/batch", &HandleBatch, Validity::kNow, "POST, OPTIONS"},
    Route{"/v1/openapi.json", &HandleOpenApi},
    Route{"/", &Home},
    Route{"/episodes/{id}", &EpisodePage},
    Route{"/opensearch.xml", &OpenSearch},
    Route{"/healthz", &HandleHealth},
    Route{"/readyz", &HandleReady},
};

constexpr bool AllHaveNames() {
  for (const Route& route : kRoutes) {
    if (!IsRoutePattern(route.pattern)) return false;
  }
  return true;
}
static_assert(AllHaveNames(), "a route is missing in server/routes.h");

// The decoded segment that the pattern's "{…}" stands for ("" for a pattern without one), or
// nothing when the path does not match. An encoded slash belongs to the segment.
std::optional<std::string> Match(std::string_view pattern, std::string_view path) {
  const std::size_t brace = pattern.find('{');
  if (brace == std::string_view::npos) {
    if (path == pattern) return std::string();
    return std::nullopt;
  }
  const std::string_view rest = pattern.substr(pattern.find('}', brace) + 1);
  if (!path.starts_with(pattern.substr(0, brace)) || !path.ends_with(rest)) return std::nullopt;
  if (path.size() < brace + rest.size()) return std::nullopt;
  const std::string_view segment = path.substr(brace, path.size() - brace - rest.size());
  if (segment.empty() || segment.find('/') != std::string_view::npos) return std::nullopt;
  return DecodePercent(segment, /*plus_is_space=*/false);
}

// Whether the method is one of "GET, HEAD".
bool IsAllowed(std::string_view method, std::string_view allow) {
  while (!allow.empty()) {
    const std::size_t comma = allow.find(", ");
    if (allow.substr(0, comma) == method) return true;
    if (comma == std::string_view::npos) return false;
    allow.remove_prefix(comma + 2);
  }
  return false;
}

HttpReply MethodNotAllowed(std::string_view allow) {
  HttpReply reply = ToReply(ProtocolProblem(405, "this path takes " + std::string(allow)));
  reply.headers.emplace_back("Allow", allow);
  return reply;
}

HttpReply Options(std::string_view allow) {
  HttpReply reply;
  reply.status = 204;
  reply.headers = {{"Allow", std::string(allow)}, {"Cache-Control", std::string(kNeverStore)}};
  return reply;
}

// Below this, compressing saves no packet.
constexpr std::size_t kWorthCompressing_bytes = 1024;

bool HasHeader(const HttpReply& reply, std::string_view name) {
  for (const HttpHeader& header : reply.headers) {
    if (header.first == name) return true;
  }
  return false;
}

// Entity tags of answers are weak, so that all forms may share one.
void CompressReply(ContentCoding coding, HttpReply& reply) {
  if (reply.body.size() < kWorthCompressing_bytes || HasHeader(reply, "Vary")) return;
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  if (coding == ContentCoding::kIdentity) return;
  std::string compressed = Compress(reply.body, coding, CompressionEffort::kFast);
  if (compressed.empty() || compressed.size() >= reply.body.size()) return;
  reply.body = std::move(compressed);
  reply.headers.emplace_back("Content-Encoding", Name(coding));
}

HttpReply Failure(std::string what) {
  return ToReply(ProblemOf({.code = ErrorCode::kInternal, .message = std::move(what)}));
}

// Where the paths of the API are, for the document that describes it.
std::string ServerUrl(const SiteOptions& site) {
  const std::string& url = site.public_url.empty() ? site.base_path : site.public_url;
  return url.empty() ? "/" : url;
}

}  // namespace

struct Api::State {
  State(std::shared_ptr<const SearchBackend> backend_, Pages pages_, std::string openapi_,
        ApiOptions options_)
      : backend(std::move(backend_)),
        pages(std::move(pages_)),
        openapi(std::move(openapi_)),
        options(std::move(options_)),
        cache(options.cache_bytes) {}

  HttpReply Dispatch(const HttpRequest& request);
  HttpReply Answer(const Route& route, const ApiCall& call);

  const std::shared_ptr<const SearchBackend> backend;
  const Pages pages;
  const std::string openapi;
  const ApiOptions options;
  const Assets assets;
  const RevisionEtags etags;
  ApiCounters counters;
  BatchRunner batches{BatchLimits{}};
  ResponseCache cache;
};

Api::Api(std::unique_ptr<State> state) : state_(std::move(state)) {}
Api::Api(Api&&) noexcept = default;
Api& Api::operator=(Api&&) noexcept = default;
Api::~Api() = default;

Result<Api> Api::Create(std::shared_ptr<const SearchBackend> backend, ApiOptions options) {
  assert(backend != nullptr);
  Result<Pages> pages = Pages::Create(options.site);
  if (!pages) return pages.error();
  Result<std::string> openapi = OpenApiDocument(ServerUrl(options.site));
  if (!openapi) return openapi.error();
  return Api(std::make_unique<State>(std::move(backend), *std::move(pages), *std::move(openapi),
                                     std::move(options)));
}

// The revision is read before the index is: should it move on meanwhile, the answer is newer than
// its entity tag and its key, which nobody asks for any more.
HttpReply Api::State::Answer(const Route& route, const ApiCall& call) {
  const ContentCoding coding = ChooseCoding(call.request.accept_encoding);
  const Result<std::uint64_t> revision =
      route.validity == Validity::kNow ? Error{} : backend->Revision();
  if (!revision) {
    HttpReply reply = route.handle(call).reply;
    CompressReply(coding, reply);
    return reply;
  }
  std::string etag = etags.Of(*revision);
  if (MatchesEtag(call.request.if_none_match, etag)) return NotModified(etag, kRevalidate);

  std::string key;
  if (route.validity == Validity::kShared && cache.enabled()) {
    key = ResponseKey(*revision, route.pattern, call.argument, NormalizedParams(call.target.params),
                      coding);
    if (const std::shared_ptr<const ApiAnswer> kept = cache.Find(key)) {
      if (kept->is_search) counters.CountSearch(kept->is_zero_result);
      HttpReply reply = kept->reply;
      reply.headers.emplace_back("Server-Timing", "cache;desc=hit");
      return reply;
    }
  }
  ApiAnswer answer = route.handle(call);
  if (answer.is_search) counters.CountSearch(answer.is_zero_result);
  const bool is_final = answer.reply.status == 200 && answer.is_settled;
  if (is_final) answer.reply.headers.emplace_back("ETag", std::move(etag));
  CompressReply(coding, answer.reply);
  if (!key.empty() && is_final && answer.is_reusable) cache.Insert(key, answer);
  return std::move(answer.reply);
}

HttpReply Api::State::Dispatch(const HttpRequest& request) {
  const Target target = ParseTarget(request.target);
  for (const Route& route : kRoutes) {
    std::optional<std::string> argument = Match(route.pattern, target.path);
    if (!argument) continue;
    HttpReply reply;
    if (request.method == "OPTIONS") {
      reply = Options(route.allow);
    } else if (!IsAllowed(request.method, route.allow)) {
      reply = MethodNotAllowed(route.allow);
    } else {
      reply = Answer(route, {*backend, target, *std::move(argument), request, pages, openapi,
                             counters, batches});
    }
    reply.route = route.pattern;
    return reply;
  }
  if (std::optional<HttpReply> file = assets.Get(request, target.path)) {
    HttpReply reply = request.method == "OPTIONS"         ? Options(kRead)
                      : !IsAllowed(request.method, kRead) ? MethodNotAllowed(kRead)
                                                          : *std::move(file);
    reply.route = Assets::RouteOf(target.path);
    return reply;
  }
  HttpReply reply = PrefersHtml(request.accept) && !target.path.starts_with("/v1/")
                        ? pages.ErrorPage(*backend, request, 404)
                        : ToReply(ProtocolProblem(404));
  CompressReply(ChooseCoding(request.accept_encoding), reply);
  return reply;
}

HttpReply Api::Handle(const HttpRequest& request) const {
  try {
    HttpReply reply = state_->Dispatch(request);
    if (reply.index.empty()) reply.index = state_->options.name;
    return reply;
  } catch (const std::exception& exception) {
    return Failure(std::string("exception: ") + exception.what());
  } catch (...) {
    return Failure("exception of an unknown type");
  }
}

IndexFigures Api::Figures() const {
  IndexFigures figures;
  figures.name = state_->options.name;
  if (const Result<IndexInfo> info = state_->backend->Info()) {
    figures.ready = true;
    figures.revision = info->revision;
    figures.episodes = info->episodes;
    figures.passages = info->passages;
  }
  state_->counters.Fill(figures);
  const ResponseCache& cache = state_->cache;
  figures.cache_hits = cache.hits();
  figures.cache_misses = cache.misses();
  figures.cache_bytes = cache.bytes();
  figures.cache_entries = cache.entries();
  return figures;
}

}  // namespace cuepoint
