// The terms of one document with their weights, added up before they reach Xapian.
#ifndef CUEPOINT_INDEXER_TERM_COUNTS_H_
#define CUEPOINT_INDEXER_TERM_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace cuepoint {

/// Adds up the weights of terms. Xapian's Document keeps its terms in a tree and searches it with
/// every call: here an occurrence costs a look into a small hash table, and each term is handed
/// over once, in order, so that the nodes that are walked later lie beside each other. Reuse one:
/// it keeps its memory. Not thread-safe.
class TermCounts {
 public:
  TermCounts() : slots_(kFirstSlots) {}

  /// Adds `weight` to the term; O(1).
  void Add(std::string_view term, unsigned weight);

  /// Adds the terms to `document`, each with `prefix` before it, and forgets them. Returns the sum
  /// of their weights.
  std::uint64_t MoveInto(std::string_view prefix, Xapian::Document& document);

  /// How many different terms there are.
  std::size_t size() const { return entries_.size(); }

 private:
  static constexpr std::size_t kFirstSlots = 1024;

  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t beginning = 0;  // The first 8 bytes, so that they compare as numbers.
    std::uint32_t offset = 0;     // In bytes_.
    std::uint32_t size = 0;
    unsigned weight = 0;
  };
  // Empty unless it is of this round; so nothing has to be cleared between documents.
  struct Slot {
    std::uint32_t round = 0;
    std::uint32_t entry = 0;
  };

  std::string_view TextOf(const Entry& entry) const {
    return std::string_view(bytes_).substr(entry.offset, entry.size);
  }
  void Grow();

  std::string bytes_;
  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  // Open addressing; a power of two, at most half full.
  std::uint32_t round_ = 1;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_TERM_COUNTS_H_
