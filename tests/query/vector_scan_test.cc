// Vectors in memory: the matrix, and the scan against plain floats on every path of the processor.
#include "query/vector_scan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<float> RandomUnitVector(std::mt19937& random, std::size_t dimensions) {
  std::normal_distribution<float> normal;
  std::vector<float> vector(dimensions);
  float square = 0;
  for (float& value : vector) {
    value = normal(random);
    square += value * value;
  }
  for (float& value : vector) value /= std::sqrt(square);
  return vector;
}

void AddRow(VectorMatrix& matrix, RowLabel label, const std::vector<float>& vector) {
  std::vector<std::int8_t> values(vector.size());
  const float scale = Quantize(vector, values);
  matrix.Add(label, {scale, values});
}

// Episodes of one to five passages, with gaps between the ids.
VectorMatrix RandomMatrix(std::mt19937& random, std::size_t rows, std::size_t dimensions) {
  VectorMatrix matrix(dimensions);
  std::uint32_t episode = 1;
  std::uint32_t passage = 0;
  while (matrix.rows() < rows) {
    AddRow(matrix, {episode, passage++}, RandomUnitVector(random, dimensions));
    if (random() % 5 == 0 || passage == 5) {
      episode += 1 + static_cast<std::uint32_t>(random() % 3);
      passage = 0;
    }
  }
  return matrix;
}

double NaiveScore(const VectorMatrix& matrix, std::size_t row, const std::vector<float>& query) {
  double sum = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    sum += static_cast<double>(query[i]) * matrix.data()[row * matrix.stride() + i];
  }
  return sum * matrix.scale(row);
}

TEST(VectorMatrix, KeepsRowsAlignedAndPadded) {
  std::mt19937 random(1);
  VectorMatrix matrix = RandomMatrix(random, 70, 65);
  EXPECT_EQ(matrix.stride(), 128U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(matrix.data()) % VectorMatrix::kAlignment, 0U);
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    const std::int8_t* const values = matrix.data() + row * matrix.stride();
    EXPECT_THAT(std::vector<std::int8_t>(values + 65, values + 128), Each(0));
  }
}

