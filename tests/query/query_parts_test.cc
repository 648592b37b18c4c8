// The small parts that the engine is made of: document sets, the cache, deep links, weights.
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include "query/bm25.h"
#include "query/doc_set.h"
#include "query/episode_view.h"
#include "query/lru_cache.h"
#include "query/stem_sets.h"
#include "query/top_list.h"

namespace cuepoint {
namespace {

TEST(DocSet, JoinsConsecutiveDocumentsIntoRanges) {
  const DocRanges ranges = RangesOf({1, 2, 3, 7, 9, 10});
  ASSERT_EQ(ranges.size(), 3u);
  EXPECT_EQ(ranges[0].first, 1u);
  EXPECT_EQ(ranges[0].last, 3u);
  EXPECT_EQ(ranges[1].first, 7u);
  EXPECT_EQ(ranges[2].last, 10u);
}

TEST(EpisodeSet, HasItsMembersInWordsOfBits) {
  EpisodeSet set;
  set.Add(65);
  set.AddWord(2, 0b101);
  set.AddWord(1, 0b1);
  EXPECT_EQ(set.Members(), (std::vector<Xapian::docid>{64, 65, 128, 130}));
  EXPECT_EQ(set.Word(0), 0u);
  EXPECT_EQ(set.Word(1), 0b11u);
  EXPECT_EQ(set.Word(2), 0b101u);
  EXPECT_EQ(set.Word(3), 0u);
}

TEST(TopList, TellsWhatAnItemHasToBeBetterThan) {
  TopList<int, std::greater<>> best(2);
  for (const int item : {5, 1, 3}) {
    best.Add(item);
    EXPECT_EQ(best.Floor(), nullptr);
  }
  best.Add(4);
  ASSERT_NE(best.Floor(), nullptr);
  EXPECT_EQ(*best.Floor(), 4);
  EXPECT_EQ(best.Take(), (std::vector<int>{5, 4}));
  EXPECT_EQ(best.Floor(), nullptr);
}

TEST(EpisodeSet, UnitesAndIntersectsLikeSets) {
  EpisodeSet low;
  for (const Xapian::docid id : {1, 63, 64}) low.Add(id);
  EpisodeSet high;
  for (const Xapian::docid id : {64, 1000}) high.Add(id);
  EpisodeSet both = low;
  both.UniteWith(high);
  EXPECT_EQ(both.Count(), 4u);
  EpisodeSet common = high;
  common.IntersectWith(low);
  EXPECT_EQ(common.Count(), 1u);
  EXPECT_EQ(EpisodeSet().Count(), 0u);
  EXPECT_TRUE(EpisodeSet().empty());
}

TEST(Bm25, GivesTheWeightOfTheFormula) {
  const Bm25Parameters parameters{.k1 = 1.3, .b = 0.6};
  const KindStatistics statistics{.documents = 10, .average_length = 28};
  for (const double tf : {0.25, 1.0, 7.5}) {
    for (const double length : {4.0, 28.0, 400.0}) {
      const double idf = std::log(1 + (10 - 5 + 0.5) / (5 + 0.5));
      const double expected =
          idf * 2.3 * tf / (tf + 1.3 * (1 - 0.6 + 0.6 * length / statistics.average_length));
      // Lengths and counts are scaled by 4.
      const Bm25Parts parts = ExplainBm25(parameters, statistics, 5, 4 * tf, length);
      EXPECT_NEAR(parts.weight, expected, 1e-6);
      const float impact = Bm25Saturation(parameters, statistics).Impact(4 * tf, length);
      EXPECT_DOUBLE_EQ(parts.weight, parts.idf * 2.3 * static_cast<double>(impact));
    }
  }
}

TEST(Bm25, NeverWeighsAWordOfEveryDocumentBelowZero) {
  EXPECT_GT(Bm25Idf(10, 10), 0);
  EXPECT_GT(Bm25Idf(10, 1), Bm25Idf(10, 2));
}

TEST(LruCache, ForgetsWhatWasUsedLongestAgo) {
  LruCache<int, std::string> cache(30);
  for (int i = 0; i < 3; ++i) {
    cache.Insert(i, std::make_shared<const std::string>(std::to_string(i)), 10);
  }
  ASSERT_TRUE(cache.Find(0));  // Now 1 is the oldest.
  cache.Insert(3, std::make_shared<const std::string>("3"), 10);
  EXPECT_TRUE(cache.Find(0));
  EXPECT_FALSE(cache.Find(1));
  EXPECT_TRUE(cache.Find(2));
  EXPECT_EQ(*cache.Find(3), "3");
}

TEST(LruCache, SparesWhatIsUsedAgainEachTimeItsTurnComes) {
  LruCache<int, int> cache(3);
  for (int i = 0; i < 100; ++i) {
    cache.Insert(i, std::make_shared<const int>(i), 1);
    ASSERT_TRUE(cache.Find(0)) << "after " << i;
    EXPECT_LE(cache.bytes(), 3U);
  }
  EXPECT_EQ(cache.entries(), 3U);
  EXPECT_FALSE(cache.Find(1));
}

TEST(LruCache, DoesNotKeepWhatIsLargerThanItsBudget) {
  LruCache<int, std::string> cache(30);
  cache.Insert(1, std::make_shared<const std::string>("small"), 10);
  cache.Insert(2, std::make_shared<const std::string>("large"), 31);
  EXPECT_TRUE(cache.Find(1));
  EXPECT_FALSE(cache.Find(2));
}

TEST(DeepLink, PointsAtTheSecondByMediaFragmentOrTemplate) {
  EXPECT_EQ(DeepLink("https://x.example/1", "", 582), "https://x.example/1#t=582");
  EXPECT_EQ(DeepLink("https://x.example/1", "", 582.9), "https://x.example/1#t=582");
  EXPECT_EQ(DeepLink("https://x.example/1", "{url}?t={seconds}", 5), "https://x.example/1?t=5");
  EXPECT_EQ(DeepLink("https://x.example/{seconds}", "{url}&t={seconds}", 5),
            "https://x.example/{seconds}&t=5");
  EXPECT_EQ(DeepLink("", "{url}#t={seconds}", 5), "");
}

}  // namespace
}  // namespace cuepoint
