// The best few of many, in linear time.
#ifndef CUEPOINT_QUERY_TOP_LIST_H_
#define CUEPOINT_QUERY_TOP_LIST_H_

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace cuepoint {

/// Keeps the `limit` best items of those added. `Better` is a strict order without equals, so that
/// the outcome does not depend on the order of adding. Not thread-safe.
template <class Item, class Better>
class TopList {
 public:
  explicit TopList(std::size_t limit, Better better = {}) : limit_(limit), better_(better) {
    items_.reserve(2 * std::min(limit, kFew));
  }

  void Add(const Item& item) {
    if (limit_ == 0 || (full_ && !better_(item, last_))) return;
    items_.push_back(item);
    // Twice the room, so that sorting out costs a constant for each item.
    if (items_.size() >= 2 * limit_) Shrink();
  }

  /// What an item has to be better than, or null while any would do.
  const Item* Floor() const { return full_ ? &last_ : nullptr; }

  /// The items, best first. Leaves the list empty.
  std::vector<Item> Take() {
    std::sort(items_.begin(), items_.end(), better_);
    if (items_.size() > limit_) items_.resize(limit_);
    full_ = false;
    return std::exchange(items_, {});
  }

 private:
  static constexpr std::size_t kFew = 128;  // Room for so many at once.

  void Shrink() {
    const auto last = items_.begin() + static_cast<std::ptrdiff_t>(limit_) - 1;
    std::nth_element(items_.begin(), last, items_.end(), better_);
    last_ = *last;
    full_ = true;
    items_.resize(limit_);
  }

  std::size_t limit_;
  Better better_;
  std::vector<Item> items_;
  bool full_ = false;
  Item last_{};  // The worst that still counts, once there are enough.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_TOP_LIST_H_
