#include "server/problem.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

// Long enough for a burst to pass or an index to be swapped, short enough for a person to wait.
constexpr unsigned kRetryAfter_s = 1;

struct Kind {
  int status;
  const char* title;
};

// How an error of this project looks from outside. Whatever is wrong with the index or the machine
// is the server's affair, whichever code says so.
Kind KindOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return {400, "A parameter is not valid"};
    case ErrorCode::kBadQuery:
      return {400, "The query cannot be understood"};
    case ErrorCode::kTooLarge:
      return {400, "The request asks for more than is allowed"};
    case ErrorCode::kUnsupported:
      return {400, "This index cannot answer that"};
    case ErrorCode::kNotFound:
      return {404, "There is no such thing here"};
    case ErrorCode::kModified:
      return {503, "The index is changing"};
    case ErrorCode::kLocked:
      return {503, "The index is busy"};
    case ErrorCode::kCancelled:
      return {503, "The server is stopping"};
    case ErrorCode::kUnavailable:
      return {503, "The index cannot be reached"};
    case ErrorCode::kCorrupt:
      return {500, "The index is damaged"};
    case ErrorCode::kForeign:
    case ErrorCode::kVersion:
    case ErrorCode::kPermission:
      return {500, "The index cannot be used"};
    case ErrorCode::kParse:
    case ErrorCode::kType:
    case ErrorCode::kInternal:
      return {500, "The server failed"};
  }
  return {500, "The server failed"};
}

}  // namespace

Problem ProblemOf(const Error& error) {
  const Kind kind = KindOf(error.code);
  Problem problem;
  problem.status = kind.status;
  problem.code = Name(error.code);
  problem.title = kind.title;
  if (kind.status < 500) {
    problem.detail = error.message;
    problem.offset = error.offset;
    problem.remedy = error.remedy;
  } else {
    problem.failure = ToString(error);
    if (kind.status == 503) problem.retry_after_s = kRetryAfter_s;
  }
  return problem;
}

Problem ProtocolProblem(int status, std::string detail) {
  const auto make = [&](const char* code, const char* title) {
    Problem problem;
    problem.status = status;
    problem.code = code;
    problem.title = title;
    problem.detail = std::move(detail);
    if (status == 503 || status == 429) problem.retry_after_s = kRetryAfter_s;
    return problem;
  };
  switch (status) {
    case 400:
      return make("bad-request", "The request is not well-formed HTTP");
    case 401:
      return make("unauthorized", "An API key is needed");
    case 404:
      return make("unknown-path", "Nothing is served under this path");
    case 405:
      return make("method-not-allowed", "This path does not take that method");
    case 408:
      return make("request-timeout", "The request did not arrive in time");
    case 413:
      return make("body-too-large", "The request's body is too large");
    case 414:
      return make("target-too-long", "The path and query string are too long");
    case 415:
      return make("unsupported-media-type", "This path takes no body of that type");
    case 416:
      return make("bad-range", "The requested range is not valid");
    case 417:
      return make("expectation-failed", "No request body is expected here");
    case 429:
      return make("too-many-requests", "This client has asked too much");
    case 431:
      return make("headers-too-large", "The request's header fields are too large");
    case 503:
      return make("overloaded", "The server has more to do than it can");
    default:
      break;
  }
  if (status < 500) return make("bad-request", "The request cannot be served");
  return make("internal", "The server failed");
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
