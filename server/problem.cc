#include "server/problem.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

// Long enough for a burst to pass or an index to be swapped, short enough for a person to wait.
constexpr unsigned kRetryAfter_s = 1;

// What the errors of this project are to a client, under their own names. Whatever is wrong with
// the index or the machine is the server's affair, whichever code says so. Then what an error's
// `kind` makes more precise, and from kFirstOfProtocol on what the protocol itself gives, one for
// each status.
constexpr std::array kKinds = {
    ProblemKind{"invalid-argument", 400, "A parameter is not valid"},
    ProblemKind{"bad-query", 400, "The query cannot be understood"},
    ProblemKind{"too-large", 400, "The request asks for more than is allowed"},
    ProblemKind{"unsupported", 400, "This index cannot answer that"},
    ProblemKind{"not-found", 404, "There is no such thing here"},
    ProblemKind{"modified", 503, "The index is changing"},
    ProblemKind{"locked", 503, "The index is busy"},
    ProblemKind{"cancelled", 503, "The server is stopping"},
    ProblemKind{"unavailable", 503, "The index cannot be reached"},
    ProblemKind{"corrupt", 500, "The index is damaged"},
    ProblemKind{"foreign", 500, "The index cannot be used"},
    ProblemKind{"version", 500, "The index cannot be used"},
    ProblemKind{"permission", 500, "The index cannot be used"},
    ProblemKind{"parse", 500, "The server failed"},
    ProblemKind{"type", 500, "The server failed"},
    ProblemKind{"bad-cursor", 400, "The cursor is not one of this search"},
    ProblemKind{"bad-body", 400, "The request's body cannot be understood"},
    ProblemKind{"bad-request", 400, "The request is not well-formed HTTP"},
    ProblemKind{"unauthorized", 401, "An API key is needed"},
    ProblemKind{"unknown-path", 404, "Nothing is served under this path"},
    ProblemKind{"method-not-allowed", 405, "This path does not take that method"},
    ProblemKind{"request-timeout", 408, "The request did not arrive in time"},
    ProblemKind{"body-too-large", 413, "The request's body is too large"},
    ProblemKind{"target-too-long", 414, "The path and query string are too long"},
    ProblemKind{"unsupported-media-type", 415, "This path takes no body of that type"},
    ProblemKind{"bad-range", 416, "The requested range is not valid"},
    ProblemKind{"expectation-failed", 417, "No request body is expected here"},
    ProblemKind{"too-many-requests", 429, "This client has asked too much"},
    ProblemKind{"headers-too-large", 431, "The request's header fields are too large"},
    ProblemKind{"internal", 500, "The server failed"},
    ProblemKind{"overloaded", 503, "The server has more to do than it can"},
};
constexpr std::string_view kFirstOfProtocol = "bad-request";

constexpr auto Find(std::string_view code) {
  return std::find_if(kKinds.begin(), kKinds.end(),
                      [code](const ProblemKind& kind) { return kind.code == code; });
}

// The same of a code that is in the table.
const ProblemKind& KindOf(std::string_view code) {
  const auto found = Find(code);
  return found != kKinds.end() ? *found : *Find("internal");
}

Problem ProblemOfKind(const ProblemKind& kind) {
  Problem problem;
  problem.status = kind.status;
  problem.code = kind.code;
  problem.title = kind.title;
  if (kind.status == 503 || kind.status == 429) problem.retry_after_s = kRetryAfter_s;
  return problem;
}

}  // namespace

std::span<const ProblemKind> ProblemKinds() { return kKinds; }

Problem ProblemOf(const Error& error) {
  const bool has_own_kind = !error.kind.empty() && Find(error.kind) != kKinds.end();
  Problem problem = ProblemOfKind(KindOf(has_own_kind ? error.kind : Name(error.code)));
  if (problem.status < 500) {
    problem.detail = error.message;
    problem.offset = error.offset;
    problem.remedy = error.remedy;
  } else {
    problem.failure = ToString(error);
  }
  return problem;
}

Problem ProtocolProblem(int status, std::string detail) {
  const auto found =
      std::find_if(Find(kFirstOfProtocol), kKinds.end(),
                   [status](const ProblemKind& kind) { return kind.status == status; });
  Problem problem = ProblemOfKind(found != kKinds.end() ? *found
                                  : status < 500        ? KindOf("bad-request")
                                                        : KindOf("internal"));
  problem.status = status;
  problem.detail = std::move(detail);
  return problem;
}

HttpReply ToReply(const Problem& problem) {
  nlohmann::ordered_json json = {
      {"type", "urn:cuepoint:problem:" + problem.code},
      {"title", problem.title},
      {"status", problem.status},
      {"code", problem.code},
  };
  if (!problem.detail.empty()) json["detail"] = problem.detail;
  if (!problem.parameter.empty()) json["parameter"] = problem.parameter;
  if (problem.offset) json["offset"] = *problem.offset;
  if (!problem.remedy.empty()) json["remedy"] = problem.remedy;

  HttpReply reply;
  reply.status = problem.status;
  reply.headers.emplace_back("Content-Type", "application/problem+json");
  reply.headers.emplace_back("Cache-Control", "no-store");
  if (problem.retry_after_s) {
    reply.headers.emplace_back("Retry-After", std::to_string(*problem.retry_after_s));
  }
  reply.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  reply.failure = problem.failure;
  return reply;
}

}  // namespace cuepoint
