// The two steps before WordPiece's search: a text in normal form, and its words.
#ifndef CUEPOINT_INDEXER_WORDPIECE_TEXT_H_
#define CUEPOINT_INDEXER_WORDPIECE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cuepoint::wordpiece {

/// `text` cleaned, decomposed, without nonspacing marks, in lower case, with a blank for each white
/// space character and on both sides of each CJK ideograph. The result is well-formed UTF-8.
std::string Normalise(std::string_view text);

/// The words and punctuation marks of a normalised text, one after the other.
///
///   WordReader reader(normalised);
///   while (reader.Next()) Use(reader.word());
class WordReader {
 public:
  /// The text must outlive the reader.
  explicit WordReader(std::string_view normalised) : text_(normalised) {}

  bool Next();
  /// The current word, a part of the text.
  std::string_view word() const { return text_.substr(begin_, end_ - begin_); }

 private:
  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace cuepoint::wordpiece

#endif  // CUEPOINT_INDEXER_WORDPIECE_TEXT_H_
