#include "server/openapi.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/handlers.h"
#include "server/metrics.h"
#include "server/problem.h"
#include "server/request_params.h"
#include "server/routes.h"
#include "tests/server/fake_backend.h"
#include "tests/support/json_schema.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

using Json = nlohmann::ordered_json;

Json Document() {
  const Result<std::string> document = OpenApiDocument("https://search.example");
  EXPECT_TRUE(document);
  return Json::parse(*document);
}

// The operation's parameters in the query string.
Json QueryParams(const Json& operation) {
  Json params = Json::array();
  for (const Json& param : operation.value("parameters", Json::array())) {
    if (param.value("in", "") == "query") params.push_back(param);
  }
  return params;
}

class OpenApi : public ::testing::Test {
 protected:
  HttpReply Ask(const HttpRequest& request) const { return api_.Handle(request); }
  HttpReply Get(const std::string& target) const {
    return Ask({.method = "GET", .target = target});
  }

  // What is wrong with an answer, by the document's word.
  std::vector<std::string> ErrorsOf(std::string_view path, std::string_view method,
                                    const HttpReply& reply, const Json& body) const {
    const Json& responses = document_["paths"][std::string(path)][std::string(method)]["responses"];
    Json response = responses.value(std::to_string(reply.status), Json());
    if (response.is_null()) return {"status " + std::to_string(reply.status) + " is not described"};
    if (response.contains("$ref")) {
      response = document_[Json::json_pointer(response["$ref"].get<std::string>().substr(1))];
    }
    for (const auto& [type, content] : response["content"].items()) {
      for (const auto& [name, value] : reply.headers) {
        if (name == "Content-Type" && value.starts_with(type)) {
          return testing::SchemaErrors(document_, content["schema"], body);
        }
      }
    }
    return {"the type of the answer is not described"};
  }
  std::vector<std::string> ErrorsOf(std::string_view path, const std::string& target) const {
    const HttpReply reply = Get(target);
    return ErrorsOf(path, "get", reply, Json::parse(reply.body));
  }

  const Json document_ = Document();
  const std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
  const Api api_ = *Api::Create(backend_, {.cache_bytes = 0});
};

TEST_F(OpenApi, IsServedAndMayBeReadByPagesAnywhere) {
  const HttpReply reply = Get("/v1/openapi.json");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(Json::parse(reply.body)["openapi"], "3.1.0");
  EXPECT_THAT(reply.headers,
              ::testing::Contains(::testing::Pair("Access-Control-Allow-Origin", "*")));
  std::string etag;
  for (const auto& [name, value] : reply.headers) {
    if (name == "ETag") etag = value;
  }
  EXPECT_EQ(Ask({.method = "GET", .target = "/v1/openapi.json", .if_none_match = etag}).status,
            304);
  EXPECT_EQ(Get("/v1/openapi.json?pretty=1").status, 400);
}

TEST_F(OpenApi, SaysWhereThePathsAre) {
  EXPECT_EQ(document_["servers"][0]["url"], "https://search.example");
  const Api mounted = *Api::Create(backend_, {.site = {.base_path = "/netstack"}});
  const HttpReply reply = mounted.Handle({.method = "GET", .target = "/v1/openapi.json"});
  EXPECT_EQ(Json::parse(reply.body)["servers"][0]["url"], "/netstack");
}

TEST_F(OpenApi, DescribesEveryRouteAndNoOther) {
  std::vector<std::string> described;
  for (const auto& [path, methods] : document_["paths"].items()) described.push_back(path);
  EXPECT_THAT(described, UnorderedElementsAreArray(kRoutePatterns));
}

TEST_F(OpenApi, DescribesNoPathOrMethodThatIsNotServed) {
  const HttpHandler all = MakeMetricsHandler(
      std::make_shared<Metrics>(), [this](const HttpRequest& request) { return Ask(request); });
  for (const auto& [path, methods] : document_["paths"].items()) {
    std::string target = path;
    for (const auto& [name, value] : {std::pair("{id}", "e1"), std::pair("{file}", "site.css")}) {
      if (const std::size_t at = target.find(name); at != std::string::npos) {
        target.replace(at, std::string_view(name).size(), value);
      }
    }
    for (const std::string_view method : {"GET", "POST"}) {
      const HttpReply reply = all({.method = method, .target = target});
      const bool described = methods.contains(method == "GET" ? "get" : "post");
      EXPECT_EQ(reply.status != 405, described) << method << ' ' << target;
      EXPECT_NE(reply.status, 404) << target;
      EXPECT_EQ(reply.route, path);
    }
  }
}

