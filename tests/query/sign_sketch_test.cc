// Choosing rows by their signs: what a sketch may miss, and what it must not.
#include "query/sign_sketch.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/episode_scan.h"
#include "query/semantic_index.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kDimensions = 384;

class SketchOf : public ::testing::Test {
 protected:
  void SetUp() override {
    VectorMatrix one(1);
    const std::vector<std::int8_t> value = {1};
    one.Add({1, 0}, {1, value});
    if (!SignSketch::Of(one)) GTEST_SKIP() << "this processor has no use for sketches";
  }

  std::mt19937 random_{7};
};

void AddRow(VectorMatrix& matrix, RowLabel label, const std::vector<float>& vector) {
  std::vector<std::int8_t> values(vector.size());
  const float scale = Quantize(vector, values);
  matrix.Add(label, {scale, values});
}

std::vector<float> ToUnit(std::vector<float> vector) {
  float square = 0;
  for (const float value : vector) square += value * value;
  for (float& value : vector) value /= std::sqrt(square);
  return vector;
}

/// A vector that shares much with `topic`, as the passages about one thing do.
std::vector<float> Near(std::mt19937& random, const std::vector<float>& topic, float share) {
  std::normal_distribution<float> normal(0, 1 / std::sqrt(static_cast<float>(topic.size())));
  std::vector<float> vector(topic.size());
  for (std::size_t i = 0; i < vector.size(); ++i) {
    vector[i] = share * topic[i] + (1 - share) * normal(random);
  }
  return ToUnit(std::move(vector));
}

std::vector<float> RandomUnit(std::mt19937& random, std::size_t dimensions) {
  return Near(random, std::vector<float>(dimensions), 0);
}

/// Episodes of ten rows about a topic each, with twice the row's number as document id.
VectorMatrix Topics(std::mt19937& random, std::size_t episodes,
                    std::vector<std::vector<float>>& of) {
  VectorMatrix matrix(kDimensions);
  for (std::size_t episode = 0; episode < episodes; ++episode) {
    of.push_back(RandomUnit(random, kDimensions));
    for (std::uint32_t row = 0; row < 10; ++row) {
      AddRow(matrix, {2 * static_cast<std::uint32_t>(episode) + 2, row},
             Near(random, of.back(), 0.5F));
    }
  }
  return matrix;
}

TEST_F(SketchOf, GivesEveryRowWhenAskedForAll) {
  for (const std::size_t dimensions : {1u, 7u, 8u, 9u, 65u, 384u, 4096u}) {
    for (const std::size_t rows : {0u, 1u, 31u, 32u, 33u, 100u}) {
      VectorMatrix matrix(dimensions);
      for (std::size_t row = 0; row < rows; ++row) {
        AddRow(matrix, {static_cast<std::uint32_t>(row + 1), 0}, RandomUnit(random_, dimensions));
      }
      const auto sketch = SignSketch::Of(matrix);
      const std::vector<float> query = RandomUnit(random_, dimensions);
      const std::vector<std::size_t> found = sketch->Likeliest(matrix, query, rows + 1);
      EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
      EXPECT_EQ(std::set<std::size_t>(found.begin(), found.end()).size(), found.size());
      // With few dimensions a row may agree in nothing at all.
      if (dimensions >= 65) {
        EXPECT_EQ(found.size(), rows) << dimensions;
      }
      EXPECT_THAT(sketch->Likeliest(matrix, query, 0), IsEmpty());
    }
  }
}

// Of rows that are nothing but signs, nothing is lost.
TEST_F(SketchOf, OrdersRowsOfSignsExactly) {
  for (const std::size_t dimensions : {64u, 100u, 384u}) {
    VectorMatrix matrix(dimensions);
    std::vector<std::vector<float>> rows;
    for (std::uint32_t row = 0; row < 500; ++row) {
      std::vector<float> vector(dimensions);
      for (float& value : vector) value = random_() % 2 == 0 ? 1 : -1;
      rows.push_back(vector);
      AddRow(matrix, {row + 1, 0}, ToUnit(vector));
    }
    std::vector<float> query(dimensions);
    for (float& value : query) value = random_() % 2 == 0 ? 1 : -1;
    std::vector<float> agreement;
    for (const std::vector<float>& row : rows) {
      agreement.push_back(std::inner_product(row.begin(), row.end(), query.begin(), 0.0F));
    }
    const auto sketch = SignSketch::Of(matrix);
    std::vector<float> sorted = agreement;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    for (const std::size_t count : {1u, 5u, 50u, 333u}) {
      const std::vector<std::size_t> found = sketch->Likeliest(matrix, ToUnit(query), count);
      ASSERT_EQ(found.size(), count);
      for (const std::size_t row : found) EXPECT_GE(agreement[row], sorted[count - 1]);
    }
  }
}

