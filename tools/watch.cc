#include "tools/watch.h"

#include <algorithm>
#include <random>

namespace cuepoint {
namespace {

using std::chrono::milliseconds;

milliseconds WithJitter(milliseconds interval, double share, std::minstd_rand& random) {
  const double most = std::clamp(share, 0.0, 1.0) * static_cast<double>(interval.count());
  std::uniform_real_distribution<double> jitter(-most, most);
  return interval + milliseconds(static_cast<milliseconds::rep>(jitter(random)));
}

}  // namespace

WatchSummary Watch(const WatchOptions& options, const std::function<bool(milliseconds)>& wait,
                   const std::function<Result<void>()>& round,
                   const std::function<void(const Error&)>& failed,
                   const std::function<std::chrono::steady_clock::time_point()>& now) {
  const milliseconds least = kLeastWatchInterval;
  const milliseconds interval = std::max<milliseconds>(options.interval, least);
  std::minstd_rand random{std::random_device()()};
  WatchSummary summary;
  milliseconds pause{0};
  while (!wait(pause)) {
    const auto start = now();
    const Result<void> result = round();
    if (!result && result.error().code == ErrorCode::kCancelled) break;
    ++summary.rounds;
    if (!result) {
      ++summary.failures;
      failed(result.error());
    }
    const auto spent = std::chrono::floor<milliseconds>(now() - start);
    pause = std::max(least, WithJitter(interval, options.jitter, random) - spent);
  }
  return summary;
}

WatchSummary Watch(const WatchOptions& options, const std::function<bool(milliseconds)>& wait,
                   const std::function<Result<void>()>& round,
                   const std::function<void(const Error&)>& failed) {
  return Watch(options, wait, round, failed, [] { return std::chrono::steady_clock::now(); });
}

}  // namespace cuepoint
