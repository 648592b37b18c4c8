// Batches: what bodies they are read from, and a line for each query.

#include "server/batch.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/handlers.h"
#include "server/problem.h"
#include "tests/server/fake_backend.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kLines = "application/x-ndjson";

std::vector<nlohmann::json> Lines(const std::string& body) {
  std::vector<nlohmann::json> lines;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = body.find('\n', begin);
    lines.push_back(nlohmann::json::parse(body.substr(begin, end - begin)));
    begin = end + 1;
  }
  return lines;
}

TEST(ParseBatch, ReadsQueriesAndSettings) {
  const auto batch = ParseBatch("Application/JSON; charset=utf-8",
                                R"({"mode": "lexical", "limit": 3, "queries": [
                                    {"_id": "q1", "text": "quic"}, {"_id": 2, "text": ""}],
                                    "show": ["a", "b"], "has_transcript": true, "tag": null})",
                                {{"group", "moments"}}, {});
  ASSERT_TRUE(batch) << ToString(batch.error());
  ASSERT_EQ(batch->queries.size(), 2u);
  EXPECT_EQ(batch->queries[0].id, "q1");
  EXPECT_EQ(batch->queries[0].text, "quic");
  EXPECT_EQ(batch->queries[1].id, "2");
  EXPECT_EQ(batch->settings.mode, Mode::kLexical);
  EXPECT_EQ(batch->settings.group, Group::kMoments);
  EXPECT_EQ(batch->settings.limit, 3u);
  EXPECT_THAT(batch->settings.filter.shows, ::testing::ElementsAre("a", "b"));
  EXPECT_EQ(batch->settings.filter.has_transcript, true);
}

TEST(ParseBatch, ReadsLines) {
  for (const char* type : {"application/x-ndjson", "application/jsonl"}) {
    const auto batch =
        ParseBatch(type, "{\"_id\": \"a\", \"text\": \"x\"}\r\n\n{\"_id\": \"b\", \"text\": \"y\"}",
                   {{"limit", "2"}}, {});
    ASSERT_TRUE(batch) << ToString(batch.error());
    ASSERT_EQ(batch->queries.size(), 2u);
    EXPECT_EQ(batch->queries[1].id, "b");
    EXPECT_EQ(batch->settings.limit, 2u);
  }
}

struct BadBatch {
  std::string name;
  std::string type;
  std::string body;
  int status;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const BadBatch& c) { return out << c.name; }

class BadBatchTable : public ::testing::TestWithParam<BadBatch> {};

