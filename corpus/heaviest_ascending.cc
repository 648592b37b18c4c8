#include "corpus/heaviest_ascending.h"

#include <algorithm>
#include <cstdint>

namespace cuepoint {
namespace {

// For each prefix of the times, the reading whose sequence has the greatest total weight.
class BestByTime {
 public:
  struct Best {
    std::int64_t total = 0;
    std::ptrdiff_t reading = -1;
  };

  explicit BestByTime(std::size_t times) : tree_(times + 1) {}

  // The best among the first `times` times.
  Best Below(std::size_t times) const {
    Best best;
    for (std::size_t i = times; i > 0; i -= i & (~i + 1)) {
      if (tree_[i].total > best.total) best = tree_[i];
    }
    return best;
  }

  void Offer(std::size_t time, Best offer) {
    for (std::size_t i = time + 1; i < tree_.size(); i += i & (~i + 1)) {
      if (offer.total > tree_[i].total) tree_[i] = offer;
    }
  }

 private:
  std::vector<Best> tree_;
};

}  // namespace

std::vector<std::size_t> HeaviestAscending(std::span<const TimeReading> readings) {
  std::vector<double> times;
  times.reserve(readings.size());
  for (const TimeReading& reading : readings) times.push_back(reading.start_s);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  const auto rank = [&](const TimeReading& reading) {
    return static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), reading.start_s) -
                                    times.begin());
  };

  BestByTime best(times.size());
  std::vector<BestByTime::Best> through(readings.size());  // Total, and the one before.
  for (std::size_t first = 0; first < readings.size();) {
    std::size_t last = first;
    for (; last < readings.size() && readings[last].place == readings[first].place; ++last) {
      through[last] = best.Below(rank(readings[last]));
      through[last].total += readings[last].weight;
    }
    for (std::size_t i = first; i < last; ++i) {
      if (readings[i].weight <= 0) continue;
      best.Offer(rank(readings[i]), {through[i].total, static_cast<std::ptrdiff_t>(i)});
    }
    first = last;
  }
  std::vector<std::size_t> taken;
  for (std::ptrdiff_t i = best.Below(times.size()).reading; i >= 0;
       i = through[static_cast<std::size_t>(i)].reading) {
    taken.push_back(static_cast<std::size_t>(i));
  }
  std::reverse(taken.begin(), taken.end());
  return taken;
}

}  // namespace cuepoint
