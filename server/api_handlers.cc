#include "server/api_handlers.h"

#include <chrono>
#include <ctime>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/native/native_json.h"
#include "query/response_json.h"
#include "server/etag.h"
#include "server/request_params.h"

namespace cuepoint {
namespace {

std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// Processor time of this thread so far.
std::chrono::nanoseconds ThreadCpuTime() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

ApiAnswer AnswerOf(const Problem& problem) { return {.reply = ToReply(problem)}; }

ApiAnswer EpisodeProblem(const Error& error) {
  Problem problem = ProblemOf(error);
  if (problem.status == 404) problem.detail = "there is no episode with this id";
  return AnswerOf(problem);
}

}  // namespace

HttpReply ParamReply(const Error& error) {
  Problem problem = ProblemOf(error);
  problem.parameter = error.source;
  return ToReply(problem);
}

Problem SearchProblem(Error error) {
  if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kUnavailable;
  Problem problem = ProblemOf(error);
  if (problem.status == 400 && error.source == "query") problem.parameter = "q";
  if (problem.code == "bad-cursor") problem.parameter = "cursor";
  return problem;
}

ApiAnswer HandleSearch(const ApiCall& call) {
  Result<SearchRequest> request = ParseSearchRequest(call.target.params);
  if (!request) return {.reply = ParamReply(request.error())};
  std::optional<std::chrono::nanoseconds> cpu;
  if (call.counters.WantsCpuTime()) cpu = ThreadCpuTime();
  const Result<SearchResponse> response = call.backend.Search(*request);
  if (!response) return AnswerOf(SearchProblem(response.error()));
  if (cpu) cpu = ThreadCpuTime() - *cpu;
  call.counters.CountEngine(*response, cpu);
  ApiAnswer answer;
  answer.reply = JsonReply(ResponseToJson(*response), kRevalidate);
  answer.reply.hits = response->hits.size();
  answer.reply.query = std::move(request->query);
  answer.is_settled = response->settled;
  // Whoever asks to explain wants to see this search, and its times.
  answer.is_reusable = !request->explain;
  answer.is_search = true;
  answer.is_zero_result = response->total == 0;
  return answer;
}

ApiAnswer HandleSuggest(const ApiCall& call) {
  const Result<SuggestRequest> request = ParseSuggestRequest(call.target.params);
  if (!request) return {.reply = ParamReply(request.error())};
  const Result<SuggestResponse> response = call.backend.Suggest(*request);
  if (!response) return AnswerOf(SearchProblem(response.error()));
  ApiAnswer answer;
  answer.reply = JsonReply(SuggestToJson(*response), kRevalidate);
  answer.reply.hits = response->suggestions.size();
  answer.is_settled = response->settled;
  answer.is_reusable = true;
  return answer;
}

ApiAnswer HandleEpisode(const ApiCall& call) {
  if (const Result<void> none = RefuseParams(call.target.params); !none) {
    return {.reply = ParamReply(none.error())};
  }
  const Result<Episode> episode = call.backend.GetEpisode(call.argument);
  if (!episode) return EpisodeProblem(episode.error());
  return {.reply = JsonReply(EpisodeToJson(*episode), kRevalidate)};
}

ApiAnswer HandleRelated(const ApiCall& call) {
  const Result<RelatedRequest> request = ParseRelatedRequest(call.argument, call.target.params);
  if (!request) return {.reply = ParamReply(request.error())};
  const Result<RelatedResponse> response = call.backend.Related(*request);
  if (!response) return EpisodeProblem(response.error());
  ApiAnswer answer;
  answer.reply = JsonReply(RelatedToJson(*response), kRevalidate);
  answer.reply.hits = response->related.size();
  answer.is_reusable = true;
  return answer;
}

ApiAnswer HandleBatch(const ApiCall& call) {
  return {.reply = call.batches.Answer(call.backend, call.request, call.target.params)};
}

ApiAnswer HandleOpenApi(const ApiCall& call) {
  if (const Result<void> none = RefuseParams(call.target.params); !none) {
    return {.reply = ParamReply(none.error())};
  }
  const std::string etag = ContentEtag(call.openapi);
  if (MatchesEtag(call.request.if_none_match, etag)) {
    return {.reply = NotModified(etag, kRevalidate)};
  }
  ApiAnswer answer{.reply = JsonReply(call.openapi, kRevalidate)};
  answer.reply.headers.emplace_back("ETag", etag);
  // Tools that show it are web pages, too.
  answer.reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return answer;
}

ApiAnswer HandleHealth(const ApiCall&) {
  return {.reply = JsonReply(Dump({{"status", "ok"}}), kNeverStore)};
}

ApiAnswer HandleReady(const ApiCall& call) {
  const Result<IndexInfo> info = call.backend.Info();
  if (!info) {
    // Whatever is wrong with the index, the answer is "not now"; the rest is for the log.
    Problem problem = ProblemOf({.code = ErrorCode::kUnavailable, .message = {}});
    problem.failure = ToString(info.error());
    return AnswerOf(problem);
  }
  return {.reply = JsonReply(Dump({{"status", "ready"},
                                   {"revision", info->revision},
                                   {"episodes", info->episodes},
                                   {"passages", info->passages}}),
                             kNeverStore)};
}

}  // namespace cuepoint
