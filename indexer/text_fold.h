// Folding of characters: NFKC with case folding, then diacritics, so that spellings meet.
//
//   Zürich → zurich   Straße → strasse   ﬁne → fine   Ｃ＋＋ → c++   ёлка → елка   ٣ → 3
//
// Latin and Greek lose every diacritic, and letters that Unicode does not decompose (ø, ł, đ, æ, ı)
// their nearest plain spelling. Cyrillic keeps й, ї and ў, which are letters, but ё is written е by
// most people. Arabic and Hebrew lose their vowel points. Thai and Indic vowel signs stay.
#ifndef CUEPOINT_INDEXER_TEXT_FOLD_H_
#define CUEPOINT_INDEXER_TEXT_FOLD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "corpus/result.h"
#include "indexer/text_class.h"

namespace cuepoint::text {

struct FoldedChar {
  char32_t code_point = 0;
  CharClass char_class = CharClass::kBreak;
};

/// Folds characters with ICU and remembers the recent ones. Not thread-safe.
class Folder {
 public:
  enum class Cache { kNo, kYes };

  /// Fails only when ICU's normalisation data are missing.
  static Result<Folder> Create(Cache cache);

  /// One character that no combining character follows. Characters that vanish (soft hyphen) give
  /// none, compatibility characters may give many ("ﷺ" gives 18). Valid until the next call.
  const std::vector<FoldedChar>& Fold(char32_t code_point);

  /// A character with the combining characters (or conjoining jamo) after it. Valid until the next
  /// call.
  const std::vector<FoldedChar>& FoldCluster(const icu::UnicodeString& cluster);

  /// Whether `code_point` never combines with what stands before it.
  bool StartsCluster(char32_t code_point) const {
    return nfkc_cf_->hasBoundaryBefore(static_cast<UChar32>(code_point));
  }

 private:
  static constexpr std::size_t kCacheSlots = 2048;
  struct CacheSlot {
    char32_t code_point = 0;  // 0: empty; U+0000 itself never gets here.
    std::vector<FoldedChar> folded;
  };

  Folder() = default;
  void Normalize(const icu::UnicodeString& cluster);
  void AppendFolded(char32_t normalized);
  void Append(char32_t folded);

  const icu::Normalizer2* nfkc_cf_ = nullptr;  // ICU's singletons.
  const icu::Normalizer2* nfd_ = nullptr;
  std::vector<CacheSlot> cache_;
  std::vector<FoldedChar> out_;
  icu::UnicodeString normalized_;
};

/// Whether the two are Thai or Lao AM as NFKC takes it apart. The dictionaries hold it composed, as
/// `second` + 1, and so do folded texts.
bool IsTakenApartAm(char32_t first, char32_t second);

/// The class of a folded character.
CharClass Classify(char32_t code_point);

/// Appends `code_point` to `out` in UTF-8.
void AppendUtf8(char32_t code_point, std::string& out);

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_FOLD_H_
