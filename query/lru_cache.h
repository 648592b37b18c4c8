// A thread-safe cache with a byte budget that forgets what was used longest ago.
#ifndef CUEPOINT_QUERY_LRU_CACHE_H_
#define CUEPOINT_QUERY_LRU_CACHE_H_

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace cuepoint {

/// Maps keys to shared, immutable values. Every method may be called from any thread.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
 public:
  explicit LruCache(std::size_t limit_bytes, Hash hash = Hash())
      : limit_bytes_(limit_bytes), index_(0, std::move(hash)) {}

  /// The value, now the most recently used, or null.
  std::shared_ptr<const Value> Find(const Key& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  /// Adds a value that occupies about `bytes`; one that is there already stays. A value larger than
  /// the whole budget is not kept.
  void Insert(const Key& key, std::shared_ptr<const Value> value, std::size_t bytes) {
    const std::scoped_lock lock(mutex_);
    if (bytes > limit_bytes_ || index_.contains(key)) return;
    entries_.push_front({key, std::move(value), bytes});
    index_.emplace(key, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > limit_bytes_) {
      bytes_ -= entries_.back().bytes;
      index_.erase(entries_.back().key);
      entries_.pop_back();
    }
  }

  /// Of all values, as they were said to occupy.
  std::size_t bytes() const {
    const std::scoped_lock lock(mutex_);
    return bytes_;
  }
  std::size_t entries() const {
    const std::scoped_lock lock(mutex_);
    return entries_.size();
  }

 private:
  struct Entry {
    Key key;
    std::shared_ptr<const Value> value;
    std::size_t bytes;
  };

  const std::size_t limit_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // Most recently used first.
  std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
  std::size_t bytes_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_LRU_CACHE_H_
