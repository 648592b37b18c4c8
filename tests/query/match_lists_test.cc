// Adding up lists: the same as a map from place to score would give.
#include "query/match_lists.h"

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const PostingList> List(std::vector<Place> places, float impact = 0.5) {
  auto list = std::make_shared<PostingList>();
  list->impacts.assign(places.size(), impact);
  list->places = std::move(places);
  return list;
}

TEST(MatchLists, AddsUpWhatAnyListHas) {
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({1, 3}), 2);
  lists.Add(MatchLists::kAny, List({3, 9000}), 4);
  const ScoredPlaces found = lists.Collect(kAllPlaces);
  EXPECT_THAT(found.places, ElementsAre(1, 3, 9000));
  EXPECT_THAT(found.scores, ElementsAre(DoubleEq(1), DoubleEq(3), DoubleEq(2)));
}

TEST(MatchLists, OnlyAddsMoreToWhatMatches) {
  MatchLists lists;
  lists.Add(MatchLists::kMore, List({0, 5, 4096, 20'000}), 2);
  lists.Add(MatchLists::kAny, List({5, 20'000}), 2);
  const ScoredPlaces found = lists.Collect(kAllPlaces);
  EXPECT_THAT(found.places, ElementsAre(5, 20'000));
  EXPECT_THAT(found.scores, ElementsAre(DoubleEq(2), DoubleEq(2)));
}

TEST(MatchLists, FindsWhatScoresNothing) {
  MatchLists lists;
  ScoredPlaces filter;
  filter.Add(7, 0);
  filter.Add(8, 0);
  lists.Add(MatchLists::kAny, filter);
  lists.Add(MatchLists::kAny, filter);
  lists.Add(MatchLists::kMore, List({8}), 2);
  const ScoredPlaces found = lists.Collect(kAllPlaces);
  EXPECT_THAT(found.places, ElementsAre(7, 8));
  EXPECT_THAT(found.scores, ElementsAre(0, DoubleEq(1)));
}

TEST(MatchLists, GoesThroughPlacesInBlocksOf64) {
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({0, 63, 64, 4095, 4096, 5000}), 2);
  lists.Add(MatchLists::kAny, List({63, 5000}), 4);
  ScoredPlaces filter;
  filter.Add(1, 0);
  lists.Add(MatchLists::kAny, filter);
  std::vector<Place> matches;
  std::vector<Place> above;
  lists.ForEachBlock(kAllPlaces, [&](const MatchLists::Block& block) {
    EXPECT_EQ(block.first % 64, 0u);
    ForEachBit(block.matches, [&](unsigned i) { matches.push_back(block.first + i); });
    ForEachBit(block.MatchesAbove(1), [&](unsigned i) { above.push_back(block.first + i); });
  });
  EXPECT_THAT(matches, ElementsAre(0, 1, 63, 64, 4095, 4096, 5000));
  EXPECT_THAT(above, ElementsAre(63, 5000));
}

TEST(MatchLists, LeavesOutWhatLiesOutsideOfARangeWithinABlock) {
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({9, 10, 12, 70, 80, 81}), 2);
  EXPECT_THAT(lists.Collect({10, 80}).places, ElementsAre(10, 12, 70, 80));
  EXPECT_THAT(lists.Collect({11, 11}).places, IsEmpty());
}

TEST(MatchLists, CountsAFlatListTheSameForEachDocument) {
  MatchLists lists;
  lists.AddFlat(MatchLists::kAny, List({2, 4}, 0.125), 3);
  EXPECT_THAT(lists.Collect(kAllPlaces).scores, ElementsAre(DoubleEq(3), DoubleEq(3)));
}

TEST(MatchLists, FindsNothingInNoList) {
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({}), 1);
  lists.Add(MatchLists::kMore, List({4}), 1);
  EXPECT_THAT(lists.Collect(kAllPlaces).places, IsEmpty());
}

TEST(MatchLists, AgreesWithAMapInEveryRange) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same lists every time.
  const auto below = [&](unsigned limit) { return static_cast<Place>(random() % limit); };
  for (int round = 0; round < 200; ++round) {
    // Some within one window, some over several, some with gaps of whole windows.
    const unsigned span = round % 3 == 0 ? 50 : round % 3 == 1 ? 9000 : 200'000;
    MatchLists lists;
    std::map<Place, double> expected;
    std::map<Place, double> more;
    for (unsigned n = below(6); n > 0; --n) {
      std::set<Place> places;
      for (unsigned i = below(40); i > 0; --i) places.insert(below(span));
      const bool any = below(3) != 0;
      const double weight = 1 + below(4);
      lists.Add(any ? MatchLists::kAny : MatchLists::kMore, List({places.begin(), places.end()}),
                weight);
      for (const Place place : places) (any ? expected : more)[place] += weight * 0.5;
    }
    for (auto& [place, score] : expected) score += more.contains(place) ? more[place] : 0;
    PlaceRange range = kAllPlaces;
    if (round % 2 == 1) {
      range.first = below(span);
      range.last = range.first + below(span);
    }
    std::erase_if(expected, [&](const auto& item) {
      return item.first < range.first || item.first > range.last;
    });
    std::map<Place, double> found;
    lists.ForEach(
        range, [&](Place place, double score) { EXPECT_TRUE(found.emplace(place, score).second); });
    EXPECT_EQ(found, expected) << "round " << round;
  }
}

TEST(MatchLists, SaysWhatAPlaceHasFromSeveralListsTogether) {
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({1, 2, 8}), 2);
  lists.Add(MatchLists::kAny, List({2, 3, 8}), 4);
  lists.Add(MatchLists::kAny, List({8, 5000}), 6);
  const std::vector<PlaceRange> ranges{{0, 1}, {2, 4}, {6, 9}, {4000, 6000}};
  // 8 has 1, 2 and 3, of which the 3 is left out.
  EXPECT_THAT(lists.BestTogether(ranges), ElementsAre(0, DoubleEq(1), DoubleEq(3), 0));
}

TEST(MatchLists, TakesASingleListForAllThereIs) {
  const std::vector<PlaceRange> ranges{{0, 1}, {2, 9}};
  MatchLists lists;
  lists.Add(MatchLists::kAny, List({1, 7}), 2);
  EXPECT_THAT(lists.BestTogether(ranges), ElementsAre(DoubleEq(1), DoubleEq(1)));
  // Of two words one is nowhere: nothing stands beside the other.
  lists.Add(MatchLists::kAny, List({}), 2);
  EXPECT_THAT(lists.BestTogether(ranges), ElementsAre(0, 0));
}

TEST(ScoredPlaces, IntersectsAndSubtractsLikeSets) {
  ScoredPlaces a;
  for (const Place place : {1, 4, 6, 9}) a.Add(place, 1);
  ScoredPlaces b;
  for (const Place place : {0, 4, 9, 10}) b.Add(place, 2);
  const ScoredPlaces both = Intersect(a, b);
  EXPECT_THAT(both.places, ElementsAre(4, 9));
  EXPECT_THAT(both.scores, ElementsAre(3, 3));
  const ScoredPlaces rest = Subtract(a, b);
  EXPECT_THAT(rest.places, ElementsAre(1, 6));
  EXPECT_THAT(rest.scores, ElementsAre(1, 1));
  EXPECT_THAT(Subtract(a, {}).places, ElementsAre(1, 4, 6, 9));
  EXPECT_THAT(Intersect(a, {}).places, IsEmpty());
}

}  // namespace
}  // namespace cuepoint
