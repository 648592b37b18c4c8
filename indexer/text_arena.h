// A bump allocator for the bytes of terms: addresses are stable, and clearing keeps the memory.
#ifndef CUEPOINT_INDEXER_TEXT_ARENA_H_
#define CUEPOINT_INDEXER_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace cuepoint::text {

/// Not thread-safe. Moving keeps every address; the source is empty afterwards.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept { *this = std::move(other); }
  Arena& operator=(Arena&& other) noexcept {
    blocks_ = std::exchange(other.blocks_, {});
    used_blocks_ = std::exchange(other.used_blocks_, 0);
    next_ = std::exchange(other.next_, nullptr);
    end_ = std::exchange(other.end_, nullptr);
    return *this;
  }

  /// Room for at least `bytes` (at most kBlockBytes) at the address that the next Commit() takes.
  char* Reserve(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - next_) < bytes) NextBlock();
    return next_;
  }
  /// Keeps the first `bytes` of what Reserve() returned.
  void Commit(std::size_t bytes) { next_ += bytes; }

  std::string_view Copy(std::string_view bytes) {
    char* to = Reserve(bytes.size());
    std::copy(bytes.begin(), bytes.end(), to);
    Commit(bytes.size());
    return {to, bytes.size()};
  }

  /// Forgets everything, keeps the memory.
  void Clear() {
    used_blocks_ = 0;
    next_ = end_ = nullptr;
  }

 private:
  static constexpr std::size_t kBlockBytes = 32u << 10;

  void NextBlock() {
    if (used_blocks_ == blocks_.size()) {
      blocks_.push_back(std::unique_ptr<char[]>(new char[kBlockBytes]));
    }
    next_ = blocks_[used_blocks_++].get();
    end_ = next_ + kBlockBytes;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_blocks_ = 0;
  char* next_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_ARENA_H_