TEST_F(OpenApi, NamesEachOperationOnceAndRefersToNothingThatIsNotThere) {
  std::set<std::string> ids;
  for (const auto& [path, methods] : document_["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      EXPECT_TRUE(ids.insert(operation["operationId"]).second) << path;
    }
  }
  const Json flat = document_.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    if (!pointer.ends_with("/$ref")) continue;
    const std::string ref = value;
    EXPECT_TRUE(document_.contains(Json::json_pointer(ref.substr(1)))) << ref;
  }
}

TEST_F(OpenApi, DescribesTheParametersThatParsingTakes) {
  const auto described = [this](const char* path, const char* method) {
    std::vector<std::string> names;
    for (const Json& param : QueryParams(document_["paths"][path][method])) {
      names.push_back(param["name"]);
    }
    return names;
  };
  const auto taken = [](std::span<const ParamDoc> docs) {
    std::vector<std::string> names;
    for (const ParamDoc& doc : docs) names.emplace_back(doc.name);
    return names;
  };
  EXPECT_EQ(described("/v1/search", "get"), taken(SearchParams()));
  EXPECT_EQ(described("/v1/suggest", "get"), taken(SuggestParams()));
  EXPECT_EQ(described("/v1/episodes/{id}/related", "get"), taken(RelatedParams()));
  EXPECT_THAT(described("/v1/episodes/{id}", "get"), IsEmpty());
  EXPECT_THAT(described("/v1/openapi.json", "get"), IsEmpty());
}

// Values that a parameter's schema allows, and some that it does not.
struct Values {
  std::vector<std::string> right;
  std::vector<std::string> wrong;
};

Values ValuesOf(const Json& param) {
  Json schema = param["schema"];
  if (schema["type"] == "array") schema = schema["items"];
  if (schema.contains("enum")) {
    Values values{.right = {}, .wrong = {"nonsense"}};
    for (const Json& value : schema["enum"]) values.right.push_back(value);
    return values;
  }
  if (schema["type"] == "boolean") return {{"true", "false"}, {"maybe"}};
  if (schema["type"] == "integer") {
    const long long least = schema["minimum"];
    const long long most = schema["maximum"];
    return {{std::to_string(least), std::to_string(most)},
            {std::to_string(least - 1), std::to_string(most + 1), "1.5", "x"}};
  }
  if (schema.contains("pattern")) {
    return {{"2025", "2025-06", "2025-06-01"}, {"yesterday", "06/2025"}};
  }
  const std::size_t most = schema["maxLength"];
  return {{"a", std::string(most, 'a')}, {std::string(most + 1, 'a')}};
}

TEST_F(OpenApi, SaysOfEachParameterWhatIsTakenAndWhatIsNot) {
  for (const auto& [path, base] :
       {std::pair("/v1/search", "/v1/search?person=Ada&"), std::pair("/v1/suggest", "/v1/suggest?"),
        std::pair("/v1/episodes/{id}/related", "/v1/episodes/e1/related?")}) {
    for (const Json& param : QueryParams(document_["paths"][path]["get"])) {
      const std::string name = param["name"];
      const bool needs_q = path == std::string("/v1/suggest") && name != "q";
      const std::string begin = base + std::string(needs_q ? "q=a&" : "") + name + '=';
      const Values values = ValuesOf(param);
      for (const std::string& value : values.right) {
        EXPECT_EQ(Get(begin + value).status, 200) << begin << value;
      }
      for (const std::string& value : values.wrong) {
        const HttpReply reply = Get(begin + value);
        EXPECT_EQ(reply.status, 400) << begin << value;
        EXPECT_EQ(Json::parse(reply.body)["parameter"], name);
      }
      const bool is_list = param["schema"]["type"] == "array" && param["explode"];
      const std::string twice = begin + values.right[0] + '&' + name + '=' + values.right[0];
      EXPECT_EQ(Get(twice).status, is_list ? 200 : 400) << twice;
    }
  }
}

