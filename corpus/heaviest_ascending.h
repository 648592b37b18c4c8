// The heaviest ascending subsequence: what makes a list of chapters decidable is that its times
// ascend.
#ifndef CUEPOINT_CORPUS_HEAVIEST_ASCENDING_H_
#define CUEPOINT_CORPUS_HEAVIEST_ASCENDING_H_

#include <cstddef>
#include <span>
#include <vector>

namespace cuepoint {

/// One reading of the time at some place. Readings of the same place stand side by side.
struct TimeReading {
  double start_s = 0;
  int weight = 0;         ///< Readings without a positive weight are never taken.
  std::size_t place = 0;  ///< Ascending; at most one reading of a place is taken.
};

/// Indices of the readings, in order, whose times strictly ascend and whose weights add up to most;
/// among equals, the earlier ones. O(n log n) by a Fenwick tree over the times. Pure and
/// thread-safe.
std::vector<std::size_t> HeaviestAscending(std::span<const TimeReading> readings);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_HEAVIEST_ASCENDING_H_
