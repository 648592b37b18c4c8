#include "server/handlers.h"

#include <array>
#include <cassert>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/native/native_json.h"
#include "query/response_json.h"
#include "server/gzip.h"
#include "server/problem.h"
#include "server/request_params.h"

namespace cuepoint {
namespace {

std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

HttpReply ParamReply(const Error& error) {
  Problem problem = ProblemOf(error);
  problem.parameter = error.source;
  return ToReply(problem);
}

// What a handler gets: the target taken apart, and the decoded segment that "{…}" stands for.
struct Call {
  const SearchBackend& backend;
  const Target& target;
  std::string argument;
  const HttpRequest& request;
  const Pages& pages;
};

HttpReply Search(const Call& call) {
  const Result<SearchRequest> request = ParseSearchRequest(call.target.params);
  if (!request) return ParamReply(request.error());
  const Result<SearchResponse> response = call.backend.Search(*request);
  if (!response) {
    Error error = response.error();
    // The path of this request exists; what was not found is the index.
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kUnavailable;
    Problem problem = ProblemOf(error);
    if (problem.status == 400 && error.source == "query") problem.parameter = "q";
    if (error.kind == "bad-cursor") {
      problem.code = error.kind;
      problem.parameter = "cursor";
    }
    return ToReply(problem);
  }
  HttpReply reply = JsonReply(ResponseToJson(*response), kRevalidate);
  reply.hits = response->hits.size();
  reply.query = request->query;
  return reply;
}

HttpReply Suggest(const Call& call) {
  const Result<SuggestRequest> request = ParseSuggestRequest(call.target.params);
  if (!request) return ParamReply(request.error());
  const Result<SuggestResponse> response = call.backend.Suggest(*request);
  if (!response) {
    Error error = response.error();
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kUnavailable;
    return ToReply(ProblemOf(error));
  }
  HttpReply reply = JsonReply(SuggestToJson(*response), kRevalidate);
  reply.hits = response->suggestions.size();
  return reply;
}

HttpReply GetEpisode(const Call& call) {
  if (const Result<void> none = RefuseParams(call.target.params); !none) {
    return ParamReply(none.error());
  }
  const Result<Episode> episode = call.backend.GetEpisode(call.argument);
  if (!episode) {
    Problem problem = ProblemOf(episode.error());
    if (problem.status == 404) problem.detail = "there is no episode with this id";
    return ToReply(problem);
  }
  return JsonReply(EpisodeToJson(*episode), kRevalidate);
}

HttpReply Related(const Call& call) {
  const Result<RelatedRequest> request = ParseRelatedRequest(call.argument, call.target.params);
  if (!request) return ParamReply(request.error());
  const Result<RelatedResponse> response = call.backend.Related(*request);
  if (!response) {
    Problem problem = ProblemOf(response.error());
    if (problem.status == 404) problem.detail = "there is no episode with this id";
    return ToReply(problem);
  }
  HttpReply reply = JsonReply(RelatedToJson(*response), kRevalidate);
  reply.hits = response->related.size();
  return reply;
}

HttpReply Health(const Call&) { return JsonReply(Dump({{"status", "ok"}}), kNeverStore); }

HttpReply Ready(const Call& call) {
  const Result<IndexInfo> info = call.backend.Info();
  if (!info) {
    Problem problem = ProblemOf(info.error());
    problem.status = 503;
    problem.failure = ToString(info.error());
    problem.detail.clear();
    problem.remedy.clear();
    return ToReply(problem);
  }
  return JsonReply(Dump({{"status", "ready"},
                         {"revision", info->revision},
                         {"episodes", info->episodes},
                         {"passages", info->passages}}),
                   kNeverStore);
}

HttpReply Home(const Call& call) {
  return call.pages.Home(call.backend, call.request, call.target);
}

HttpReply EpisodePage(const Call& call) {
  return call.pages.EpisodePage(call.backend, call.request, call.argument);
}

HttpReply OpenSearch(const Call& call) { return call.pages.OpenSearch(call.backend, call.request); }

struct Route {
  std::string_view pattern;  // "{…}" matches one whole segment.
  HttpReply (*handle)(const Call& call);
  bool has_revision = false;  // The answer is that of one revision of the index, and only its.
};

// Every path that is served, once.
constexpr std::array kRoutes = {
    Route{"/v1/search", &Search, true},
    Route{"/v1/suggest", &Suggest, true},
    Route{"/v1/episodes/{id}", &GetEpisode, true},
    Route{"/v1/episodes/{id}/related", &Related, true},
    Route{"/", &Home},
    Route{"/episodes/{id}", &EpisodePage},
    Route{"/opensearch.xml", &OpenSearch},
    Route{"/healthz", &Health},
    Route{"/readyz", &Ready},
};
constexpr std::string_view kAllow = "GET, HEAD";

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

bool IsRead(std::string_view method) { return method == "GET" || method == "HEAD"; }

HttpReply MethodNotAllowed() {
  HttpReply reply = ToReply(ProtocolProblem(405, "this path takes " + std::string(kAllow)));
  reply.headers.emplace_back("Allow", kAllow);
  return reply;
}

// Below this, compressing saves no packet.
constexpr std::size_t kWorthGzip_bytes = 1024;

std::string_view HeaderOf(const HttpReply& reply, std::string_view name) {
  for (const HttpHeader& header : reply.headers) {
    if (header.first == name) return header.second;
  }
  return {};
}

// Entity tags of answers are weak, so that both forms may share one.
void Compress(const HttpRequest& request, HttpReply& reply) {
  if (reply.body.size() < kWorthGzip_bytes || !HeaderOf(reply, "Vary").empty()) return;
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  if (!AcceptsGzip(request.accept_encoding)) return;
  std::string compressed = Gzip(reply.body, GzipEffort::kFast);
  if (compressed.empty() || compressed.size() >= reply.body.size()) return;
  reply.body = std::move(compressed);
  reply.headers.emplace_back("Content-Encoding", "gzip");
}

HttpReply Failure(std::string what) {
  return ToReply(ProblemOf({.code = ErrorCode::kInternal, .message = std::move(what)}));
}

// The same with an entity tag, or 304. The revision is read first: should the index move on
// meanwhile, the tag is too old and the client asks once more for nothing.
HttpReply HandleRevisioned(const Route& route, const Call& call, const RevisionEtags& etags) {
  const Result<std::uint64_t> revision = call.backend.Revision();
  if (!revision) return route.handle(call);
  const std::string etag = etags.Of(*revision);
  if (MatchesEtag(call.request.if_none_match, etag)) return NotModified(etag, kRevalidate);
  HttpReply reply = route.handle(call);
  if (reply.status == 200) reply.headers.emplace_back("ETag", etag);
  return reply;
}

}  // namespace

Api::Api(std::shared_ptr<const SearchBackend> backend, Pages pages, ApiOptions options)
    : backend_(std::move(backend)), options_(std::move(options)), pages_(std::move(pages)) {
  assert(backend_ != nullptr);
}

Result<Api> Api::Create(std::shared_ptr<const SearchBackend> backend, ApiOptions options) {
  Result<Pages> pages = Pages::Create(options.site);
  if (!pages) return pages.error();
  return Api(std::move(backend), *std::move(pages), std::move(options));
}

IndexFigures Api::Figures() const {
  IndexFigures figures;
  figures.name = options_.name;
  if (const Result<IndexInfo> info = backend_->Info()) {
    figures.ready = true;
    figures.revision = info->revision;
    figures.episodes = info->episodes;
    figures.passages = info->passages;
  }
  return figures;
}

HttpReply Api::Dispatch(const HttpRequest& request) const {
  const Target target = ParseTarget(request.target);
  for (const Route& route : kRoutes) {
    std::optional<std::string> argument = Match(route.pattern, target.path);
    if (!argument) continue;
    if (!IsRead(request.method)) return MethodNotAllowed();
    const Call call{*backend_, target, *std::move(argument), request, pages_};
    HttpReply reply =
        route.has_revision ? HandleRevisioned(route, call, etags_) : route.handle(call);
    reply.route = route.pattern;
    return reply;
  }
  if (std::optional<HttpReply> file = assets_.Get(request, target.path)) {
    return IsRead(request.method) ? *std::move(file) : MethodNotAllowed();
  }
  if (PrefersHtml(request.accept) && !target.path.starts_with("/v1/")) {
    return pages_.ErrorPage(*backend_, request, 404);
  }
  return ToReply(ProtocolProblem(404));
}

HttpReply Api::Handle(const HttpRequest& request) const {
  try {
    HttpReply reply = Dispatch(request);
    Compress(request, reply);
    return reply;
  } catch (const std::exception& exception) {
    return Failure(std::string("exception: ") + exception.what());
  } catch (...) {
    return Failure("exception of an unknown type");
  }
}

}  // namespace cuepoint
