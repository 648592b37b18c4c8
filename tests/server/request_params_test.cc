#include "server/request_params.h"

#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Result<SearchRequest> Parse(std::string_view query_string) {
  return ParseSearchRequest(ParseTarget("/v1/search?" + std::string(query_string)).params);
}

TEST(RequestParams, TakesEveryParameterOfTheContract) {
  const auto request = Parse(
      "q=zero+copy&mode=lexical&group=moments&limit=25&offset=50&sort=newest&show=a&show=b"
      "&person=Ada%20Lovelace&tag=http&tag=quic&after=2025&before=2025-06&explain=true");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->query, "zero copy");
  EXPECT_EQ(request->mode, Mode::kLexical);
  EXPECT_EQ(request->group, Group::kMoments);
  EXPECT_EQ(request->limit, 25u);
  EXPECT_EQ(request->offset, 50u);
  EXPECT_EQ(request->sort, Sort::kNewest);
  EXPECT_THAT(request->filter.shows, ElementsAre("a", "b"));
  EXPECT_THAT(request->filter.persons, ElementsAre("Ada Lovelace"));
  EXPECT_THAT(request->filter.tags, ElementsAre("http", "quic"));
  EXPECT_EQ(request->filter.after, "2025");
  EXPECT_EQ(request->filter.before, "2025-06");
  EXPECT_TRUE(request->explain);
}

TEST(RequestParams, TakesWhatNarrowsAnAnswerAndLeadsThroughIt) {
  const auto request = Parse(
      "year=2024&year=2025&has_transcript=false&facets=person,has_transcript&recency=180"
      "&cursor=abc");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_THAT(request->filter.years, ElementsAre(2024, 2025));
  EXPECT_EQ(request->filter.has_transcript, false);
  EXPECT_THAT(request->facets, ElementsAre(Facet::kPerson, Facet::kTranscript));
  EXPECT_EQ(request->recency_days, 180.0);
  EXPECT_EQ(request->cursor, "abc");
}

TEST(RequestParams, DefaultsToTenEpisodesByRelevance) {
  const auto request = Parse("q=dns");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->mode, Mode::kHybrid);
  EXPECT_EQ(request->group, Group::kEpisodes);
  EXPECT_EQ(request->sort, Sort::kRelevance);
  EXPECT_EQ(request->limit, 10u);
  EXPECT_EQ(request->offset, 0u);
  EXPECT_FALSE(request->explain);
  EXPECT_THAT(request->facets, IsEmpty());
  EXPECT_FALSE(request->recency_days);
}

TEST(RequestParams, TreatsAnEmptyValueAsNone) {
  const auto request = Parse(
      "q=dns&mode=&group=&limit=&offset=&sort=&show=&person=&tag=&after=&before=&facets=&explain=");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_TRUE(request->filter.empty());
  EXPECT_EQ(request->limit, 10u);
}

TEST(RequestParams, TakesAFilterWithoutAQuery) {
  for (const char* filter : {"show=a", "person=Ada", "tag=dns", "after=2025", "before=2025"}) {
    EXPECT_TRUE(Parse(filter)) << filter;
  }
}

TEST(RequestParams, PassesOverWhatTrackersAppend) {
  EXPECT_TRUE(Parse("q=dns&utm_source=feed&utm_campaign=x"));
  EXPECT_TRUE(RefuseParams(ParseTarget("/?utm_medium=x").params));
}

struct Refused {
  std::string query_string;
  std::string parameter;
  std::string message;
  ErrorCode code = ErrorCode::kInvalidArgument;
};

class RefusesParams : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusesParams, NamingTheParameterAndTheReason) {
  const auto request = Parse(GetParam().query_string);
  ASSERT_FALSE(request) << GetParam().query_string;
  EXPECT_EQ(request.error().code, GetParam().code);
  EXPECT_EQ(request.error().source, GetParam().parameter);
  EXPECT_THAT(request.error().message, HasSubstr(GetParam().message));
}

