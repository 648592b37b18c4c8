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
#include "server/problem.h"
#include "server/request_params.h"

namespace cuepoint {
namespace {

// Answers may be kept by a cache but must be checked again: the index can change at any time.
constexpr std::string_view kRevalidate = "no-cache";
constexpr std::string_view kNeverStore = "no-store";

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
    return ToReply(problem);
  }
  HttpReply reply = JsonReply(ResponseToJson(*response), kRevalidate);
  reply.hits = response->hits.size();
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

struct Route {
  std::string_view pattern;  // "{…}" as the last segment matches one whole segment.
  HttpReply (*handle)(const Call& call);
};

// Every path that is served, once.
constexpr std::array kRoutes = {
    Route{"/v1/search", &Search},
    Route{"/v1/suggest", &Suggest},
    Route{"/v1/episodes/{id}", &GetEpisode},
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
  if (!path.starts_with(pattern.substr(0, brace))) return std::nullopt;
  const std::string_view segment = path.substr(brace);
  if (segment.empty() || segment.find('/') != std::string_view::npos) return std::nullopt;
  return DecodePercent(segment, /*plus_is_space=*/false);
}

HttpReply Dispatch(const SearchBackend& backend, const HttpRequest& request) {
  const Target target = ParseTarget(request.target);
  for (const Route& route : kRoutes) {
    std::optional<std::string> argument = Match(route.pattern, target.path);
    if (!argument) continue;
    if (request.method != "GET" && request.method != "HEAD") {
      HttpReply reply = ToReply(ProtocolProblem(405, "this path takes " + std::string(kAllow)));
      reply.headers.emplace_back("Allow", kAllow);
      return reply;
    }
    return route.handle({backend, target, *std::move(argument)});
  }
  return ToReply(ProtocolProblem(404));
}

HttpReply Failure(std::string what) {
  return ToReply(ProblemOf({.code = ErrorCode::kInternal, .message = std::move(what)}));
}

}  // namespace

Api::Api(std::shared_ptr<const SearchBackend> backend) : backend_(std::move(backend)) {
  assert(backend_ != nullptr);
}

HttpReply Api::Handle(const HttpRequest& request) const {
  try {
    return Dispatch(*backend_, request);
  } catch (const std::exception& exception) {
    return Failure(std::string("exception: ") + exception.what());
  } catch (...) {
    return Failure("exception of an unknown type");
  }
}

}  // namespace cuepoint
