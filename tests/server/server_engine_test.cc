// The server over a real index: the contract from end to end, and new revisions without a restart.

#include <atomic>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/server/running_server.h"
#include "tests/support/json_schema.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using testing::BodyOf;
using ::testing::ElementsAre;
using testing::Get;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RunningServer;
using testing::StatusOf;

using Json = nlohmann::json;

constexpr std::string_view kQuicEpisode =
    R"({"id": "net-1", "show": {"id": "net", "title": "Net"}, "number": 1,)"
    R"( "title": "Transports of today", "url": "https://net.example/1",)"
    R"( "published": "2025-11-04", "duration_s": 3600, "tags": ["transport"],)"
    R"( "description": "How packets travel, and why <b>loss</b> & delay matter.",)"
    R"( "chapters": [{"start_s": 0, "title": "Welcome"},)"
    R"( {"start_s": 582, "title": "QUIC on mobile links"},)"
    R"( {"start_s": 747, "title": "Questions"}],)"
    R"( "people": [{"name": "Ada Example", "role": "guest", "bio": "Works on QUIC."}]})";
constexpr std::string_view kDnsEpisode =
    R"({"id": "net-2", "show": {"id": "net", "title": "Net"}, "number": 2,)"
    R"( "title": "Names and signatures", "url": "https://net.example/2",)"
    R"( "published": "2025-12-09", "duration_s": 1800, "description": "All about DNSSEC.",)"
    R"( "chapters": [{"start_s": 60, "title": "DNSSEC in an hour"}]})";

class ServerEngineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Index("quic.json", kQuicEpisode);
    Result<Engine> engine = Engine::Open(index());
    ASSERT_TRUE(engine) << ToString(engine.error());
    server_ = std::make_unique<RunningServer>(MakeEngineBackend(*std::move(engine)));
  }

  std::string index() const { return directory_ / "index"; }

  void Index(const std::string& name, std::string_view json) const {
    const auto report = IndexSources(index(), {directory_.Write(name, json)}, {});
    ASSERT_TRUE(report) << ToString(report.error());
    ASSERT_EQ(report->errors, 0u);
  }

  Json Search(const std::string& query_string) const {
    const std::string response = Get(server_->port(), "/v1/search?" + query_string);
    EXPECT_EQ(StatusOf(response), 200) << response;
    return Json::parse(BodyOf(response), nullptr, false);
  }

  const TemporaryDirectory directory_;
  std::unique_ptr<RunningServer> server_;
};

TEST_F(ServerEngineTest, AnswersAsItsDescriptionSays) {
  Index("dns.json", kDnsEpisode);
  using Ordered = nlohmann::ordered_json;
  const Ordered document = Ordered::parse(BodyOf(Get(server_->port(), "/v1/openapi.json")));
  for (const auto& [schema, target] :
       {std::pair("SearchResponse", "/v1/search?q=quic&facets=person,year,show"),
        std::pair("SearchResponse", "/v1/search?q=dnsec+AND+(loss&explain=true"),
        std::pair("SearchResponse", "/v1/search?q=dnssec&group=moments&explain=true&limit=1"),
        std::pair("SearchResponse", "/v1/search?show=net&limit=1"),
        std::pair("SuggestResponse", "/v1/suggest?q=qui"),
        std::pair("SuggestResponse", "/v1/suggest?q=a"), std::pair("Episode", "/v1/episodes/net-1"),
        std::pair("RelatedResponse", "/v1/episodes/net-1/related"),
        std::pair("Readiness", "/readyz"), std::pair("Health", "/healthz"),
        std::pair("Problem", "/v1/search"), std::pair("Problem", "/v1/episodes/nobody")}) {
    const Ordered body = Ordered::parse(BodyOf(Get(server_->port(), target)));
    EXPECT_THAT(testing::SchemaErrors(document, document["components"]["schemas"][schema], body),
                IsEmpty())
        << target;
  }
}

TEST_F(ServerEngineTest, FindsTheEpisodeAndTheSecond) {
  const Json json = Search("q=quic");
  EXPECT_EQ(json["query"], "quic");
  EXPECT_EQ(json["total"], 1);
  ASSERT_EQ(json["hits"].size(), 1u);
  const Json& hit = json["hits"][0];
  EXPECT_EQ(hit["episode"]["id"], "net-1");
  EXPECT_EQ(hit["episode"]["number"], 1);
  EXPECT_EQ(hit["episode"]["title"], "Transports of today");
  EXPECT_EQ(hit["episode"]["people"][0]["name"], "Ada Example");
  EXPECT_THAT(hit["matched"], ElementsAre("lexical"));
  ASSERT_FALSE(hit["moments"].empty());
  const Json& moment = hit["moments"][0];
  EXPECT_EQ(moment["start_s"], 582);
  EXPECT_EQ(moment["end_s"], 747);
  EXPECT_EQ(moment["time"], "9:42");
  EXPECT_EQ(moment["url"], "https://net.example/1#t=582");
  EXPECT_THAT(moment["snippet"].get<std::string>(), HasSubstr("<mark>QUIC</mark>"));
}

TEST_F(ServerEngineTest, FindsMomentsAcrossEpisodes) {
  const Json json = Search("q=quic&group=moments");
  ASSERT_FALSE(json["hits"].empty());
  const Json& hit = json["hits"][0];
  EXPECT_EQ(hit["start_s"], 582);
  EXPECT_EQ(hit["title"], "QUIC on mobile links");
  EXPECT_EQ(hit["episode"]["id"], "net-1");
}

TEST_F(ServerEngineTest, EscapesHtmlInSnippets) {
  const std::string body = Search("q=loss").dump();
  EXPECT_THAT(body, Not(HasSubstr("<b>")));
}

