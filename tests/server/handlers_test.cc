#include "server/handlers.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/server/fake_backend.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

using Json = nlohmann::ordered_json;

class ApiTest : public ::testing::Test {
 protected:
  HttpReply Handle(std::string_view method, std::string_view target) const {
    const Result<Api> api = Api::Create(backend_);
    EXPECT_TRUE(api);
    return api->Handle({.method = method, .target = target});
  }
  HttpReply Get(std::string_view target) const { return Handle("GET", target); }

  std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
};

TEST_F(ApiTest, CompletesWhatIsTyped) {
  const HttpReply reply = Get("/v1/suggest?q=qui&limit=3");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.hits, 1u);
  const Json json = Json::parse(reply.body);
  EXPECT_EQ(json["query"], "qui");
  EXPECT_EQ(json["suggestions"][0]["text"], "qui");
  EXPECT_EQ(json["suggestions"][0]["kind"], "word");
  EXPECT_EQ(json["suggestions"][0]["highlight"], "<mark>qui</mark>");
}

TEST_F(ApiTest, RefusesToCompleteNothingOrTooMuch) {
  for (const char* const target : {"/v1/suggest", "/v1/suggest?q=", "/v1/suggest?q=a&limit=0",
                                   "/v1/suggest?q=a&limit=51", "/v1/suggest?q=a&show=x"}) {
    EXPECT_EQ(Get(target).status, 400) << target;
  }
}

TEST_F(ApiTest, PassesOnHowTheLastWordAndTyposAreTaken) {
  SearchRequest asked;
  backend_->search = [&asked](const SearchRequest& request) {
    asked = request;
    return testing::FakeBackend::EchoSearch(request);
  };
  ASSERT_EQ(Get("/v1/search?q=qui").status, 200);
  EXPECT_TRUE(asked.correct);
  EXPECT_FALSE(asked.prefix_last);
  ASSERT_EQ(Get("/v1/search?q=qui&prefix=last&correct=false").status, 200);
  EXPECT_FALSE(asked.correct);
  EXPECT_TRUE(asked.prefix_last);
  EXPECT_EQ(Get("/v1/search?q=qui&prefix=first").status, 400);
}

TEST_F(ApiTest, AnswersASearchByEpisodesAsTheContractSays) {
  const HttpReply reply = Get("/v1/search?q=quic");
  ASSERT_EQ(reply.status, 200);
  EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "application/json; charset=utf-8")));
  EXPECT_THAT(reply.headers, Contains(Pair("Cache-Control", "no-cache")));
  EXPECT_EQ(reply.hits, 1u);
  const Json json = Json::parse(reply.body);
  for (const char* key : {"query", "mode", "total", "took_ms", "suggestion", "hits"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["query"], "quic");
  EXPECT_EQ(json["mode"], "hybrid");
  EXPECT_EQ(json["total"], 1);
  EXPECT_TRUE(json["suggestion"].is_null());
  const Json& hit = json["hits"][0];
  for (const char* key : {"episode", "score", "matched", "snippet", "moments"}) {
    EXPECT_TRUE(hit.contains(key)) << key;
  }
  for (const char* key :
       {"id", "show", "number", "title", "url", "published", "duration_s", "people"}) {
    EXPECT_TRUE(hit["episode"].contains(key)) << key;
  }
  const Json& moment = hit["moments"][0];
  EXPECT_EQ(moment["start_s"], 582);
  EXPECT_EQ(moment["end_s"], 747);
  EXPECT_EQ(moment["time"], "9:42");
  EXPECT_EQ(moment["title"], "QUIC");
  EXPECT_EQ(moment["url"], "https://netstack.example/1#t=582");
  EXPECT_EQ(moment["snippet"], "<mark>QUIC</mark>");
}

TEST_F(ApiTest, AnswersASearchByMomentsEachWithItsEpisode) {
  const HttpReply reply = Get("/v1/search?q=quic&group=moments");
  ASSERT_EQ(reply.status, 200);
  const Json hit = Json::parse(reply.body)["hits"][0];
  EXPECT_EQ(hit["start_s"], 582);
  EXPECT_EQ(hit["time"], "9:42");
  EXPECT_EQ(hit["episode"]["id"], "e1");
  EXPECT_FALSE(hit.contains("moments"));
}

