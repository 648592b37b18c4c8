// Units: a text as folded characters that know where they came from.
#ifndef CUEPOINT_INDEXER_TEXT_UNIT_H_
#define CUEPOINT_INDEXER_TEXT_UNIT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/text_class.h"
#include "indexer/text_fold.h"

namespace cuepoint::text {

/// A folded character and where it stands in the text. All characters that one cluster of the text
/// folds into share its range, so that no range ever cuts a character.
struct Unit {
  char32_t code_point = 0;
  CharClass char_class = CharClass::kEnd;
  std::uint8_t flags = 0;  ///< CharFlags.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Decodes and folds a stretch of UTF-8 lazily, with look-ahead. Invalid bytes are breaks. Clusters
/// are cut after 30 combining marks (the bound of Unicode's stream-safe text, UAX #15), which keeps
/// the work linear.
class UnitReader {
 public:
  /// `text` and `folder` must outlive the reader; `queue` is working space, emptied here.
  UnitReader(std::string_view text, std::size_t begin, std::size_t end, Folder& folder,
             std::vector<Unit>& queue);

  /// The character `ahead` places on; of class kEnd past the end.
  const Unit& Peek(std::size_t ahead);
  void Advance() { ++head_; }

 private:
  void Decode();
  void Push(const std::vector<FoldedChar>& folded, std::uint8_t flags, std::size_t begin);

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
  Folder& folder_;
  std::vector<Unit>& queue_;
  std::size_t head_ = 0;
  Unit end_unit_;
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_UNIT_H_
