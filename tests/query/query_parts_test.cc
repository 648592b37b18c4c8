// The small parts that the engine is made of: document sets, the cache, deep links, weights.
#include <cmath>
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

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Ten documents; those with an even id have the term "even".
Xapian::WritableDatabase TenDocuments() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 1; i <= 10; ++i) {
    Xapian::Document document;
    document.add_term("all", 4);
    if (i % 2 == 0) document.add_term("even", 4u * static_cast<unsigned>(i));
    database.add_document(document);
  }
  return database;
}

std::vector<Xapian::docid> Matches(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  const Xapian::MSet found = enquire.get_mset(0, 100);
  std::vector<Xapian::docid> documents;
  for (auto it = found.begin(); it != found.end(); ++it) documents.push_back(*it);
  return documents;
}

TEST(DocSet, MatchesExactlyItsDocumentsInWhateverOrderTheRangesCome) {
  const Xapian::WritableDatabase database = TenDocuments();
  EXPECT_THAT(Matches(database, DocSetQuery({{7, 8}, {2, 3}})), ElementsAre(2, 3, 7, 8));
  EXPECT_THAT(Matches(database, DocSetQuery({})), IsEmpty());
}

TEST(DocSet, FiltersAndExcludes) {
  const Xapian::WritableDatabase database = TenDocuments();
  const Xapian::Query even("even");
  EXPECT_THAT(Matches(database,
                      Xapian::Query(Xapian::Query::OP_FILTER, even, DocSetQuery({{3, 6}, {9, 9}}))),
              ::testing::UnorderedElementsAre(4, 6));
  EXPECT_THAT(Matches(database, Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query("all"),
                                              DocSetQuery({{1, 8}}))),
              ElementsAre(9, 10));
}

TEST(DocSet, AddsTheWeightOfTheRange) {
  const Xapian::WritableDatabase database = TenDocuments();
  EXPECT_THAT(Matches(database, DocSetQuery({{1, 1, 0.5}, {5, 5, 2.0}, {9, 10, 1.0}})),
              ElementsAre(5, 9, 10, 1));
}

TEST(DocSet, JoinsConsecutiveDocumentsIntoRanges) {
  const DocRanges ranges = RangesOf({1, 2, 3, 7, 9, 10});
  ASSERT_EQ(ranges.size(), 3u);
  EXPECT_EQ(ranges[0].first, 1u);
  EXPECT_EQ(ranges[0].last, 3u);
  EXPECT_EQ(ranges[1].first, 7u);
  EXPECT_EQ(ranges[2].last, 10u);
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

TEST(KindBm25, GivesTheWeightOfTheFormula) {
  const Xapian::WritableDatabase database = TenDocuments();
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query("even"));
  const Bm25Parameters parameters{.k1 = 1.3, .b = 0.6};
  const KindStatistics statistics{.documents = 10, .average_length = 28};
  enquire.set_weighting_scheme(KindBm25(parameters, statistics));
  const Xapian::MSet found = enquire.get_mset(0, 10);
  ASSERT_EQ(found.size(), 5u);
  for (auto it = found.begin(); it != found.end(); ++it) {
    const double tf = *it;  // wdf 4 · id over the scale of 4.
    const double length = 4.0 + 4.0 * *it;
    const double idf = std::log(1 + (10 - 5 + 0.5) / (5 + 0.5));
    const double expected =
        idf * 2.3 * tf / (tf + 1.3 * (1 - 0.6 + 0.6 * length / statistics.average_length));
    EXPECT_NEAR(it.get_weight(), expected, 1e-9);
  }
  EXPECT_GE(found.get_max_possible(), found.get_max_attained());
}

TEST(KindBm25, NeverWeighsAWordOfEveryDocumentBelowZero) {
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
