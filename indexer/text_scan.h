// Scanning: text to atoms and separators.
//
// Two paths give the same atoms. The fast one walks ASCII bytes with a table and calls nothing. The
// general one decodes UTF-8, folds with ICU and finds the words of Thai, Chinese, Japanese and
// their like with ICU's dictionaries (UAX #29). A text switches between them at white space.
#ifndef CUEPOINT_INDEXER_TEXT_SCAN_H_
#define CUEPOINT_INDEXER_TEXT_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/brkiter.h>

#include "corpus/result.h"
#include "indexer/text_fold.h"
#include "indexer/text_identifier.h"

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

/// Not thread-safe; keeps its working space between texts.
class Scanner {
 public:
  /// `folder` must outlive the scanner. Fails only when ICU's data are missing.
  static Result<Scanner> Create(Folder& folder);

  /// Takes the general path for every byte and asks ICU about every word: what tests compare the
  /// fast path with.
  void set_general_only(bool general_only) { general_only_ = general_only; }

  /// Hands the atoms and separators of `text` to `builder`. Linear in the text.
  void Scan(std::string_view text, IdentifierBuilder& builder);

 private:
  // Runs without a space are given to ICU in pieces of this size; a piece ends at a word boundary.
  static constexpr std::size_t kMaxRunUnits = 1024;

  explicit Scanner(Folder& folder, std::unique_ptr<icu::BreakIterator> words)
      : folder_(&folder), words_(std::move(words)) {}

  static void ScanAscii(std::string_view text, std::size_t begin, std::size_t end,
                        IdentifierBuilder& builder);
  void ScanUnits(std::string_view text, std::size_t begin, std::size_t end,
                 IdentifierBuilder& builder);
  void ScanRun(UnitReader& reader, IdentifierBuilder& builder);
  std::size_t CutRun(bool last, IdentifierBuilder& builder);

  Folder* folder_;
  std::unique_ptr<icu::BreakIterator> words_;
  bool general_only_ = false;
  std::vector<Unit> queue_;
  std::vector<Unit> run_;
  std::u16string run_text_;
  std::vector<std::uint32_t> run_units_;  // For each UTF-16 unit of run_text_ its unit.
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_SCAN_H_
