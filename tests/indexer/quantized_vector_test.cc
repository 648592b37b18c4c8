#include "indexer/quantized_vector.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

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

TEST(QuantizedVector, UsesTheWholeRange) {
  const std::vector<float> vector = {1.27F, -0.635F, 0, 0.0149F, -1.27F};
  std::vector<std::int8_t> values(vector.size());
  EXPECT_FLOAT_EQ(Quantize(vector, values), 0.01F);
  EXPECT_THAT(values, ElementsAre(127, -64, 0, 1, -127));
}

TEST(QuantizedVector, KeepsZerosApart) {
  std::vector<std::int8_t> values(3, 1);
  EXPECT_EQ(Quantize(std::vector<float>(3), values), 0);
  EXPECT_THAT(values, Each(0));
  // Too small for a scale of its own.
  const std::vector<float> tiny(3, std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(Quantize(tiny, values), 0);
  EXPECT_THAT(values, Each(0));
}

TEST(QuantizedVector, MovesNoValueByMoreThanHalfAStep) {
  std::mt19937 random(1);
  for (const std::size_t dimensions : {1u, 7u, 384u}) {
    const std::vector<float> vector = RandomUnitVector(random, dimensions);
    std::vector<std::int8_t> values(dimensions);
    const float scale = Quantize(vector, values);
    std::vector<float> again(dimensions);
    Dequantize({scale, values}, again);
    for (std::size_t i = 0; i < dimensions; ++i) {
      EXPECT_NEAR(again[i], vector[i], scale * 0.501F);
    }
  }
}

TEST(QuantizedVector, SurvivesStorage) {
  std::mt19937 random(2);
  const std::vector<float> first = RandomUnitVector(random, 5);
  const std::vector<float> second = RandomUnitVector(random, 5);
  std::string stored;
  AppendQuantized(first, stored);
  AppendQuantized(second, stored);
  EXPECT_EQ(stored.size(), 2 * QuantizedBytes(5));
  std::string_view rest = stored;
  for (const std::vector<float>& vector : {first, second}) {
    const auto view = TakeQuantized(rest, 5);
    ASSERT_TRUE(view);
    std::vector<std::int8_t> values(5);
    EXPECT_EQ(view->scale, Quantize(vector, values));
    EXPECT_EQ(std::vector<std::int8_t>(view->values.begin(), view->values.end()), values);
  }
  EXPECT_TRUE(rest.empty());
  EXPECT_FALSE(TakeQuantized(rest, 5));
}

TEST(QuantizedVector, RefusesBytesThatItDidNotWrite) {
  std::string stored;
  AppendQuantized(std::vector<float>{0.6F, 0.8F}, stored);
  for (std::size_t size = 0; size < stored.size(); ++size) {
    std::string_view cut = std::string_view(stored).substr(0, size);
    EXPECT_FALSE(TakeQuantized(cut, 2));
    EXPECT_EQ(cut.size(), size);
  }
  for (const float scale : {-1.0F, std::numeric_limits<float>::infinity(), std::nanf("")}) {
    std::memcpy(stored.data(), &scale, sizeof scale);
    std::string_view bytes = stored;
    EXPECT_FALSE(TakeQuantized(bytes, 2));
  }
}

}  // namespace
}  // namespace cuepoint