TEST_P(BadBatchTable, IsAProblemThatSaysWhere) {
  testing::FakeBackend backend;
  BatchRunner runner({.queries = 3});
  const HttpReply reply = runner.Answer(backend,
                                        {.method = "POST",
                                         .target = "/v1/batch",
                                         .content_type = GetParam().type,
                                         .body = GetParam().body},
                                        {{"sort", "newest"}});
  EXPECT_EQ(reply.status, GetParam().status) << reply.body;
  EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "application/problem+json")));
  EXPECT_THAT(nlohmann::json::parse(reply.body).dump(), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadBatchTable,
    ::testing::Values(
        BadBatch{"no type", "", "{}", 415, "application/json"},
        BadBatch{"a form", "application/x-www-form-urlencoded", "{}", 415, "x-ndjson"},
        BadBatch{"no body", "application/json", "", 400, "not valid JSON"},
        BadBatch{"no JSON", "application/json", "{\"queries\": [}", 400, "\"offset\":13"},
        BadBatch{"no UTF-8", "application/json", "{\"queries\": [\"\xff\"]}", 400, "offset"},
        BadBatch{"a list", "application/json", "[]", 400, "no JSON object"},
        BadBatch{"no queries", "application/json", "{\"limit\": 1}", 400, "queries"},
        BadBatch{"one query without a list", "application/json",
                 "{\"queries\": {\"_id\": \"a\", \"text\": \"b\"}}", 400, "queries"},
        BadBatch{"a query that is none", "application/json",
                 "{\"queries\": [{\"_id\": \"a\", \"text\": \"b\"}, 7]}", 400, "queries[1]"},
        BadBatch{"a query without an id", "application/json", "{\"queries\": [{\"text\": \"b\"}]}",
                 400, "_id"},
        BadBatch{"a query without a text", "application/json", "{\"queries\": [{\"_id\": \"b\"}]}",
                 400, "text"},
        BadBatch{"a setting that is unknown", "application/json",
                 "{\"queries\": [], \"colour\": \"red\"}", 400, "colour"},
        BadBatch{"a setting out of bounds", "application/json",
                 "{\"queries\": [], \"limit\": 100000}", 400, "limit"},
        BadBatch{"a setting that is an object", "application/json",
                 "{\"queries\": [], \"limit\": {}}", 400, "limit"},
        BadBatch{"a setting that is a fraction", "application/json",
                 "{\"queries\": [], \"limit\": 1.5}", 400, "limit"},
        BadBatch{"a setting twice", "application/json", "{\"queries\": [], \"sort\": \"oldest\"}",
                 400, "sort"},
        BadBatch{"a query among the settings", "application/json",
                 "{\"queries\": [], \"q\": \"a\"}", 400, "\"parameter\":\"q\""},
        BadBatch{"facets", "application/json", "{\"queries\": [], \"facets\": \"year\"}", 400,
                 "facets"},
        BadBatch{"too many", "application/x-ndjson",
                 "{\"_id\":\"1\",\"text\":\"a\"}\n{\"_id\":\"1\",\"text\":\"a\"}\n"
                 "{\"_id\":\"1\",\"text\":\"a\"}\n{\"_id\":\"1\",\"text\":\"a\"}\n",
                 413, "3"},
        BadBatch{"a line that is none", "application/x-ndjson",
                 "{\"_id\":\"1\",\"text\":\"a\"}\n\n{\"_id\":", 400, "line 3"},
        BadBatch{"tabs", "application/x-ndjson", "q1\ttext\n", 400, "line 1"},
        BadBatch{"depth", "application/json",
                 std::string("{\"queries\": ") + std::string(100'000, '['), 400, "JSON"},
        BadBatch{"closed depth", "application/json",
                 "{\"queries\": " + std::string(50'000, '[') + std::string(50'000, ']') + "}", 400,
                 "deep"}));

class BatchTest : public ::testing::Test {
 protected:
  HttpReply Answer(std::string_view body, std::string_view type = kJson) {
    return runner_->Answer(
        backend_, {.method = "POST", .target = "/v1/batch", .content_type = type, .body = body},
        {});
  }

  testing::FakeBackend backend_;
  std::unique_ptr<BatchRunner> runner_ = std::make_unique<BatchRunner>(BatchLimits{});
};

constexpr std::string_view kThree =
    R"({"queries": [{"_id": "a", "text": "x"}, {"_id": "b\n", "text": "y"}, {"_id": "c",
        "text": "z"}]})";

TEST_F(BatchTest, AnswersEachQueryByALineInTheirOrder) {
  std::vector<std::string> asked;
  backend_.search = [&asked](const SearchRequest& request) {
    asked.push_back(request.query);
    return testing::FakeBackend::EchoSearch(request);
  };
  const HttpReply reply = Answer(kThree);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "application/x-ndjson")));
  EXPECT_THAT(reply.headers, Contains(Pair("Cache-Control", "no-store")));
  EXPECT_EQ(reply.cost, 3u);
  EXPECT_EQ(reply.hits, 3u);
  EXPECT_THAT(asked, ::testing::ElementsAre("x", "y", "z"));
  const auto lines = Lines(reply.body);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1]["_id"], "b\n");
  EXPECT_EQ(lines[1]["total"], 1);
  EXPECT_EQ(lines[1]["hits"][0]["episode"]["id"], "e1");
  EXPECT_TRUE(lines[1].contains("took_ms"));
}

