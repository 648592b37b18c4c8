#include "server/response_cache.h"

#include <random>
#include <utility>

#include <xxhash.h>

namespace cuepoint {
namespace {

// More than a machine has cores would only make the parts smaller; a lock is held for less than a
// microsecond.
constexpr std::size_t kShards = 8;

// Node, list entry, table slot and the vector of headers, beside what the strings hold.
constexpr std::size_t kEntryBytes = 512;

std::size_t BytesOf(const std::string& key, const ApiAnswer& answer) {
  // The key is there twice.
  std::size_t bytes =
      kEntryBytes + 2 * key.size() + answer.reply.body.size() + answer.reply.query.size();
  for (const HttpHeader& header : answer.reply.headers) {
    bytes += header.first.size() + header.second.size();
  }
  return bytes;
}

void AppendNumber(std::uint64_t number, std::string& out) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

}  // namespace

std::string ResponseKey(std::uint64_t revision, std::string_view route, std::string_view argument,
                        std::string_view normalized_params, ContentCoding coding) {
  std::string key;
  key.reserve(2 * sizeof revision + 1 + route.size() + argument.size() + normalized_params.size());
  AppendNumber(revision, key);
  key += static_cast<char>(coding);
  // Routes hold no zero, so that this one ends them; the argument may hold anything.
  key += route;
  key += '\0';
  AppendNumber(argument.size(), key);
  key += argument;
  key += normalized_params;
  return key;
}

std::size_t ResponseCache::Hash::operator()(const std::string& key) const {
  return XXH3_64bits_withSeed(key.data(), key.size(), seed);
}

ResponseCache::ResponseCache(std::size_t limit_bytes) {
  if (limit_bytes == 0) return;
  std::random_device random;
  hash_.seed = (static_cast<std::uint64_t>(random()) << 32) ^ random();
  for (std::size_t i = 0; i < kShards; ++i) {
    shards_.push_back(std::make_unique<Shard>(limit_bytes / kShards, hash_));
  }
}

ResponseCache::Shard& ResponseCache::ShardOf(const std::string& key) {
  // The upper bits; tables use the lower ones.
  return *shards_[(hash_(key) >> 32) % kShards];
}

std::shared_ptr<const ApiAnswer> ResponseCache::Find(const std::string& key) {
  if (!enabled()) return nullptr;
  std::shared_ptr<const ApiAnswer> found = ShardOf(key).Find(key);
  (found ? hits_ : misses_).fetch_add(1, std::memory_order_relaxed);
  return found;
}

void ResponseCache::Insert(const std::string& key, ApiAnswer answer) {
  if (!enabled()) return;
  const std::size_t bytes = BytesOf(key, answer);
  ShardOf(key).Insert(key, std::make_shared<const ApiAnswer>(std::move(answer)), bytes);
}

std::size_t ResponseCache::bytes() const {
  std::size_t sum = 0;
  for (const auto& shard : shards_) sum += shard->bytes();
  return sum;
}

std::size_t ResponseCache::entries() const {
  std::size_t sum = 0;
  for (const auto& shard : shards_) sum += shard->entries();
  return sum;
}

}  // namespace cuepoint
