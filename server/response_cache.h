// Answers that are sent again as they were, while the index stays as it is.
//
// A key says everything that an answer depends on, the index's revision first, so that nothing has
// to be thrown away when the index moves on: answers of an older revision are no longer asked for,
// and the first to go.
#ifndef CUEPOINT_SERVER_RESPONSE_CACHE_H_
#define CUEPOINT_SERVER_RESPONSE_CACHE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/lru_cache.h"
#include "server/content_coding.h"
#include "server/http_message.h"

namespace cuepoint {

/// What an answer depends on, as one string.
std::string ResponseKey(std::uint64_t revision, std::string_view route, std::string_view argument,
                        std::string_view normalized_params, ContentCoding coding);

/// An answer, and what may be done with it.
struct ApiAnswer {
  HttpReply reply;
  /// It is the answer to this request for as long as the index stays as it is.
  bool is_settled = true;
  /// It may be sent to others who ask the same.
  bool is_reusable = false;
  bool is_search = false;       ///< For metrics.
  bool is_zero_result = false;  ///< Of a search: nothing matched.
};

/// Keeps the answers that were used last, up to a number of bytes, spread over parts with a lock
/// each. Thread-safe.
class ResponseCache {
 public:
  /// 0 keeps nothing.
  explicit ResponseCache(std::size_t limit_bytes);

  bool enabled() const { return !shards_.empty(); }

  /// The answer with that key, or null. Counts as a hit or a miss.
  std::shared_ptr<const ApiAnswer> Find(const std::string& key);

  /// Keeps an answer as it is to be sent: compressed, with all of its header fields. One that is
  /// larger than a part of the cache is not kept.
  void Insert(const std::string& key, ApiAnswer answer);

  std::uint64_t hits() const { return hits_.load(std::memory_order_relaxed); }
  std::uint64_t misses() const { return misses_.load(std::memory_order_relaxed); }
  /// Memory that is taken up, about.
  std::size_t bytes() const;
  std::size_t entries() const;

 private:
  // Whoever chooses queries must not be able to choose which of them collide.
  struct Hash {
    std::uint64_t seed = 0;
    std::size_t operator()(const std::string& key) const;
  };
  using Shard = LruCache<std::string, ApiAnswer, Hash>;

  Shard& ShardOf(const std::string& key);

  Hash hash_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<std::uint64_t> hits_ = 0;
  std::atomic<std::uint64_t> misses_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_RESPONSE_CACHE_H_
