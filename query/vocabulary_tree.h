// The best of any stretch of a sequence, without looking at all of it.
//
// A tournament: each node of a binary tree over the values knows which leaf below it is greatest.
// The best of a stretch is found in O(log n), the next best by asking the two stretches beside it:
// completing a prefix takes as long with ten thousand candidates as with ten.
#ifndef CUEPOINT_QUERY_VOCABULARY_TREE_H_
#define CUEPOINT_QUERY_VOCABULARY_TREE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cuepoint {

/// A stretch of a sequence: first … last − 1.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Immutable once made; shared between threads.
class MaximumTree {
 public:
  MaximumTree() = default;
  explicit MaximumTree(std::vector<float> values);

  std::size_t size() const { return values_.size(); }
  float operator[](std::size_t index) const { return values_[index]; }

  /// The indices of the `count` greatest values in the stretches, which do not overlap; greatest
  /// first, ties by index. O((stretches + count) log n).
  std::vector<std::uint32_t> Greatest(std::span<const Stretch> stretches, std::size_t count) const;

 private:
  /// The index of the greatest value of a stretch that is not empty; of several the first.
  std::uint32_t GreatestOf(Stretch stretch) const;
  std::uint32_t Better(std::uint32_t a, std::uint32_t b) const;

  std::vector<float> values_;
  std::vector<std::uint32_t> winners_;  // Node i of a binary tree, the leaves from leaves_ up.
  std::size_t leaves_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VOCABULARY_TREE_H_