auto Fields(const SearchRequest& request) {
  return std::tuple(request.query, request.mode, request.group, request.sort, request.limit,
                    request.offset, request.synonyms, request.explain, request.correct,
                    request.prefix_last, request.facets, request.cursor, request.recency_days,
                    request.filter.has_transcript);
}

TEST_F(OpenApi, NamesTheDefaultThatLeavingAParameterOutMeans) {
  const auto plain = ParseSearchRequest({{"q", "a"}});
  ASSERT_TRUE(plain);
  int defaults = 0;
  for (const ParamDoc& doc : SearchParams()) {
    if (doc.when_absent.empty()) continue;
    ++defaults;
    const auto given =
        ParseSearchRequest({{"q", "a"}, {std::string(doc.name), std::string(doc.when_absent)}});
    ASSERT_TRUE(given) << doc.name;
    EXPECT_EQ(Fields(*given), Fields(*plain)) << doc.name;
  }
  EXPECT_EQ(defaults, 9);
}

TEST_F(OpenApi, DescribesTheAnswersThatAreGiven) {
  backend_->search = [](const SearchRequest& request) {
    Result<SearchResponse> response = testing::FakeBackend::EchoSearch(request);
    response->suggestion = "quick";
    response->corrected = true;
    response->cursor = "next";
    response->notes = {{.code = "prefix", .message = "too many words", .offset = 3}};
    for (const Facet facet : request.facets) {
      response->facets.push_back(
          {.facet = facet, .values = {{.value = "a", .title = "A", .count = 2}}, .more = 1});
    }
    if (!request.explain) return response;
    response->parsed_query = response->plan = "x";
    response->words = {{.forms = {"x"}, .episodes = 2, .titles = 1}};
    response->stages = {{"parse", 0.1}};
    response->hits[0].explain = {{.name = "bm25:quic", .value = 0.5, .facts = {{"tf", 2.0}}}};
    return response;
  };
  backend_->suggest = [](const SuggestRequest& request) {
    Result<SuggestResponse> response = testing::FakeBackend::EchoSuggest(request);
    Suggestion chapter;
    chapter.text = "QUIC";
    chapter.kind = SuggestionKind::kChapter;
    chapter.episode = Suggestion::Target{.id = "e1", .title = "First", .number = std::nullopt};
    chapter.start_s = 12.5;
    response->suggestions.push_back(chapter);
    return response;
  };
  backend_->get_episode = [](std::string_view id) {
    Result<Episode> episode = testing::FakeBackend::OneEpisode(id);
    if (!episode) return episode;
    episode->show = {.id = "s", .title = "S", .url = "u", .language = "en", .deep_link = "d"};
    episode->number = 1;
    episode->duration_s = 5.5;
    episode->tags = {"t"};
    episode->chapters = {{.start_s = 1, .title = "c", .url = "u", .text = "t", .sponsor = true}};
    episode->people = {{.name = "n", .role = "guest", .bio = "b", .url = "u", .inferred = true}};
    episode->links = {{.url = "u", .title = "t", .start_s = 3.0}};
    episode->transcript = {{.start_s = 0, .end_s = 1, .speaker = "s", .text = "t"}};
    return episode;
  };
  for (const auto& [path, target] :
       {std::pair("/v1/search", "/v1/search?q=quic"),
        std::pair("/v1/search", "/v1/search?q=quic&group=moments&explain=true"),
        std::pair("/v1/search", "/v1/search?q=quic&facets=show,person&explain=true"),
        std::pair("/v1/search", "/v1/search"), std::pair("/v1/search", "/v1/search?q=a&limit=0"),
        std::pair("/v1/suggest", "/v1/suggest?q=qui"), std::pair("/v1/suggest", "/v1/suggest"),
        std::pair("/v1/episodes/{id}", "/v1/episodes/e1"),
        std::pair("/v1/episodes/{id}", "/v1/episodes/nobody"),
        std::pair("/v1/episodes/{id}/related", "/v1/episodes/e1/related"),
        std::pair("/v1/episodes/{id}/related", "/v1/episodes/nobody/related"),
        std::pair("/v1/openapi.json", "/v1/openapi.json"), std::pair("/healthz", "/healthz"),
        std::pair("/readyz", "/readyz")}) {
    EXPECT_THAT(ErrorsOf(path, target), IsEmpty()) << target;
  }
  backend_->info = []() -> Result<IndexInfo> { return Error{.code = ErrorCode::kUnavailable, .message = "gone"}; };
  EXPECT_THAT(ErrorsOf("/readyz", "/readyz"), IsEmpty());
}