TEST_F(SketchOf, HoldsWhatIsNearestByFar) {
  std::vector<std::vector<float>> topics;
  const VectorMatrix matrix = Topics(random_, 2000, topics);
  const auto sketch = SignSketch::Of(matrix);
  for (std::size_t episode = 0; episode < topics.size(); episode += 100) {
    const std::vector<float> query = Near(random_, topics[episode], 0.5F);
    const VectorScan exact(matrix, query);
    const VectorScan likely(matrix, query, &*sketch);
    const std::vector<ScoredRow> best = exact.TopRows(10);
    EXPECT_EQ(likely.TopRows(10), best);
    EXPECT_EQ(likely.TopEpisodes(1), exact.TopEpisodes(1));
  }
}

TEST_F(SketchOf, LeavesOutWhatAFilterDoes) {
  std::vector<std::vector<float>> topics;
  const VectorMatrix matrix = Topics(random_, 1000, topics);
  const auto sketch = SignSketch::Of(matrix);
  EpisodeSet half;
  EpisodeSet few;
  for (std::uint32_t episode = 2; episode <= 2000; episode += 4) half.Add(episode);
  for (std::uint32_t episode = 2; episode <= 2000; episode += 400) few.Add(episode);
  for (std::size_t topic = 0; topic < topics.size(); topic += 90) {
    const std::vector<float> query = Near(random_, topics[topic], 0.5F);
    const VectorScan exact(matrix, query);
    const VectorScan likely(matrix, query, &*sketch);
    for (const ScoredRow& row : likely.TopRows(20, &half)) {
      EXPECT_TRUE(half.Contains(matrix.label(row.row).episode));
    }
    EXPECT_EQ(likely.TopEpisodes(1, &half), exact.TopEpisodes(1, &half));
    // Few rows pass, and are scored one and all.
    EXPECT_EQ(likely.TopRows(50, &few), exact.TopRows(50, &few));
  }
}

TEST_F(SketchOf, FindsNothingInAQuestionOfZeros) {
  std::vector<std::vector<float>> topics;
  const VectorMatrix matrix = Topics(random_, 10, topics);
  const auto sketch = SignSketch::Of(matrix);
  EXPECT_THAT(sketch->Likeliest(matrix, std::vector<float>(kDimensions), 5), IsEmpty());
}

TEST_F(SketchOf, LetsEpisodesComeUpByTheirWholes) {
  std::vector<std::vector<float>> topics;
  SemanticIndex index{.revision = 1,
                      .encoder = nullptr,
                      .parameters = {},
                      .pieces = Topics(random_, 1000, topics),
                      .wholes = VectorMatrix(kDimensions),
                      .moments = VectorMatrix(kDimensions)};
  for (std::size_t episode = 0; episode < topics.size(); ++episode) {
    AddRow(index.wholes, {2 * static_cast<std::uint32_t>(episode) + 2, 0}, topics[episode]);
  }
  std::map<std::size_t, std::vector<ScoredEpisode>> exact;
  const auto query_of = [&](std::size_t topic) {
    std::mt19937 random(static_cast<unsigned>(topic));
    return Near(random, topics[topic], 0.5F);
  };
  const auto best = [&](std::size_t topic) {
    const std::vector<float> query = query_of(topic);
    return EpisodeScan(index, query).Nearest(1);
  };
  for (std::size_t topic = 0; topic < topics.size(); topic += 50) exact[topic] = best(topic);
  index.piece_sketch = SignSketch::Of(index.pieces);
  index.whole_sketch = SignSketch::Of(index.wholes);
  for (const auto& [topic, nearest] : exact) {
    const std::vector<ScoredEpisode> found = best(topic);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().episode, nearest.front().episode);
    EXPECT_EQ(found.front().score, nearest.front().score);
    EXPECT_EQ(found.front().episode, 2 * topic + 2);
  }
}

}  // namespace
}  // namespace cuepoint