TEST_F(ApiTest, HandsTheWholeRequestToTheBackend) {
  SearchRequest asked;
  backend_->search = [&asked](const SearchRequest& request) -> Result<SearchResponse> {
    asked = request;
    return SearchResponse{};
  };
  ASSERT_EQ(Get("/v1/search?q=a+b&limit=7&offset=3&person=Ada&sort=oldest&explain=1").status, 200);
  EXPECT_EQ(asked.query, "a b");
  EXPECT_EQ(asked.limit, 7u);
  EXPECT_EQ(asked.offset, 3u);
  EXPECT_EQ(asked.sort, Sort::kOldest);
  EXPECT_THAT(asked.filter.persons, ElementsAre("Ada"));
  EXPECT_TRUE(asked.explain);
}

TEST_F(ApiTest, AnswersWithFacetsAndTheCursorOfTheNextPage) {
  backend_->search = [](const SearchRequest& request) -> Result<SearchResponse> {
    SearchResponse response;
    for (const Facet facet : request.facets) {
      response.facets.push_back(
          {.facet = facet, .values = {{.value = "Max Inden", .title = "", .count = 3}}, .more = 2});
    }
    response.cursor = "next";
    return response;
  };
  const Json json = Json::parse(Get("/v1/search?q=quic&facets=person,year").body);
  EXPECT_EQ(json["facets"]["person"], Json::parse(R"([{"value": "Max Inden", "count": 3}])"));
  EXPECT_EQ(json["facets"].size(), 2u);
  EXPECT_EQ(json["facets_more"]["year"], 2);
  EXPECT_EQ(json["cursor"], "next");
  EXPECT_FALSE(Json::parse(Get("/v1/search?q=quic").body).contains("facets"));
}

TEST_F(ApiTest, SaysThatACursorIsBad) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "the cursor is damaged",
                 .source = "cursor",
                 .kind = "bad-cursor"};
  };
  const HttpReply reply = Get("/v1/search?q=quic&cursor=xyz");
  EXPECT_EQ(reply.status, 400);
  const Json json = Json::parse(reply.body);
  EXPECT_EQ(json["code"], "bad-cursor");
  EXPECT_EQ(json["parameter"], "cursor");
}

TEST_F(ApiTest, AnswersWithRelatedEpisodes) {
  const HttpReply reply = Get("/v1/episodes/e1/related?limit=3");
  ASSERT_EQ(reply.status, 200);
  const Json json = Json::parse(reply.body);
  EXPECT_EQ(json["episode"]["id"], "e1");
  EXPECT_EQ(json["related"][0]["episode"]["id"], "e2");
  EXPECT_EQ(json["related"][0]["shared"], Json::parse(R"(["QUIC", "congestion control"])"));
  EXPECT_EQ(json["related"][0]["people"], Json::parse(R"(["Ada"])"));
  EXPECT_EQ(Get("/v1/episodes/nobody/related").status, 404);
  EXPECT_EQ(Get("/v1/episodes/e1/related?limit=0").status, 400);
  EXPECT_EQ(Get("/v1/episodes/e1/related?q=a").status, 400);
  EXPECT_EQ(Get("/v1/episodes//related").status, 404);
  EXPECT_EQ(Get("/v1/episodes/related").status, 404);
  EXPECT_EQ(Get("/v1/episodes/e1/related/more").status, 404);
}

TEST_F(ApiTest, NamesTheParameterOfAWrongSearch) {
  const HttpReply reply = Get("/v1/search?q=quic&limit=5000");
  EXPECT_EQ(reply.status, 400);
  const Json json = Json::parse(reply.body);
  EXPECT_EQ(json["parameter"], "limit");
  EXPECT_EQ(json["code"], "invalid-argument");
  EXPECT_THAT(json["detail"].get<std::string>(), HasSubstr("1 to 1000"));
}

TEST_F(ApiTest, TellsWhereAQueryIsWrong) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    return Error{.code = ErrorCode::kBadQuery,
                 .message = "no closing parenthesis",
                 .source = "query",
                 .offset = 4};
  };
  const HttpReply reply = Get("/v1/search?q=dns+(quic");
  EXPECT_EQ(reply.status, 400);
  const Json json = Json::parse(reply.body);
  EXPECT_EQ(json["offset"], 4);
  EXPECT_EQ(json["parameter"], "q");
}

TEST_F(ApiTest, CallsAMissingIndexUnavailableAndNotAMissingPath) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    return Error{.code = ErrorCode::kNotFound, .message = "no index at /secret/index"};
  };
  const HttpReply reply = Get("/v1/search?q=dns");
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
  EXPECT_THAT(reply.failure, HasSubstr("/secret/index"));
}

TEST_F(ApiTest, GivesAnEpisodeAsNativeJson) {
  const HttpReply reply = Get("/v1/episodes/e1");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(Json::parse(reply.body)["title"], "First");
}

