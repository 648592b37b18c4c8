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
#include "indexer/text_unit.h"

namespace cuepoint::text {

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
