// Problems, raw answers and log lines: what goes out besides results.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "corpus/text.h"
#include "server/access_format.h"
#include "server/http_message.h"
#include "server/problem.h"
#include "server/server_log.h"

namespace cuepoint {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

constexpr ErrorCode kEveryCode[] = {ErrorCode::kInvalidArgument, ErrorCode::kBadQuery,
                                    ErrorCode::kParse,           ErrorCode::kType,
                                    ErrorCode::kTooLarge,        ErrorCode::kNotFound,
                                    ErrorCode::kPermission,      ErrorCode::kUnsupported,
                                    ErrorCode::kLocked,          ErrorCode::kVersion,
                                    ErrorCode::kForeign,         ErrorCode::kModified,
                                    ErrorCode::kCorrupt,         ErrorCode::kUnavailable,
                                    ErrorCode::kCancelled,       ErrorCode::kInternal};

Error ErrorOf(ErrorCode code) {
  return {.code = code,
          .message = "cannot read /secret/index",
          .source = "/secret/place",
          .offset = 12,
          .remedy = "look into /secret/manual"};
}

TEST(Problem, MapsClientMistakesTo400And404) {
  EXPECT_EQ(ProblemOf(ErrorOf(ErrorCode::kInvalidArgument)).status, 400);
  EXPECT_EQ(ProblemOf(ErrorOf(ErrorCode::kBadQuery)).status, 400);
  EXPECT_EQ(ProblemOf(ErrorOf(ErrorCode::kTooLarge)).status, 400);
  EXPECT_EQ(ProblemOf(ErrorOf(ErrorCode::kUnsupported)).status, 400);
  EXPECT_EQ(ProblemOf(ErrorOf(ErrorCode::kNotFound)).status, 404);
}

TEST(Problem, AsksToTryAgainWhenThatHelps) {
  for (const ErrorCode code : {ErrorCode::kModified, ErrorCode::kLocked, ErrorCode::kUnavailable}) {
    const HttpReply reply = ToReply(ProblemOf(ErrorOf(code)));
    EXPECT_EQ(reply.status, 503);
    EXPECT_THAT(reply.headers, Contains(Pair("Retry-After", "1")));
  }
  for (const ErrorCode code : {ErrorCode::kCorrupt, ErrorCode::kInternal, ErrorCode::kForeign}) {
    const HttpReply reply = ToReply(ProblemOf(ErrorOf(code)));
    EXPECT_EQ(reply.status, 500);
    EXPECT_THAT(reply.headers, Not(Contains(Pair("Retry-After", ::testing::_))));
  }
}

TEST(Problem, KeepsParticularsOfAFailureForTheLog) {
  for (const ErrorCode code : kEveryCode) {
    const HttpReply reply = ToReply(ProblemOf(ErrorOf(code)));
    SCOPED_TRACE(std::string(Name(code)));
    if (reply.status < 500) {
      EXPECT_TRUE(reply.failure.empty());
      continue;
    }
    EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
    EXPECT_THAT(reply.failure, AllOf(HasSubstr("/secret/index"), HasSubstr("/secret/place")));
  }
}

TEST(Problem, IsProblemJsonWithAStableCode) {
  for (const ErrorCode code : kEveryCode) {
    const HttpReply reply = ToReply(ProblemOf(ErrorOf(code)));
    EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "application/problem+json")));
    const auto json = nlohmann::json::parse(reply.body);
    EXPECT_EQ(json["code"], Name(code));
    EXPECT_EQ(json["type"], "urn:cuepoint:problem:" + std::string(Name(code)));
    EXPECT_EQ(json["status"], reply.status);
    EXPECT_FALSE(json["title"].get<std::string>().empty());
  }
}

TEST(Problem, CarriesOffsetRemedyAndParameter) {
  Problem problem = ProblemOf({.code = ErrorCode::kBadQuery,
                               .message = "missing closing parenthesis",
                               .offset = 12,
                               .remedy = "close it"});
  problem.parameter = "q";
  const auto json = nlohmann::json::parse(ToReply(problem).body);
  EXPECT_EQ(json["detail"], "missing closing parenthesis");
  EXPECT_EQ(json["offset"], 12);
  EXPECT_EQ(json["remedy"], "close it");
  EXPECT_EQ(json["parameter"], "q");
}

TEST(Problem, IsValidUtf8WhateverTheMessage) {
  const HttpReply reply =
      ToReply(ProblemOf({.code = ErrorCode::kBadQuery, .message = "\xff\"<script>\n\xc3"}));
  EXPECT_EQ(FindInvalidUtf8(reply.body), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(reply.body));
}

TEST(ProtocolProblem, HasItsOwnCodeForEveryStatus) {
  std::vector<std::string> codes;
  for (const int status : {400, 404, 405, 408, 413, 414, 416, 417, 431, 500, 503}) {
    const Problem problem = ProtocolProblem(status);
    EXPECT_EQ(problem.status, status);
    EXPECT_THAT(codes, Not(Contains(problem.code)));
    EXPECT_FALSE(ReasonPhrase(status).empty()) << status;
    codes.push_back(problem.code);
  }
}

TEST(ClosingResponse, IsACompleteHttpMessage) {
  HttpReply reply = ToReply(ProtocolProblem(503));
  const std::string bytes = ToClosingResponse(reply, 1'765'270'923);
  EXPECT_THAT(bytes, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nDate: Tue, 09 Dec 2025 09:02:03 GMT\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nRetry-After: 1\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nContent-Length: " + std::to_string(reply.body.size())));
  EXPECT_THAT(bytes, HasSubstr("\r\n\r\n" + reply.body));
}

TEST(AccessLog, IsOneLineOfKeysAndValues) {
  EXPECT_EQ(
      FormatAccess({.client = "127.0.0.1",
                    .method = "GET",
                    .path = "/v1/search",
                    .status = 200,
                    .took_ms = 0.4121,
                    .bytes = 1834,
                    .hits = 3}),
      "client=127.0.0.1 method=GET path=\"/v1/search\" status=200 ms=0.412 bytes=1834 hits=3");
}

TEST(AccessLog, CannotBeForgedByAPath) {
  const std::string line =
      FormatAccess({.client = "::1", .path = "/\" status=200\n\x1b[31m\\\xff", .status = 404});
  EXPECT_EQ(line,
            "client=::1 method=- path=\"/\\\" status=200\\x0a\\x1b[31m\\\\\\xff\" status=404 "
            "ms=0.000 bytes=0");
}

}  // namespace
}  // namespace cuepoint
