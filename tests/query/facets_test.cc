// Facets: exact counts over everything that matches, and the filters that choose among them.
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/facet_table.h"
#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::string Line(const std::string& id, const std::string& rest) {
  return R"({"id": ")" + id + R"(", "title": "About protocols )" + id + R"(", )" + rest + "}";
}

class Facets : public ::testing::Test {
 protected:
  void SetUp() override {
    index_.Fill({
        Line("a", R"("show": {"id": "net", "title": "Net"}, "published": "2024-05-01",
                     "tags": ["HTTP"], "people": [{"name": "Zoë Ångström", "role": "guest"},
                                                  {"name": "Bo Host", "role": "host"}],
                     "transcript": [{"start_s": 0, "end_s": 4, "text": "Hello."}])"),
        Line("b", R"("show": {"id": "net", "title": "Net"}, "published": "2025-01-02",
                     "tags": ["http", "dns"], "people": [{"name": "Zoe Angstrom", "role": "guest"},
                                                         {"name": "Zoë Ångström", "role": "author"},
                                                         {"name": "Bo Host", "role": "host"}])"),
        Line("c", R"("show": {"id": "old", "title": "Old"}, "published": "2025-12-31",
                     "people": [{"name": "Zoë Ångström", "role": "guest"}])"),
        Line("d", R"("show": {"id": "old", "title": "Old"}, "description": "A pot of coffee.")"),
    });
    Result<Engine> engine = Engine::Open(index_.path());
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }

  SearchResponse Search(const SearchRequest& request) {
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << ToString(response.error());
    return response ? *response : SearchResponse{};
  }

  /// "value count" of one facet.
  std::vector<std::string> Counts(SearchRequest request, Facet facet) {
    request.facets = {facet};
    const SearchResponse response = Search(request);
    std::vector<std::string> counts;
    EXPECT_THAT(response.facets, SizeIs(1));
    if (response.facets.size() != 1) return counts;
    EXPECT_EQ(response.facets[0].facet, facet);
    for (const FacetValue& value : response.facets[0].values) {
      counts.push_back(value.value + " " + std::to_string(value.count));
    }
    return counts;
  }

  SmallIndex index_;
  std::optional<Engine> engine_;
};

TEST_F(Facets, CountEveryEpisodeThatMatchesWhateverThePage) {
  const SearchRequest request{.query = "protocols", .limit = 1};
  EXPECT_THAT(Counts(request, Facet::kShow), ElementsAre("net 2", "old 2"));
  EXPECT_THAT(Counts(request, Facet::kYear), ElementsAre("2025 2", "2024 1"));
  EXPECT_THAT(Counts(request, Facet::kTag), ElementsAre("HTTP 2", "dns 1"));
  EXPECT_THAT(Counts(request, Facet::kTranscript), ElementsAre("false 3", "true 1"));
  EXPECT_THAT(Counts({.query = "coffee"}, Facet::kShow), ElementsAre("old 1"));
}

TEST_F(Facets, CountAPersonOnceForEachEpisodeInTheUsualSpelling) {
  EXPECT_THAT(Counts({.query = "protocols"}, Facet::kPerson),
              ElementsAre("Zoë Ångström 3", "Bo Host 2"));
}

TEST_F(Facets, NameTheTitleOfAShow) {
  const SearchResponse response = Search({.query = "coffee", .facets = {Facet::kShow}});
  ASSERT_THAT(response.facets, SizeIs(1));
  EXPECT_THAT(response.facets[0].values,
              ElementsAre(FacetValue{.value = "old", .title = "Old", .count = 1}));
}

TEST_F(Facets, LeaveWhatWasChosenOfThemselvesOut) {
  const SearchRequest request{.query = "protocols", .filter = {.shows = {"net"}, .years = {2025}}};
  EXPECT_EQ(Search(request).total, 1u);
  EXPECT_THAT(Counts(request, Facet::kShow), ElementsAre("net 1", "old 1"));
  EXPECT_THAT(Counts(request, Facet::kYear), ElementsAre("2024 1", "2025 1"));
  EXPECT_THAT(Counts(request, Facet::kTag), ElementsAre("HTTP 1", "dns 1"));
}

TEST_F(Facets, TakeTheDatesOfAYearForThatYear) {
  const SearchRequest request{.query = "protocols", .filter = {.after = "2025", .before = "2026"}};
  EXPECT_EQ(Search(request).total, 2u);
  EXPECT_THAT(Counts(request, Facet::kYear), ElementsAre("2025 2", "2024 1"));
  const SearchRequest dates{.query = "protocols", .filter = {.after = "2024-06", .before = "2026"}};
  EXPECT_THAT(Counts(dates, Facet::kYear), ElementsAre("2025 2"));
}

TEST_F(Facets, CountForAFilterAlone) {
  const SearchRequest request{.query = "", .filter = {.shows = {"old"}}};
  EXPECT_EQ(Search(request).total, 2u);
  EXPECT_THAT(Counts(request, Facet::kShow), ElementsAre("net 2", "old 2"));
  EXPECT_THAT(Counts(request, Facet::kYear), ElementsAre("2025 1"));
}

