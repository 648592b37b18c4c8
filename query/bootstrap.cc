#include "query/bootstrap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace cuepoint {
namespace {

// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). The distributions of <random> differ between
// standard libraries, and an interval should not.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

  /// Uniform in [0, bound), but for a bias below bound / 2^32.
  std::size_t Below(std::uint32_t bound) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    const std::uint64_t high = (z ^ (z >> 31U)) >> 32U;
    return static_cast<std::size_t>((high * bound) >> 32U);
  }

 private:
  std::uint64_t state_;
};

// Nearest rank; `sorted` is not empty.
double AtShare(const std::vector<double>& sorted, double share) {
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(index, sorted.size() - 1)];
}

}  // namespace

PairedDifference PairedBootstrap(std::span<const double> baseline, std::span<const double> run,
                                 std::size_t resamples, std::uint64_t seed) {
  assert(baseline.size() == run.size());
  if (baseline.empty() || resamples == 0) return {};
  std::vector<double> differences(baseline.size());
  double sum = 0;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] = run[i] - baseline[i];
    sum += differences[i];
  }
  const auto count = static_cast<double>(differences.size());
  SplitMix64 random(seed);
  std::vector<double> means(resamples);
  for (double& mean : means) {
    double drawn = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      drawn += differences[random.Below(static_cast<std::uint32_t>(differences.size()))];
    }
    mean = drawn / count;
  }
  std::sort(means.begin(), means.end());
  return {.mean = sum / count, .low = AtShare(means, 0.025), .high = AtShare(means, 0.975)};
}

}  // namespace cuepoint