TEST_F(BatchTest, PutsAProblemWhereAQueryFails) {
  backend_.search = [](const SearchRequest& request) -> Result<SearchResponse> {
    if (request.query == "y") {
      return Error{.code = ErrorCode::kBadQuery, .message = "missing parenthesis", .offset = 4};
    }
    if (request.query == "z") {
      return Error{.code = ErrorCode::kCorrupt, .message = "bad block in /secret/index"};
    }
    return testing::FakeBackend::EchoSearch(request);
  };
  const HttpReply reply = Answer(kThree);
  EXPECT_EQ(reply.status, 200);
  const auto lines = Lines(reply.body);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines[0].contains("hits"));
  EXPECT_EQ(lines[1]["error"]["code"], "bad-query");
  EXPECT_EQ(lines[1]["error"]["status"], 400);
  EXPECT_EQ(lines[1]["error"]["offset"], 4);
  EXPECT_EQ(lines[2]["error"]["status"], 500);
  EXPECT_THAT(reply.body, ::testing::Not(HasSubstr("secret")));
  EXPECT_THAT(reply.failure, HasSubstr("/secret/index"));
}

TEST_F(BatchTest, StopsAskingWhenItsTimeIsOver) {
  runner_ = std::make_unique<BatchRunner>(BatchLimits{.time = std::chrono::milliseconds(0)});
  const auto lines = Lines(Answer(kThree).body);
  ASSERT_EQ(lines.size(), 3u);
  for (const auto& line : lines) EXPECT_EQ(line["error"]["status"], 503);
}

TEST_F(BatchTest, StopsAskingWhenItsAnswerIsTooLong) {
  runner_ = std::make_unique<BatchRunner>(BatchLimits{.answer_bytes = 10});
  const auto lines = Lines(Answer(kThree).body);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines[0].contains("hits"));
  EXPECT_EQ(lines[1]["error"]["code"], "too-large");
  EXPECT_EQ(lines[2]["error"]["code"], "too-large");
}

TEST_F(BatchTest, LeavesWorkersForOtherRequests) {
  runner_ = std::make_unique<BatchRunner>(BatchLimits{.at_once = 1});
  int inner_status = 0;
  backend_.search = [&](const SearchRequest& request) {
    if (request.query == "x") inner_status = Answer(kThree).status;
    return testing::FakeBackend::EchoSearch(request);
  };
  EXPECT_EQ(Answer(kThree).status, 200);
  EXPECT_EQ(inner_status, 503);
  EXPECT_EQ(Answer(kThree).status, 200);
}

TEST_F(BatchTest, AsksForTheKey) {
  const HttpReply reply = runner_->Answer(backend_,
                                          {.method = "POST",
                                           .target = "/v1/batch",
                                           .content_type = kJson,
                                           .body = kThree,
                                           .authorized = false},
                                          {});
  EXPECT_EQ(reply.status, 401);
  EXPECT_THAT(reply.headers, Contains(Pair("WWW-Authenticate", HasSubstr("Bearer"))));
}

TEST_F(BatchTest, TakesNoQueries) {
  const HttpReply reply = Answer("", kLines);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.cost, 1u);
}

TEST(BatchRoute, IsServedToPostOnly) {
  const auto api = Api::Create(std::make_shared<testing::FakeBackend>());
  ASSERT_TRUE(api);
  HttpRequest request{
      .method = "POST", .target = "/v1/batch?limit=1", .content_type = kJson, .body = kThree};
  const HttpReply reply = api->Handle(request);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.route, "/v1/batch");
  EXPECT_EQ(Lines(reply.body).size(), 3u);
  request.method = "GET";
  const HttpReply refused = api->Handle(request);
  EXPECT_EQ(refused.status, 405);
  EXPECT_THAT(refused.headers, Contains(Pair("Allow", HasSubstr("POST"))));
}

}  // namespace
}  // namespace cuepoint