TEST_F(Facets, CountWithPhrasesAndExclusions) {
  EXPECT_THAT(Counts({.query = "\"about protocols\" -coffee"}, Facet::kShow),
              ElementsAre("net 2", "old 1"));
}

TEST_F(Facets, AreEmptyWhereNothingMatches) {
  EXPECT_THAT(Counts({.query = "nowhere", .correct = false}, Facet::kShow), IsEmpty());
  EXPECT_THAT(Counts({.query = "?!"}, Facet::kShow), IsEmpty());
}

TEST_F(Facets, ComeInTheOrderAskedForAndNotUnasked) {
  EXPECT_THAT(Search({.query = "protocols"}).facets, IsEmpty());
  const SearchResponse response =
      Search({.query = "protocols", .facets = {Facet::kYear, Facet::kShow}});
  ASSERT_THAT(response.facets, SizeIs(2));
  EXPECT_EQ(response.facets[0].facet, Facet::kYear);
  EXPECT_EQ(response.facets[1].facet, Facet::kShow);
}

TEST_F(Facets, FollowTheIndex) {
  EXPECT_THAT(Counts({.query = "protocols"}, Facet::kShow), SizeIs(2));
  index_.Fill({Line("e", R"("show": {"id": "new"})")});
  EXPECT_THAT(Counts({.query = "protocols"}, Facet::kShow), ElementsAre("new 1"));
}

TEST_F(Facets, OfMomentsCountTheirEpisodes) {
  index_.Fill({
      Line("a", R"("show": {"id": "net"}, "chapters": [{"start_s": 1, "title": "Tea"},
                   {"start_s": 2, "title": "More tea"}, {"start_s": 3, "title": "Coffee"}])"),
      Line("b", R"("show": {"id": "old"}, "description": "Tea.",
                   "chapters": [{"start_s": 1, "title": "Coffee"}])"),
  });
  const SearchRequest request{.query = "tea", .mode = Mode::kLexical, .group = Group::kMoments};
  EXPECT_EQ(Search(request).total, 2u);
  EXPECT_THAT(Counts(request, Facet::kShow), ElementsAre("net 1"));
}

TEST_F(Facets, ListAHundredValuesAndSayHowManyMoreThereAre) {
  std::string tags;
  for (int i = 0; i < 120; ++i) tags += (i == 0 ? "\"" : ", \"") + std::to_string(1000 + i) + "\"";
  index_.Fill({Line("a", "\"tags\": [" + tags + "]"), Line("b", R"("tags": ["1119"])")});
  const SearchResponse response = Search({.query = "protocols", .facets = {Facet::kTag}});
  ASSERT_THAT(response.facets, SizeIs(1));
  EXPECT_THAT(response.facets[0].values, SizeIs(100));
  EXPECT_EQ(response.facets[0].more, 20u);
  EXPECT_EQ(response.facets[0].values[0].value, "1119");
  EXPECT_EQ(response.facets[0].values[1].value, "1000");
}

TEST_F(Facets, FilterByTranscriptAndByYear) {
  const auto ids = [&](const SearchFilter& filter) {
    std::vector<std::string> found;
    for (const Hit& hit : Search({.query = "", .filter = filter}).hits)
      found.push_back(hit.episode.id);
    return found;
  };
  EXPECT_THAT(ids({.has_transcript = true}), ElementsAre("a"));
  EXPECT_THAT(ids({.has_transcript = false}), UnorderedElementsAre("b", "c", "d"));
  EXPECT_THAT(ids({.years = {2025}}), UnorderedElementsAre("b", "c"));
  EXPECT_THAT(ids({.years = {2024, 2025}}), UnorderedElementsAre("a", "b", "c"));
  EXPECT_THAT(ids({.years = {1999}}), IsEmpty());
}

TEST_F(Facets, OfChosenValuesSumUpToWhatTheFilterFinds) {
  // The law behind every count: choosing a value alone finds as many episodes as it said.
  const SearchRequest base{.query = "protocols"};
  SearchRequest counted = base;
  counted.facets = {kAllFacets.begin(), kAllFacets.end()};
  std::size_t checked = 0;
  for (const FacetCounts& facet : Search(counted).facets) {
    for (const FacetValue& value : facet.values) {
      SearchRequest chosen = base;
      switch (facet.facet) {
        case Facet::kShow:
          chosen.filter.shows = {value.value};
          break;
        case Facet::kPerson:
          chosen.filter.persons = {value.value};
          break;
        case Facet::kTag:
          chosen.filter.tags = {value.value};
          break;
        case Facet::kYear:
          chosen.filter.years = {std::stoi(value.value)};
          break;
        case Facet::kTranscript:
          chosen.filter.has_transcript = value.value == "true";
          break;
      }
      EXPECT_EQ(Search(chosen).total, value.count) << Name(facet.facet) << ' ' << value.value;
      ++checked;
    }
  }
  EXPECT_EQ(checked, 10u);
}

TEST(FacetNames, AreParsedFromAList) {
  EXPECT_THAT(ParseFacets("person, year,,person").facets,
              ElementsAre(Facet::kPerson, Facet::kYear));
  EXPECT_EQ(ParseFacets("person,years").unknown, "years");
  for (const Facet facet : kAllFacets) EXPECT_EQ(ParseFacet(Name(facet)), facet);
}

}  // namespace
}  // namespace cuepoint
