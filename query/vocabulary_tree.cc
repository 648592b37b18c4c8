#include "query/vocabulary_tree.h"

#include <limits>
#include <queue>
#include <utility>

namespace cuepoint {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

}  // namespace

MaximumTree::MaximumTree(std::vector<float> values)
    : values_(std::move(values)), leaves_(values_.size()) {
  winners_.assign(2 * leaves_, kNone);
  for (std::size_t i = 0; i < leaves_; ++i) winners_[leaves_ + i] = static_cast<std::uint32_t>(i);
  for (std::size_t node = leaves_; node-- > 1;) {
    winners_[node] = Better(winners_[2 * node], winners_[2 * node + 1]);
  }
}

std::uint32_t MaximumTree::Better(std::uint32_t a, std::uint32_t b) const {
  if (a == kNone) return b;
  if (b == kNone) return a;
  if (values_[a] != values_[b]) return values_[a] > values_[b] ? a : b;
  return a < b ? a : b;
}

std::uint32_t MaximumTree::GreatestOf(Stretch stretch) const {
  std::uint32_t best = kNone;
  std::size_t low = stretch.first + leaves_;
  std::size_t high = stretch.last + leaves_;
  for (; low < high; low /= 2, high /= 2) {
    if (low % 2 == 1) best = Better(best, winners_[low++]);
    if (high % 2 == 1) best = Better(best, winners_[--high]);
  }
  return best;
}

std::vector<std::uint32_t> MaximumTree::Greatest(std::span<const Stretch> stretches,
                                                 std::size_t count) const {
  struct Candidate {
    std::uint32_t best = 0;
    Stretch stretch;
  };
  const auto worse = [this](const Candidate& a, const Candidate& b) {
    return Better(a.best, b.best) != a.best;
  };
  std::priority_queue<Candidate, std::vector<Candidate>, decltype(worse)> queue(worse);
  const auto add = [&](Stretch stretch) {
    if (stretch.first < stretch.last) queue.push({GreatestOf(stretch), stretch});
  };
  for (const Stretch stretch : stretches) add(stretch);
  std::vector<std::uint32_t> greatest;
  while (greatest.size() < count && !queue.empty()) {
    const Candidate top = queue.top();
    queue.pop();
    greatest.push_back(top.best);
    add({top.stretch.first, top.best});
    add({top.best + 1, top.stretch.last});
  }
  return greatest;
}

}  // namespace cuepoint
