#include "tools/query_batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/query_ast.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

// Answers with the query itself as the only hit, or with what the query language has against it.
Result<SearchResponse> Echo(const SearchRequest& request) {
  const Result<QueryNode> parsed = ParseQuery(request.query);
  if (!parsed) return parsed.error();
  SearchResponse response;
  response.total = 1;
  response.hits.resize(1);
  response.hits[0].episode.title = request.query;
  return response;
}

std::string Asked(const BatchAnswer& answer) {
  if (!answer.response) return "error " + std::string(Name(answer.response.error().code));
  return answer.response->hits.empty() ? "" : answer.response->hits[0].episode.title;
}

SearchRequest RequestFor(const std::string& query) {
  SearchRequest request;
  request.query = query;
  return request;
}

BatchAnswer Ask(const std::string& query) { return SearchLeniently(Echo, RequestFor(query)); }

TEST(PlainWords, LeavesOperatorsOut) {
  EXPECT_EQ(PlainWords("(quic OR \"zero copy\") -tcp not udp"), "quic zero copy tcp udp");
  EXPECT_EQ(PlainWords("sans-IO “quoted” --flag - \u2212x"), "sans-IO quoted flag x");
  EXPECT_EQ(PlainWords(" \t() "), "");
}

TEST(SearchLeniently, AsksAValidQueryAsWritten) {
  const BatchAnswer answer = Ask("quic -tcp \"zero copy\"");
  EXPECT_EQ(Asked(answer), "quic -tcp \"zero copy\"");
  EXPECT_FALSE(answer.simplified);
}

TEST(SearchLeniently, AsksAgainAsPlainWordsWhatIsRefused) {
  const auto search = [](const SearchRequest& request) -> Result<SearchResponse> {
    if (request.query.find('(') != std::string::npos) {
      return Error{.code = ErrorCode::kTooLarge, .message = "too deep"};
    }
    return Echo(request);
  };
  const BatchAnswer answer = SearchLeniently(search, RequestFor("((quic) OR -tcp)"));
  EXPECT_EQ(Asked(answer), "quic tcp");
  EXPECT_TRUE(answer.simplified);
  EXPECT_EQ(answer.response->query, "((quic) OR -tcp)") << "As it was asked";
}

TEST(SearchLeniently, SaysWhatTheLanguageHadToMend) {
  const auto search = [](const SearchRequest& request) {
    Result<SearchResponse> response = Echo(request);
    response->notes.push_back({.code = "unbalanced", .message = "mended", .offset = 5});
    return response;
  };
  EXPECT_TRUE(SearchLeniently(search, RequestFor("what (is quic")).simplified);
}

TEST(SearchLeniently, AsksALongTextByItsFirstWords) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "word" + std::to_string(i) + " ";
  const BatchAnswer answer = Ask(text);
  EXPECT_TRUE(answer.simplified);
  EXPECT_EQ(Asked(answer).substr(0, 12), "word0 word1 ");
  const BatchAnswer one_word = Ask(std::string(10'000, 'x'));
  EXPECT_EQ(Asked(one_word), std::string(SearchLimits::kQueryBytes, 'x'));
}

TEST(SearchLeniently, GivesNothingForABlankText) {
  for (const std::string query : {"", "  \t", "\u00A0", "()"}) {
    const BatchAnswer answer = Ask(query);
    ASSERT_TRUE(answer.response) << query;
    EXPECT_TRUE(answer.response->hits.empty() || query == "()");
  }
}

TEST(SearchLeniently, ReturnsErrorsThatOtherWordsWouldNotMend) {
  int calls = 0;
  const BatchAnswer answer = SearchLeniently(
      [&calls](const SearchRequest&) -> Result<SearchResponse> {
        ++calls;
        return Error{.code = ErrorCode::kCorrupt, .message = "damaged"};
      },
      RequestFor("quic"));
  EXPECT_EQ(Asked(answer), "error corrupt");
  EXPECT_EQ(calls, 1);
}

TEST(SearchLeniently, GivesUpWhenNothingHelps) {
  const BatchAnswer answer = SearchLeniently(
      [](const SearchRequest&) -> Result<SearchResponse> {
        return Error{.code = ErrorCode::kTooLarge, .message = "too many terms"};
      },
      RequestFor("a b c d e"));
  EXPECT_EQ(Asked(answer), "error too-large");
}

TEST(RunBatch, AnswersInTheOrderOfTheQueriesWhateverTheJobs) {
  std::vector<BatchQuery> queries;
  for (int i = 0; i < 500; ++i) queries.push_back({std::to_string(i), "word" + std::to_string(i)});
  for (const unsigned jobs : {1u, 4u}) {
    std::vector<std::string> asked;
    RunBatch(Echo, queries, {}, jobs, [&](std::size_t index, const BatchAnswer& answer) {
      EXPECT_EQ(index, asked.size());
      asked.push_back(Asked(answer));
      return true;
    });
    ASSERT_EQ(asked.size(), queries.size());
    for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(asked[i], queries[i].text);
  }
}

}  // namespace
}  // namespace cuepoint
