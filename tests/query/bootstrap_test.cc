#include "query/bootstrap.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TEST(PairedBootstrap, OfNoQueriesIsNothing) {
  const PairedDifference difference = PairedBootstrap({}, {});
  EXPECT_EQ(difference.mean, 0);
  EXPECT_FALSE(difference.IsSignificant());
}

TEST(PairedBootstrap, OfARunWithItselfIsExactlyZero) {
  const std::vector<double> run = {0.1, 0.9, 0.4};
  const PairedDifference difference = PairedBootstrap(run, run);
  EXPECT_EQ(difference.low, 0);
  EXPECT_EQ(difference.high, 0);
  EXPECT_FALSE(difference.IsSignificant());
}

TEST(PairedBootstrap, OfTheSameGainEverywhereIsThatGain) {
  const std::vector<double> baseline = {0.1, 0.2, 0.3, 0.4};
  const std::vector<double> run = {0.2, 0.3, 0.4, 0.5};
  const PairedDifference difference = PairedBootstrap(baseline, run);
  EXPECT_NEAR(difference.mean, 0.1, 1e-12);
  EXPECT_NEAR(difference.low, 0.1, 1e-12);
  EXPECT_NEAR(difference.high, 0.1, 1e-12);
  EXPECT_TRUE(difference.IsSignificant());
}

TEST(PairedBootstrap, GivesTheSameIntervalEveryTimeAndAnotherForAnotherSeed) {
  const std::vector<double> baseline = {0.1, 0.7, 0.3, 0.9, 0.2};
  const std::vector<double> run = {0.3, 0.6, 0.5, 1.0, 0.1};
  const PairedDifference first = PairedBootstrap(baseline, run, 101);
  const PairedDifference second = PairedBootstrap(baseline, run, 101);
  const PairedDifference other = PairedBootstrap(baseline, run, 101, 7);
  EXPECT_EQ(first.low, second.low);
  EXPECT_EQ(first.high, second.high);
  EXPECT_TRUE(first.low != other.low || first.high != other.high);
}

// For many queries the interval is that of the normal distribution: 1.96 standard errors.
TEST(PairedBootstrap, IsAsWideAsTheStandardErrorAsks) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal(0.02, 0.2);
  const std::vector<double> baseline(400, 0.0);
  std::vector<double> run(400);
  for (double& value : run) value = normal(random);
  double mean = 0;
  for (const double value : run) mean += value / 400;
  double variance = 0;
  for (const double value : run) variance += (value - mean) * (value - mean) / 399;
  const double half_width = 1.96 * std::sqrt(variance / 400);
  const PairedDifference difference = PairedBootstrap(baseline, run);
  EXPECT_NEAR(difference.mean, mean, 1e-12);
  EXPECT_NEAR(difference.low, mean - half_width, 0.1 * half_width);
  EXPECT_NEAR(difference.high, mean + half_width, 0.1 * half_width);
}

}  // namespace
}  // namespace cuepoint