TEST_F(ApiTest, DecodesAnEpisodeIdAndLeavesPlusAlone) {
  std::string asked;
  backend_->get_episode = [&asked](std::string_view id) -> Result<Episode> {
    asked = id;
    return Episode{};
  };
  EXPECT_EQ(Get("/v1/episodes/a%2Fb%20c+d").status, 200);
  EXPECT_EQ(asked, "a/b c+d");
}

TEST_F(ApiTest, Answers404ForAnUnknownEpisodeWithoutSayingWhereItLooked) {
  const HttpReply reply = Get("/v1/episodes/nothing");
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(Json::parse(reply.body)["code"], "not-found");
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
}

TEST_F(ApiTest, RefusesParametersOfAnEpisode) {
  EXPECT_EQ(Get("/v1/episodes/e1?fields=title").status, 400);
  EXPECT_EQ(Get("/v1/episodes/e1?utm_source=x").status, 200);
}

class UnknownPath : public ApiTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(UnknownPath, Is404) {
  const HttpReply reply = Get(GetParam());
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(Json::parse(reply.body)["code"], "unknown-path");
}

INSTANTIATE_TEST_SUITE_P(Table, UnknownPath,
                         ::testing::Values("", "*", "/v1", "/v1/", "/v1/search/", "/V1/search",
                                           "/v2/search", "/v1/episodes", "/v1/episodes/",
                                           "/v1/episodes/e1/x", "/v1/episodes/../healthz",
                                           "//healthz", "/healthz/", "/v1/searchq=a"));

TEST_F(ApiTest, SaysWhatAPathTakes) {
  for (const char* path : {"/v1/search", "/", "/v1/episodes/e1", "/cuepoint.js"}) {
    const HttpReply reply = Handle("OPTIONS", path);
    EXPECT_EQ(reply.status, 204) << path;
    EXPECT_THAT(reply.headers, Contains(Pair("Allow", "GET, HEAD, OPTIONS")));
    EXPECT_EQ(reply.body, "");
  }
}

TEST_F(ApiTest, AllowsOnlyWhatReads) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"}) {
    const HttpReply reply = Handle(method, "/v1/search?q=a");
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_THAT(reply.headers, Contains(Pair("Allow", "GET, HEAD, OPTIONS")));
  }
  EXPECT_EQ(Handle("HEAD", "/v1/search?q=a").status, 200);
  EXPECT_EQ(Handle("POST", "/nowhere").status, 404);
}

TEST_F(ApiTest, IsHealthyWhateverTheIndexAndReadyOnlyWithIt) {
  EXPECT_EQ(Get("/healthz").status, 200);
  EXPECT_EQ(Get("/readyz").status, 200);
  EXPECT_EQ(Json::parse(Get("/readyz").body)["revision"], 7);
  EXPECT_THAT(Get("/readyz").body, Not(HasSubstr("secret")));
  for (const ErrorCode code :
       {ErrorCode::kNotFound, ErrorCode::kCorrupt, ErrorCode::kUnavailable, ErrorCode::kVersion}) {
    backend_->info = [code]() -> Result<IndexInfo> {
      return Error{.code = code, .message = "at /secret/index", .remedy = "see /secret/index"};
    };
    EXPECT_EQ(Get("/healthz").status, 200);
    const HttpReply reply = Get("/readyz");
    EXPECT_EQ(reply.status, 503);
    EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
    EXPECT_THAT(reply.failure, HasSubstr("/secret/index"));
  }
}

TEST_F(ApiTest, AnswersAnExceptionWith500AndTellsOnlyTheLog) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    throw std::runtime_error("secret");
  };
  HttpReply reply = Get("/v1/search?q=a");
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
  EXPECT_THAT(reply.failure, HasSubstr("secret"));

  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> { throw 7; };
  reply = Get("/v1/search?q=a");
  EXPECT_EQ(reply.status, 500);
}

TEST_F(ApiTest, EscapesWhatItReflects) {
  for (const char* target :
       {"/v1/search?q=%22%3C/script%3E%0D%0A%00%FF", "/v1/search?%22%3Cscript%3E%0D%0A%FF=1",
        "/v1/search?q=a&mode=%22%3Cscript%3E%0D%0A", "/v1/episodes/%22%3Cscript%3E%0D%0A%FF"}) {
    const HttpReply reply = Get(target);
    EXPECT_TRUE(Json::accept(reply.body)) << target;
    EXPECT_THAT(reply.body, Not(HasSubstr("\n")));
    for (const auto& [name, value] : reply.headers) {
      EXPECT_THAT(value, Not(HasSubstr("script"))) << name;
    }
  }
}

}  // namespace
}  // namespace cuepoint
