#include "query/fusion.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Xapian::docid> Order(const std::vector<FusedDocument>& fused) {
  std::vector<Xapian::docid> order;
  for (const FusedDocument& document : fused) order.push_back(document.document);
  return order;
}

constexpr FusionParameters kThird{.alpha = 0.3, .high = 0.9, .low = 0.5, .floor = 0.6};

TEST(Fusion, MixesTheSharesOfWordsAndMeaning) {
  const auto fused = Fuse({{.document = 1, .lexical = 10, .cosine = 0.5},
                           {.document = 2, .lexical = 5, .cosine = 0.9},
                           {.document = 3, .lexical = 0, .cosine = 0.7}},
                          kThird);
  ASSERT_THAT(Order(fused), ElementsAre(1, 2, 3));
  EXPECT_THAT(fused[0].score, DoubleNear(0.7, 1e-12));
  EXPECT_THAT(fused[1].score, DoubleNear(0.35 + 0.3, 1e-12));
  EXPECT_THAT(fused[2].score, DoubleNear(0.15, 1e-12));
  EXPECT_TRUE(fused[1].by_words);
  EXPECT_FALSE(fused[2].by_words);
}

TEST(Fusion, LeavesOutWhatHasNoWordAndIsNotNear) {
  EXPECT_THAT(Fuse({{.document = 1, .lexical = 0, .cosine = 0.59}}, kThird), IsEmpty());
  EXPECT_EQ(Fuse({{.document = 1, .lexical = 0, .cosine = 0.6}}, kThird).size(), 1u);
  EXPECT_EQ(Fuse({{.document = 1, .lexical = 1, .cosine = 0}}, kThird).size(), 1u);
}

TEST(Fusion, PutsWhatWasNamedExactlyFirst) {
  EXPECT_THAT(Order(Fuse({{.document = 1, .lexical = 10, .cosine = 0.9},
                          {.document = 2, .lexical = 1, .cosine = 0, .exact = true}},
                         kThird)),
              ElementsAre(2, 1));
}

TEST(Fusion, KeepsWhatWasNamedThoughNeitherWordNorMeaningFindIt) {
  const std::vector<FusedDocument> fused =
      Fuse({{.document = 1, .lexical = 2}, {.document = 2, .exact = true}}, kThird);
  ASSERT_EQ(fused.size(), 2u);
  EXPECT_EQ(fused[0].document, 2u);
  EXPECT_EQ(fused[0].score, 0);
  EXPECT_FALSE(fused[0].by_words);
}

TEST(Fusion, BreaksTiesByDocumentWhateverTheOrder) {
  std::vector<FusionCandidate> candidates;
  for (Xapian::docid document = 1; document <= 20; ++document) {
    candidates.push_back({.document = document, .lexical = 1.0 + document % 3, .cosine = 0.7});
  }
  const auto expected = Fuse(candidates, kThird);
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(candidates.begin(), candidates.end(), random);
    EXPECT_EQ(Fuse(candidates, kThird), expected);
  }
  for (std::size_t i = 1; i < expected.size(); ++i) {
    EXPECT_GE(expected[i - 1].score, expected[i].score);
  }
}

TEST(Fusion, IsWordsAloneWithoutAShareOfMeaning) {
  FusionParameters words = kThird;
  words.alpha = 0;
  EXPECT_THAT(Order(Fuse({{.document = 1, .lexical = 1, .cosine = 0.9},
                          {.document = 2, .lexical = 2, .cosine = 0.5}},
                         words)),
              ElementsAre(2, 1));
}

TEST(Fusion, StaysWithinZeroAndOneWhereAllAreEquallyNear) {
  const FusionParameters flat{.alpha = 0.5, .high = 0.7, .low = 0.7, .floor = 0};
  const auto fused = Fuse({{.document = 1, .lexical = 0, .cosine = 0.7}}, flat);
  ASSERT_EQ(fused.size(), 1u);
  EXPECT_EQ(fused[0].score, 0);
}

TEST(Fusion, OfNothingIsNothing) { EXPECT_THAT(Fuse({}, kThird), IsEmpty()); }

}  // namespace
}  // namespace cuepoint