TEST(VectorMatrix, KeepsWhatWasAddedWhileItGrows) {
  VectorMatrix matrix(3);
  for (std::int8_t i = 0; i < 100; ++i) {
    const std::vector<std::int8_t> values = {i, static_cast<std::int8_t>(-i), 7};
    matrix.Add({static_cast<std::uint32_t>(i), 1}, {0.5F * i, values});
  }
  ASSERT_EQ(matrix.rows(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(matrix.data()[i * matrix.stride()], static_cast<int>(i));
    EXPECT_EQ(matrix.data()[i * matrix.stride() + 1], -static_cast<int>(i));
    EXPECT_EQ(matrix.scale(i), 0.5F * static_cast<float>(i));
    EXPECT_EQ(matrix.label(i), (RowLabel{static_cast<std::uint32_t>(i), 1}));
  }
}

TEST(VectorMatrix, KnowsTheRowsOfAnEpisode) {
  VectorMatrix matrix(1);
  const std::vector<std::int8_t> one = {1};
  for (const RowLabel label : {RowLabel{2, 0}, {2, 1}, {5, 0}, {9, 3}, {9, 4}}) {
    matrix.Add(label, {1, one});
  }
  EXPECT_EQ(matrix.RowsOf(2), (RowRange{0, 2}));
  EXPECT_EQ(matrix.RowsOf(5), (RowRange{2, 3}));
  EXPECT_EQ(matrix.RowsOf(9), (RowRange{3, 5}));
  for (const std::uint32_t absent : {0u, 1u, 3u, 10u}) {
    EXPECT_EQ(matrix.RowsOf(absent).begin, matrix.RowsOf(absent).end);
  }
}

class EveryKernel : public ::testing::TestWithParam<Kernel> {
 protected:
  void SetUp() override {
    const std::span<const Kernel> available = AvailableKernels();
    if (std::find(available.begin(), available.end(), GetParam()) == available.end()) {
      GTEST_SKIP() << "this processor lacks " << Name(GetParam());
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Kernels, EveryKernel,
                         ::testing::Values(Kernel::kPortable, Kernel::kSse2, Kernel::kAvx2,
                                           Kernel::kAvx512Vnni),
                         [](const auto& test) {
                           std::string name(Name(test.param));
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(EveryKernel, ComesCloseToPlainFloats) {
  std::mt19937 random(2);
  for (const std::size_t dimensions : {1u, 5u, 63u, 64u, 65u, 256u, 384u, 768u, 1024u, 4096u}) {
    for (const std::size_t rows : {0u, 1u, 3u, 4u, 5u, 33u}) {
      const VectorMatrix matrix = RandomMatrix(random, rows, dimensions);
      const std::vector<float> query = RandomUnitVector(random, dimensions);
      std::vector<float> scores(rows);
      VectorScan(matrix, query, GetParam()).Dot(scores);
      for (std::size_t row = 0; row < rows; ++row) {
        EXPECT_NEAR(scores[row], NaiveScore(matrix, row, query), 1e-4)
            << dimensions << " dimensions, row " << row;
      }
    }
  }
}

TEST_P(EveryKernel, GivesTheBitsOfThePortableOne) {
  std::mt19937 random(3);
  for (const std::size_t dimensions : {64u, 100u, 384u, 1000u}) {
    const VectorMatrix matrix = RandomMatrix(random, 1003, dimensions);
    const std::vector<float> query = RandomUnitVector(random, dimensions);
    std::vector<float> scores(matrix.rows());
    std::vector<float> portable(matrix.rows());
    VectorScan(matrix, query, GetParam()).Dot(scores);
    VectorScan(matrix, query, Kernel::kPortable).Dot(portable);
    EXPECT_EQ(scores, portable);
  }
}

TEST_P(EveryKernel, IsExactAtTheLargestValues) {
  // Rows as no quantiser writes them, and queries that reach the limit in every dimension.
  for (const std::size_t dimensions : {64u, 384u, 4096u}) {
    VectorMatrix matrix(dimensions);
    const std::vector<std::int8_t> lowest(dimensions, -128);
    const std::vector<std::int8_t> highest(dimensions, 127);
    matrix.Add({1, 0}, {1, lowest});
    matrix.Add({2, 0}, {1, highest});
    for (const float value : {1.0F, -1.0F}) {
      const std::vector<float> query(dimensions, value);
      std::vector<float> scores(2);
      VectorScan(matrix, query, GetParam()).Dot(scores);
      const double total = static_cast<double>(dimensions) * value;
      EXPECT_NEAR(scores[0] / (-128 * total), 1, 1e-6);
      EXPECT_NEAR(scores[1] / (127 * total), 1, 1e-6);
    }
  }
}

TEST_P(EveryKernel, KeepsTheOrderOfTheFloatsWithinAThousandth) {
  std::mt19937 random(4);
  const VectorMatrix matrix = RandomMatrix(random, 5000, 384);
  for (int i = 0; i < 5; ++i) {
    const std::vector<float> query = RandomUnitVector(random, 384);
    const std::vector<ScoredRow> top = VectorScan(matrix, query, GetParam()).TopRows(200);
    ASSERT_EQ(top.size(), 200U);
    for (std::size_t j = 1; j < top.size(); ++j) {
      EXPECT_GT(NaiveScore(matrix, top[j - 1].row, query) + 1e-3,
                NaiveScore(matrix, top[j].row, query));
    }
  }
}

TEST_P(EveryKernel, ScoresAQuestionOfZerosWithZeros) {
  std::mt19937 random(5);
  const VectorMatrix matrix = RandomMatrix(random, 9, 64);
  std::vector<float> scores(matrix.rows(), 1);
  VectorScan(matrix, std::vector<float>(64), GetParam()).Dot(scores);
  EXPECT_THAT(scores, Each(0));
}

// What the lists should be, from the scores of all rows.
std::vector<ScoredRow> NaiveTopRows(const VectorMatrix& matrix, const std::vector<float>& scores,
                                    std::size_t limit, const EpisodeSet* filter) {
  std::vector<ScoredRow> rows;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    if (filter == nullptr || filter->Contains(matrix.label(row).episode)) {
      rows.push_back({scores[row], row});
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ScoredRow& a, const ScoredRow& b) { return a.score > b.score; });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

std::vector<ScoredEpisode> NaiveTopEpisodes(const VectorMatrix& matrix,
                                            const std::vector<float>& scores, std::size_t limit,
                                            const EpisodeSet* filter) {
  std::vector<ScoredEpisode> episodes;
  std::set<std::uint32_t> seen;
  for (const ScoredRow& row : NaiveTopRows(matrix, scores, scores.size(), filter)) {
    const std::uint32_t episode = matrix.label(row.row).episode;
    if (seen.insert(episode).second) episodes.push_back({row.score, episode, row.row});
  }
  if (episodes.size() > limit) episodes.resize(limit);
  return episodes;
}

TEST(VectorScan, FindsTheBestAmongThoseThatPassAFilter) {
  std::mt19937 random(6);
  for (const std::size_t rows : {0u, 1u, 10u, 300u, 2000u}) {
    // Few dimensions and values, so that many scores are equal.
    VectorMatrix matrix(2);
    for (std::uint32_t i = 0; i < rows; ++i) {
      const std::vector<std::int8_t> values = {static_cast<std::int8_t>(random() % 7),
                                               static_cast<std::int8_t>(random() % 7)};
      matrix.Add({1 + i / 4, i % 4}, {0.1F, values});
    }
    const VectorScan scan(matrix, std::vector<float>{0.6F, 0.8F});
    std::vector<float> scores(rows);
    scan.Dot(scores);
    for (const unsigned one_in : {0u, 1u, 2u, 50u}) {
      EpisodeSet some;
      for (std::uint32_t episode = 1; one_in > 0 && episode <= rows / 4 + 1; ++episode) {
        if (random() % one_in == 0) some.Add(episode);
      }
      for (const EpisodeSet* filter :
           {static_cast<const EpisodeSet*>(nullptr), static_cast<const EpisodeSet*>(&some)}) {
        for (const std::size_t limit : {0u, 1u, 7u, 100u, 5000u}) {
          EXPECT_EQ(scan.TopRows(limit, filter), NaiveTopRows(matrix, scores, limit, filter));
          EXPECT_EQ(scan.TopEpisodes(limit, filter),
                    NaiveTopEpisodes(matrix, scores, limit, filter));
        }
      }
    }
  }
}

TEST(VectorScan, ScoresARangeOfRows) {
  std::mt19937 random(7);
  const VectorMatrix matrix = RandomMatrix(random, 700, 64);
  const VectorScan scan(matrix, RandomUnitVector(random, 64));
  std::vector<float> all(matrix.rows());
  scan.Dot(all);
  for (const RowRange range : {RowRange{0, 0}, {0, 700}, {1, 2}, {5, 600}, {699, 700}}) {
    std::vector<float> some(range.end - range.begin);
    scan.Dot(range, some);
    EXPECT_TRUE(std::equal(some.begin(), some.end(),
                           all.begin() + static_cast<std::ptrdiff_t>(range.begin)));
  }
}

TEST(EpisodeSet, ContainsWhatWasAdded) {
  EpisodeSet set;
  EXPECT_FALSE(set.Contains(3));
  set.Add(3);
  set.Add(64);
  EXPECT_TRUE(set.Contains(3));
  EXPECT_TRUE(set.Contains(64));
  EXPECT_FALSE(set.Contains(65));
  EXPECT_FALSE(set.Contains(0xFFFFFFFF));
}

}  // namespace
}  // namespace cuepoint
