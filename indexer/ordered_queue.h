// A queue between threads that keeps order and bounds what is in flight.
#ifndef CUEPOINT_INDEXER_ORDERED_QUEUE_H_
#define CUEPOINT_INDEXER_ORDERED_QUEUE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace cuepoint {

/// Takes items by sequence number in any order and gives them out in order, at most `window`
/// numbers ahead of the one asked for next. Several producers, one or more consumers. Closing wakes
/// everybody.
template <class T>
class OrderedQueue {
 public:
  explicit OrderedQueue(std::uint64_t window) : window_(window) {}

  /// Blocks while `sequence` is too far ahead. False when the queue was cancelled.
  bool Push(std::uint64_t sequence, T item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return cancelled_ || sequence < next_ + window_; });
    if (cancelled_) return false;
    items_.emplace(sequence, std::move(item));
    changed_.notify_all();
    return true;
  }

  /// The next item, with its number, or nothing once all `end` of them were taken (see Finish) or
  /// the queue was cancelled.
  std::optional<std::pair<std::uint64_t, T>> Pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return cancelled_ || (end_ && next_ >= *end_) ||
             (!items_.empty() && items_.begin()->first == next_);
    });
    if (cancelled_ || (end_ && next_ >= *end_)) return std::nullopt;
    auto node = items_.extract(items_.begin());
    ++next_;
    changed_.notify_all();
    return std::pair(node.key(), std::move(node.mapped()));
  }

  /// Says that sequence numbers end before `end`.
  void Finish(std::uint64_t end) {
    const std::scoped_lock lock(mutex_);
    end_ = end;
    changed_.notify_all();
  }

  /// Gives up: every blocked and later call returns at once.
  void Cancel() {
    const std::scoped_lock lock(mutex_);
    cancelled_ = true;
    changed_.notify_all();
  }

 private:
  const std::uint64_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, T> items_;
  std::uint64_t next_ = 0;
  std::optional<std::uint64_t> end_;
  bool cancelled_ = false;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ORDERED_QUEUE_H_