TEST_F(OpenApi, DescribesTheLinesOfABatch) {
  const HttpReply reply =
      Ask({.method = "POST",
           .target = "/v1/batch",
           .content_type = "application/json",
           .body = R"({"queries": [{"_id": "1", "text": "quic"}, {"_id": "2", "text": ""}]})"});
  EXPECT_EQ(reply.status, 200) << reply.body;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = reply.body.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    const Json line = Json::parse(reply.body.substr(begin, end - begin));
    EXPECT_THAT(ErrorsOf("/v1/batch", "post", reply, line), IsEmpty());
  }
  const HttpReply refused = Ask({.method = "POST", .target = "/v1/batch", .body = "x"});
  EXPECT_THAT(ErrorsOf("/v1/batch", "post", refused, Json::parse(refused.body)), IsEmpty());
}

TEST_F(OpenApi, IsHeldAgainstByACheckThatFindsWhatIsWrong) {
  const Json& schema = document_["components"]["schemas"]["SearchResponse"];
  Json body = Json::parse(Get("/v1/search?q=a").body);
  EXPECT_THAT(testing::SchemaErrors(document_, schema, body), IsEmpty());
  body["colour"] = "red";
  body["total"] = -1;
  body["hits"][0]["episode"]["people"][0].erase("role");
  body["mode"] = "psychic";
  EXPECT_THAT(testing::SchemaErrors(document_, schema, body),
              ElementsAre(HasSubstr("/mode"), HasSubstr("/total"),
                          HasSubstr("/hits/0/episode/people/0"), HasSubstr("colour")));
}

TEST(ProblemKinds, StayWhatClientsKnow) {
  std::vector<std::string> kinds;
  for (const ProblemKind& kind : ProblemKinds()) {
    kinds.push_back(std::to_string(kind.status) + ' ' + std::string(kind.code));
  }
  // Clients decide by these: add to them, change none.
  EXPECT_THAT(kinds, UnorderedElementsAreArray({"400 invalid-argument",
                                                "400 bad-query",
                                                "400 too-large",
                                                "400 unsupported",
                                                "404 not-found",
                                                "503 modified",
                                                "503 locked",
                                                "503 cancelled",
                                                "503 unavailable",
                                                "500 corrupt",
                                                "500 foreign",
                                                "500 version",
                                                "500 permission",
                                                "500 parse",
                                                "500 type",
                                                "400 bad-cursor",
                                                "400 bad-body",
                                                "400 bad-request",
                                                "401 unauthorized",
                                                "404 unknown-path",
                                                "405 method-not-allowed",
                                                "408 request-timeout",
                                                "413 body-too-large",
                                                "414 target-too-long",
                                                "415 unsupported-media-type",
                                                "416 bad-range",
                                                "417 expectation-failed",
                                                "429 too-many-requests",
                                                "431 headers-too-large",
                                                "500 internal",
                                                "503 overloaded"}));
}

TEST(ProblemKinds, HaveOneForEveryErrorAndEveryStatusOfTheProtocol) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    const auto error = static_cast<ErrorCode>(code);
    EXPECT_EQ(ProblemOf({.code = error, .message = "x"}).code, Name(error));
  }
  for (const int status : {400, 401, 404, 405, 408, 413, 414, 415, 416, 417, 429, 431, 500, 503}) {
    EXPECT_EQ(ProtocolProblem(status).status, status);
  }
  EXPECT_EQ(ProtocolProblem(404).code, "unknown-path");
  EXPECT_EQ(ProtocolProblem(503).code, "overloaded");
  EXPECT_EQ(ProtocolProblem(418).code, "bad-request");
  EXPECT_EQ(ProtocolProblem(599).code, "internal");
}

}  // namespace
}  // namespace cuepoint
