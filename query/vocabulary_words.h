// Distinct words in alphabetical order, found by prefix and by similarity.
//
//   words.WithPrefix("congest")       → congest, congested, congestion
//   words.Near("congestoin", 2)       → congestion
//   words.NearPrefix("congset", 1)    → everything that begins like "congest"
//
// Similarity is the number of letters left out, put in, exchanged, or swapped with their neighbour
// (Damerau–Levenshtein, in the restricted form in which no letter is edited twice). An edit puts at
// most one letter into the set of a word's letters and takes at most one out of it, so that for
// whole words a look at two sets of bits rules out nearly all; the others are compared. For
// beginnings one pass over the words fills a row of the usual table per letter; words that begin
// alike share their rows, and what begins too differently is stepped over (as in a trie, without
// its memory).
#ifndef CUEPOINT_QUERY_VOCABULARY_WORDS_H_
#define CUEPOINT_QUERY_VOCABULARY_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuepoint {

/// Words first … last − 1, and how many edits away they, or what they begin with, are.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  unsigned edits = 0;

  bool empty() const { return first == last; }
  bool Contains(std::uint32_t word) const { return first <= word && word < last; }
};

/// Immutable once built; shared between threads.
class SortedWords {
 public:
  /// Longer words than this have no similar ones.
  static constexpr std::size_t kMaxCharacters = 32;

  /// `words` are UTF-8, in ascending order of their bytes, each once, none empty.
  static SortedWords Build(const std::vector<std::string>& words);

  std::size_t size() const { return begins_.empty() ? 0 : begins_.size() - 1; }
  std::string_view operator[](std::size_t word) const {
    return std::string_view(bytes_).substr(begins_[word], begins_[word + 1] - begins_[word]);
  }

  std::optional<std::uint32_t> Find(std::string_view word) const;

  /// The words that begin with `prefix`.
  WordRange WithPrefix(std::string_view prefix) const;

  /// The words at one to `most` edits from `word`, alphabetical, one range each.
  std::vector<WordRange> Near(std::string_view word, unsigned most) const;

  /// The words that begin with something at one to `most` edits from `prefix`; alphabetical,
  /// ranges do not overlap.
  std::vector<WordRange> NearPrefix(std::string_view prefix, unsigned most) const;

 private:
  std::string bytes_;                   // All words, one after the other.
  std::vector<std::uint32_t> begins_;   // In bytes_; one more than there are words.
  std::vector<std::uint8_t> shared_;    // Characters in common with the word before, up to a bound.
  std::vector<std::uint64_t> letters_;  // Which characters a word has: a bit for each, some share.
  std::vector<std::uint8_t> lengths_;   // In characters, up to a bound.
};

/// Restricted Damerau–Levenshtein distance between two texts, in characters; linear in the product
/// of their lengths. Pure.
unsigned EditDistance(std::u32string_view a, std::u32string_view b);

/// Well-formed UTF-8 as characters; anything else becomes U+FFFD. Pure.
std::u32string ToCharacters(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VOCABULARY_WORDS_H_