std::string Repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusesParams,
    ::testing::Values(
        Refused{"", "q", "neither a query nor a filter"},
        Refused{"q=", "q", "neither a query nor a filter"},
        Refused{"q=%20+%09", "q", "neither a query nor a filter"},
        Refused{"limit=10", "q", "neither a query nor a filter"},
        Refused{"q=a&q=b", "q", "more than once"}, Refused{"q=a&q=a", "q", "more than once"},
        Refused{"q=a&limit=5&limit=5", "limit", "more than once"},
        Refused{"q=a&limit=0", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=1001", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=-1", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=%2B5", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=5x", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=1e3", "limit", "from 1 to 1000"},
        Refused{"q=a&limit=99999999999999999999999", "limit", "from 1 to 1000"},
        Refused{"q=a&offset=10001", "offset", "from 0 to 10000"},
        Refused{"q=a&offset=-1", "offset", "from 0 to 10000"},
        Refused{"q=a&mode=fuzzy", "mode", "hybrid, lexical or semantic, not \"fuzzy\""},
        Refused{"q=a&mode=Lexical", "mode", "hybrid"},
        Refused{"q=a&group=shows", "group", "episodes or moments"},
        Refused{"q=a&sort=rank", "sort", "relevance, newest or oldest"},
        Refused{"q=a&explain=maybe", "explain", "true or false"},
        Refused{"q=a&after=yesterday", "after", "after must be a date, not \"yesterday\""},
        Refused{"q=a&before=2025-13", "before", "must be a date"},
        Refused{"q=a&facets=show,colour", "facets", "no facet \"colour\""},
        Refused{"q=a&year=MMXXV", "year", "from 1 to 9998"},
        Refused{"q=a&year=9999", "year", "from 1 to 9998"},
        Refused{Repeat("year=2025&", 17), "year", "more than 16 times", ErrorCode::kTooLarge},
        Refused{"q=a&has_transcript=perhaps", "has_transcript", "true or false"},
        Refused{"q=a&recency=0", "recency", "from 1 to 36500"},
        Refused{"q=a&recency=1.5", "recency", "from 1 to 36500"},
        Refused{"q=a&cursor=" + std::string(257, 'A'), "cursor", "longer than 256",
                ErrorCode::kTooLarge},
        Refused{"q=a&colour=red", "colour", "no parameter \"colour\""},
        Refused{"q=a&Q=b", "Q", "no parameter \"Q\""},
        Refused{"q=a&colour", "colour", "no parameter"},
        Refused{"q=" + std::string(2049, 'a'), "q", "longer than 2048 bytes", ErrorCode::kTooLarge},
        Refused{"show=" + std::string(257, 'a'), "show", "longer than 256", ErrorCode::kTooLarge},
        Refused{Repeat("tag=x&", 17), "tag", "more than 16 times", ErrorCode::kTooLarge},
        Refused{Repeat("utm_a=x&", 65), "", "more than 64 parameters", ErrorCode::kTooLarge}));

TEST(RequestParams, CutsALongWrongValueInItsMessage) {
  const auto request = Parse("q=a&mode=" + std::string(4000, 'x'));
  ASSERT_FALSE(request);
  EXPECT_LT(request.error().message.size(), 200u);
}

struct Decoded {
  std::string encoded;
  std::string query;
};

class Decodes : public ::testing::TestWithParam<Decoded> {};

TEST_P(Decodes, AQueryAsBrowsersDo) {
  const auto request = Parse("q=" + GetParam().encoded);
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->query, GetParam().query);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Decodes,
    ::testing::Values(Decoded{"a+b%20c", "a b c"}, Decoded{"c%2B%2b", "c++"},
                      Decoded{"Z%C3%BCrich", "Zürich"}, Decoded{"Zürich", "Zürich"},
                      Decoded{"100%", "100%"}, Decoded{"%4", "%4"}, Decoded{"%zz1", "%zz1"},
                      Decoded{"%+1", "% 1"}, Decoded{"%%41", "%A"}, Decoded{"a%00b", {"a\0b", 3}},
                      Decoded{"a%26b%3Dc=d", "a&b=c=d"}, Decoded{"%ff", "\xEF\xBF\xBD"},
                      Decoded{"%ed%a0%80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
                      Decoded{"a%C3", "a\xEF\xBF\xBD"}));

TEST(ParseTarget, FindsThePathOfEveryForm) {
  EXPECT_EQ(ParseTarget("/v1/search").path, "/v1/search");
  EXPECT_EQ(ParseTarget("/v1/search?q=a/b?c").path, "/v1/search");
  EXPECT_EQ(ParseTarget("/a#b?c").path, "/a");
  EXPECT_EQ(ParseTarget("http://host:80/healthz?x=1").path, "/healthz");
  EXPECT_EQ(ParseTarget("HTTPS://host").path, "/");
  EXPECT_EQ(ParseTarget("*").path, "*");
  EXPECT_EQ(ParseTarget("").path, "");
}

TEST(ParseTarget, SkipsEmptyPairs) {
  const Target target = ParseTarget("/?&&a=1&&b&");
  ASSERT_EQ(target.params.size(), 2u);
  EXPECT_EQ(target.params[0].name, "a");
  EXPECT_EQ(target.params[1].name, "b");
  EXPECT_THAT(target.params[1].value, IsEmpty());
}

TEST(ParseTarget, GivesValidUtf8ForAnyBytes) {
  std::mt19937 random(20251209);
  for (int round = 0; round < 2000; ++round) {
    std::string target = "/v1/search?";
    const std::size_t size = random() % 40;
    for (std::size_t i = 0; i < size; ++i) {
      // Characters that matter to the format come often, all others sometimes.
      constexpr std::string_view kOften = "%&=+#?4f0";
      target +=
          random() % 2 == 0 ? kOften[random() % kOften.size()] : static_cast<char>(random() % 256);
    }
    for (const QueryParam& param : ParseTarget(target).params) {
      EXPECT_EQ(FindInvalidUtf8(param.name), std::string_view::npos);
      EXPECT_EQ(FindInvalidUtf8(param.value), std::string_view::npos);
    }
  }
}

}  // namespace
}  // namespace cuepoint
