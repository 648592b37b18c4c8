// The words of an episode in order, as 32-bit numbers: what phrases, words near each other and
// words of one field are looked up in.
//
// Xapian can keep positions for each word of each document, but that is a tree entry for each pair
// and was half the cost of indexing. One short value per episode costs next to nothing to write,
// and the few episodes that have all words of a phrase are scanned in microseconds.
//
// Format: 4 bytes each, little-endian. Numbers below kFirstWord are marks: one before each field,
// so that no phrase runs from one into the next, with the kind of the field (WordField), plus
// kPassageMark before the first field of a passage. The others are words: the upper 20 bits hash
// the stem, the lower 12 the word itself. So the same sequence tells words apart and knows which
// of them are forms of one. Two words that are no forms of each other are taken for the same once
// in four billion pairs, two stems once in a million; both are only looked for in episodes that
// have all the stems by their postings.
#ifndef CUEPOINT_INDEXER_WORD_SEQUENCE_H_
#define CUEPOINT_INDEXER_WORD_SEQUENCE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analyzer.h"

namespace cuepoint {

/// What a field of the sequence is.
enum class WordField : std::uint8_t {
  kTitle,
  kDescription,
  kTag,
  kLink,  ///< Title of a link (also where it stands in the notes, too), or the host of one.
  kChapterTitle,
  kNotes,  ///< Of a chapter.
  kTranscript,
  kPerson,
  kBio,
};

/// A set of fields, one bit for each.
using WordFields = std::uint32_t;
inline constexpr WordFields kAllWordFields = ~WordFields{0};
constexpr WordFields FieldBit(WordField field) {
  return WordFields{1} << static_cast<unsigned>(field);
}

/// Writes the words of one episode. Not thread-safe.
class WordSequenceBuilder {
 public:
  void BeginPassage() { passage_mark_ = kPassageMark; }
  /// One field: the words that begin in bytes `begin` … `end` of the analysed text. Compounds are
  /// left out, since their parts are there.
  void AddField(WordField field, const TokenStream& text, std::size_t begin = 0,
                std::size_t end = std::numeric_limits<std::size_t>::max());
  /// The labels of a host name ("datatracker.ietf.org") as a field of kLink.
  void AddHost(std::string_view host);
  std::string Take() && { return std::move(value_); }

  static constexpr std::uint32_t kPassageMark = 16;
  static constexpr std::uint32_t kFirstWord = 32;

 private:
  void Mark(WordField field);

  std::string value_;
  std::uint32_t passage_mark_ = 0;
};

/// A word to look for; both as the analyzer gives them.
struct SequenceWord {
  std::string term;
  std::string stem;
};

/// A phrase as the bytes to look for, of words at consecutive positions.
std::string EncodePhrase(const std::vector<SequenceWord>& words);
/// The labels of a host name as a phrase.
std::string EncodeHost(std::string_view host);

/// Where `phrase` (from EncodePhrase, not empty) stands in `sequence`, in one of `fields`: ordinals
/// of passages from 1 up, 0 for the episode's own fields; ascending, each once. Linear.
std::vector<std::size_t> FindInSequence(std::string_view sequence, std::string_view phrase,
                                        WordFields fields = kAllWordFields);

/// Words to be found near each other in any order; of each, any of some stems will do.
struct NearWords {
  std::vector<std::vector<std::uint32_t>> words;  ///< StemNumber of each stem.
  std::size_t others = 0;                         ///< Most other words among them.
};

/// What stands for a stem in a sequence.
std::uint32_t StemNumber(std::string_view stem);

/// As FindInSequence: where all words of `near` stand in one field within a stretch that has at
/// most `others` more. O(length of the sequence · words).
std::vector<std::size_t> FindNearInSequence(std::string_view sequence, const NearWords& near,
                                            WordFields fields = kAllWordFields);

/// The number of passages that `sequence` has marks for.
std::size_t CountPassages(std::string_view sequence);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_WORD_SEQUENCE_H_
