// WordPiece: text to token ids, as BERT's uncased models expect it.
//
//   "Zürich's HTTP/3"  →  zurich ' s http / 3
//   "unaffable"        →  un ##aff ##able            (pieces, when the vocabulary has no such word)
//
// The text is cleaned (control characters and U+FFFD dropped, CJK ideographs set apart), decomposed
// (NFD) without its nonspacing marks, lowered character by character, and split at white space and
// around punctuation; each word is then cut greedily into the longest pieces that the vocabulary
// has. The rules are those of the reference tokeniser (github.com/google-research/bert,
// tokenization.py), with one difference that is meant: special tokens written out in a text
// ("[SEP]") are plain characters, since notes come from strangers.
#ifndef CUEPOINT_INDEXER_WORDPIECE_H_
#define CUEPOINT_INDEXER_WORDPIECE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// Index of a token in its vocabulary.
using TokenId = std::uint32_t;

/// A vocabulary and the search in it. Immutable, thread-safe.
class WordPiece {
 public:
  /// Longer words, in characters, become [UNK] whole (max_input_chars_per_word of the reference).
  static constexpr std::size_t kMaxWordChars = 100;

  /// `tokens` in id order; the bytes they point to must outlive the tokeniser. An error (kCorrupt)
  /// where "[UNK]" is missing, a token is empty or occurs twice.
  static Result<WordPiece> Create(std::vector<std::string_view> tokens);

  /// Appends the ids of `text`, without [CLS] and [SEP], however many they are. Ill-formed UTF-8 is
  /// dropped like U+FFFD. Linear in the length of the text.
  void Encode(std::string_view text, std::vector<TokenId>& ids) const;

  /// How much of `text` are words that the vocabulary has whole, 0 … 1: the mean over its words of
  /// 1 / the pieces that each is cut into. Unknown words count 0, marks of punctuation not at all;
  /// 0 without words.
  double Familiarity(std::string_view text) const;

  /// The token that is spelt like this in the vocabulary ("[CLS]", "##ing").
  std::optional<TokenId> Find(std::string_view token) const;

  std::size_t size() const { return tokens_.size(); }
  std::string_view token(TokenId id) const { return tokens_[id]; }
  TokenId unknown() const { return unknown_; }

 private:
  struct Slot {
    std::uint32_t tag = 0;      // Upper half of the hash.
    std::uint32_t id_plus = 0;  // Id + 1; 0 where the slot is empty.
  };

  WordPiece() = default;
  bool Insert(TokenId id);
  std::optional<TokenId> Find(std::string_view piece, std::uint64_t hash, bool continued) const;
  void CutWord(std::string_view word, std::vector<TokenId>& ids) const;

  std::vector<std::string_view> tokens_;
  std::vector<Slot> slots_;  // Open addressing; a power of two, at most half full.
  std::size_t longest_bytes_ = 0;
  TokenId unknown_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_WORDPIECE_H_
