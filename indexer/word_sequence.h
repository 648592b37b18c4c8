// The words of an episode in order, as 32-bit hashes: what quoted phrases are looked up in.
//
// Xapian can keep positions for each word of each document, but that is a tree entry for each pair
// and was half the cost of indexing. One short value per episode costs next to nothing to write,
// and the few episodes that have all words of a phrase are scanned in microseconds.
//
// Format: 4 bytes each, little-endian; kFieldMark before each field, so that no phrase runs from
// one into the next, and kPassageMark instead before the first field of each passage. Two words
// share a hash once in four billion pairs; a phrase is only looked for where its stems occur.
#ifndef CUEPOINT_INDEXER_WORD_SEQUENCE_H_
#define CUEPOINT_INDEXER_WORD_SEQUENCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analyzer.h"

namespace cuepoint {

/// Writes the words of one episode. Not thread-safe.
class WordSequenceBuilder {
 public:
  void BeginPassage() { mark_ = kPassageMark; }
  /// One field; compounds are left out, since their parts are there.
  void AddField(const TokenStream& text);
  std::string Take() && { return std::move(value_); }

  static constexpr std::uint32_t kFieldMark = 0;
  static constexpr std::uint32_t kPassageMark = 1;

 private:
  void Add(std::uint32_t number);

  std::string value_;
  std::uint32_t mark_ = kFieldMark;
};

/// A phrase as the bytes to look for. `words` are normalised surface forms at consecutive
/// positions.
std::string EncodePhrase(const std::vector<std::string>& words);

/// Where `phrase` (from EncodePhrase, not empty) stands in `sequence`: ordinals of passages from 1
/// up, 0 for the episode's own fields; ascending, each once. Linear.
std::vector<std::size_t> FindInSequence(std::string_view sequence, std::string_view phrase);

/// The number of passages that `sequence` has marks for.
std::size_t CountPassages(std::string_view sequence);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_WORD_SEQUENCE_H_
