// A thread-safe cache with a byte budget that forgets what has not been used for long.
#ifndef CUEPOINT_QUERY_LRU_CACHE_H_
#define CUEPOINT_QUERY_LRU_CACHE_H_

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

namespace cuepoint {

/// Maps keys to shared, immutable values. Every method may be called from any thread; those that
/// only look do not wait for each other. Which value goes is decided by a second chance (F.
/// Corbató, "A paging experiment with the Multics system", 1968), which comes near to least
/// recently used without a list to change at every look: the oldest goes, unless it has been used
/// since it came or was last spared.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
 public:
  explicit LruCache(std::size_t limit_bytes, Hash hash = Hash())
      : limit_bytes_(limit_bytes), index_(0, std::move(hash)) {}

  /// The value, now recently used, or null.
  std::shared_ptr<const Value> Find(const Key& key) {
    const std::shared_lock lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    Entry& entry = *found->second;
    // Written once, so that threads which use the same value do not take its memory from each
    // other.
    if (!entry.used.load(std::memory_order_relaxed)) {
      entry.used.store(true, std::memory_order_relaxed);
    }
    return entry.value;
  }

  /// Adds a value that occupies about `bytes`; one that is there already stays. A value larger than
  /// the whole budget is not kept.
  void Insert(const Key& key, std::shared_ptr<const Value> value, std::size_t bytes) {
    const std::unique_lock lock(mutex_);
    if (bytes > limit_bytes_ || index_.contains(key)) return;
    while (bytes_ + bytes > limit_bytes_) ForgetOne();
    entries_.emplace_back(key, std::move(value), bytes);
    index_.emplace(key, std::prev(entries_.end()));
    bytes_ += bytes;
  }

  /// Of all values, as they were said to occupy.
  std::size_t bytes() const {
    const std::shared_lock lock(mutex_);
    return bytes_;
  }
  std::size_t entries() const {
    const std::shared_lock lock(mutex_);
    return entries_.size();
  }

 private:
  struct Entry {
    Entry(const Key& its_key, std::shared_ptr<const Value> its_value, std::size_t its_bytes)
        : key(its_key), value(std::move(its_value)), bytes(its_bytes) {}

    const Key key;
    const std::shared_ptr<const Value> value;
    const std::size_t bytes;
    std::atomic<bool> used = false;
  };

  void ForgetOne() {
    while (entries_.front().used.exchange(false, std::memory_order_relaxed)) {
      entries_.splice(entries_.end(), entries_, entries_.begin());
    }
    bytes_ -= entries_.front().bytes;
    index_.erase(entries_.front().key);
    entries_.pop_front();
  }

  const std::size_t limit_bytes_;
  mutable std::shared_mutex mutex_;
  std::list<Entry> entries_;  // Oldest first.
  std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
  std::size_t bytes_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_LRU_CACHE_H_