TEST_F(ServerEngineTest, FiltersWithoutAQuery) {
  EXPECT_EQ(Search("person=Ada+Example")["total"], 1);
  EXPECT_EQ(Search("person=Nobody")["total"], 0);
  EXPECT_EQ(Search("tag=transport&after=2025-11")["total"], 1);
  EXPECT_EQ(Search("show=net&before=2025")["total"], 0);
}

TEST_F(ServerEngineTest, AnswersNonsenseWithNothing) {
  const Json json = Search("q=xyzzyplugh");
  EXPECT_EQ(json["total"], 0);
  EXPECT_THAT(json["hits"], IsEmpty());
}

TEST_F(ServerEngineTest, RefusesMoreWordsThanASearchMayHave) {
  std::string words;
  for (std::size_t i = 0; i <= SearchLimits::kQueryTerms; ++i) words += "+w" + std::to_string(i);
  const std::string response = Get(server_->port(), "/v1/search?q=" + words);
  EXPECT_EQ(StatusOf(response), 400);
  const Json json = Json::parse(BodyOf(response));
  EXPECT_EQ(json["code"], "too-large");
  EXPECT_EQ(json["parameter"], "q");
}

TEST_F(ServerEngineTest, RefusesParenthesesNestedWithoutEnd) {
  const std::string response = Get(server_->port(), "/v1/search?q=" + std::string(2000, '('));
  EXPECT_EQ(StatusOf(response), 400);
}

struct Wrong {
  const char* query_string;
  const char* code;
  const char* parameter = "";

  friend std::ostream& operator<<(std::ostream& out, const Wrong& wrong) {
    return out << wrong.query_string;
  }
};
class WrongSearch : public ServerEngineTest, public ::testing::WithParamInterface<Wrong> {};

TEST_P(WrongSearch, Is400) {
  const std::string response =
      Get(server_->port(), std::string("/v1/search?") + GetParam().query_string);
  EXPECT_EQ(StatusOf(response), 400) << response;
  const Json json = Json::parse(BodyOf(response));
  EXPECT_EQ(json["code"], GetParam().code);
  EXPECT_EQ(json.value("parameter", ""), GetParam().parameter);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongSearch,
    ::testing::Values(Wrong{"q=dns&facets=colour", "invalid-argument", "facets"},
                      Wrong{"q=dns&cursor=x", "bad-cursor", "cursor"},
                      Wrong{"q=dns&after=yesterday", "invalid-argument", "after"},
                      Wrong{"q=dns&before=2025-13", "invalid-argument", "before"},
                      Wrong{"q=dns&mode=semantic", "unsupported"}));

TEST_F(ServerEngineTest, MendsAQueryAndSaysSo) {
  const std::string response = Get(server_->port(), "/v1/search?q=((quic");
  ASSERT_EQ(StatusOf(response), 200);
  const Json json = Json::parse(BodyOf(response));
  EXPECT_EQ(json["notes"].at(0)["code"], "unbalanced");
  EXPECT_GT(json["total"], 0);
}

TEST_F(ServerEngineTest, GivesAnEpisodeBackAsItWasIndexed) {
  const std::string response = Get(server_->port(), "/v1/episodes/net-1");
  ASSERT_EQ(StatusOf(response), 200);
  EXPECT_EQ(Json::parse(BodyOf(response)), Json::parse(kQuicEpisode));
  EXPECT_EQ(StatusOf(Get(server_->port(), "/v1/episodes/net-9")), 404);
}

TEST_F(ServerEngineTest, ShowsANewRevisionWithoutARestart) {
  EXPECT_EQ(Search("q=dnssec")["total"], 0);
  const Json before = Json::parse(BodyOf(Get(server_->port(), "/readyz")));
  Index("dns.json", kDnsEpisode);
  EXPECT_EQ(Search("q=dnssec")["total"], 1);
  EXPECT_EQ(StatusOf(Get(server_->port(), "/v1/episodes/net-2")), 200);
  const Json after = Json::parse(BodyOf(Get(server_->port(), "/readyz")));
  EXPECT_GT(after["revision"], before["revision"]);
  EXPECT_EQ(after["episodes"], 2);
}

TEST_F(ServerEngineTest, ShowsARebuiltIndexWithoutARestart) {
  IndexOptions options;
  options.rebuild = true;
  ASSERT_TRUE(IndexSources(index(), {directory_.Write("dns.json", kDnsEpisode)}, options));
  EXPECT_EQ(Search("q=dnssec")["total"], 1);
  EXPECT_EQ(Search("q=quic")["total"], 0);
}

// Every answer is that of one revision, whole: while episodes come, totals only grow.
TEST_F(ServerEngineTest, AnswersSteadilyWhileTheIndexIsWritten) {
  std::atomic<bool> writing = true;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 4; ++c) {
    clients.emplace_back([&] {
      std::size_t seen = 0;
      do {
        const std::string response = Get(server_->port(), "/v1/search?q=revision");
        if (StatusOf(response) != 200) {
          ++wrong;
          continue;
        }
        const auto total = Json::parse(BodyOf(response))["total"].get<std::size_t>();
        if (total < seen) ++wrong;
        seen = total;
      } while (writing);
    });
  }
  constexpr int kRevisions = 15;
  for (int i = 0; i < kRevisions; ++i) {
    const std::string id = std::to_string(i);
    Index("r" + id + ".json",
          R"({"id": "r-)" + id + R"(", "show": {"id": "net"}, "title": "Revision )" + id + "\"}");
  }
  writing = false;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(Search("q=revision")["total"], kRevisions);
}

}  // namespace
}  // namespace cuepoint
