#include "indexer/text_fold.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace cuepoint::text {
namespace {

// Latin letters that Unicode does not decompose, with the spelling people use on a keyboard without
// them. Sorted by letter.
struct LatinFold {
  char32_t letter;
  std::string_view plain;
};
constexpr LatinFold kLatinFolds[] = {
    {U'æ', "ae"}, {U'ð', "d"}, {U'ø', "o"}, {U'þ', "th"}, {U'đ', "d"}, {U'ħ', "h"}, {U'ı', "i"},
    {U'ĸ', "k"},  {U'ł', "l"}, {U'ŋ', "n"}, {U'œ', "oe"}, {U'ŧ', "t"}, {U'ƀ', "b"}, {U'ƒ', "f"},
    {U'ƙ', "k"},  {U'ƚ', "l"}, {U'ƴ', "y"}, {U'ƶ', "z"},  {U'ǝ', "e"}, {U'ǥ', "g"}, {U'ȷ', "j"},
    {U'ȼ', "c"},  {U'ɇ', "e"}, {U'ɉ', "j"}, {U'ɍ', "r"},  {U'ɏ', "y"}, {U'ɓ', "b"}, {U'ɖ', "d"},
    {U'ɗ', "d"},  {U'ə', "e"}, {U'ɨ', "i"}, {U'ɫ', "l"},  {U'ɵ', "o"}, {U'ʉ', "u"},
};
static_assert(std::is_sorted(std::begin(kLatinFolds), std::end(kLatinFolds),
                             [](const LatinFold& a, const LatinFold& b) {
                               return a.letter < b.letter;
                             }));

bool IsDroppedMark(char32_t c) {
  const auto category = u_charType(static_cast<UChar32>(c));
  if (category == U_ENCLOSING_MARK) return true;
  if (category != U_NON_SPACING_MARK) return false;
  return (c >= 0x0300 && c <= 0x036F) ||  // Latin, Greek and Cyrillic diacritics
         (c >= 0x0483 && c <= 0x0487) ||  // Old Cyrillic marks
         (c >= 0x0591 && c <= 0x05C7) ||  // Hebrew points and accents
         (c >= 0x0610 && c <= 0x06ED) ||  // Arabic vowels and annotation
         (c >= 0x08CA && c <= 0x08FF) ||  // Arabic, extended
         (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

// The letters for which Arabic and Persian keyboards and habits differ.
char32_t FoldArabic(char32_t c) {
  switch (c) {
    case 0x0622:  // alef with madda
    case 0x0623:  // alef with hamza above
    case 0x0625:  // alef with hamza below
    case 0x0671:  // alef wasla
      return 0x0627;
    case 0x0649:  // alef maksura
    case 0x06CC:  // Persian yeh
      return 0x064A;
    case 0x06A9:  // Persian keheh
      return 0x0643;
    default:
      return c;
  }
}

char32_t FoldCyrillic(char32_t c) {
  switch (c) {
    case 0x0450:  // ѐ: stress marks only
    case 0x0451:  // ё
      return 0x0435;
    case 0x045D:  // ѝ
      return 0x0438;
    default:
      return c;
  }
}

// Characters whose NFKC form would mislead; returns false for all others.
bool FoldBeforeNfkc(char32_t c, FoldedChar& folded) {
  switch (c) {
    case 0x00B4:  // The acute accent, typed for an apostrophe; NFKC makes it a space and a mark.
      folded = {c, CharClass::kApostrophe};
      return true;
    case 0x200B:  // The zero width space separates words where no space is written.
    case 0x2120:  // ℠ and ™ would stick to the word as "sm" and "tm".
    case 0x2122:
      folded = {c, CharClass::kBreak};
      return true;
    default:
      return false;
  }
}

}  // namespace

bool IsTakenApartAm(char32_t first, char32_t second) {
  return (first == 0x0E4D && second == 0x0E32) || (first == 0x0ECD && second == 0x0EB2);
}

CharClass Classify(char32_t c) {
  if (c < 0x80) return ClassifyAscii(static_cast<unsigned char>(c));
  switch (c) {
    case 0x2010:  // hyphen … horizontal bar
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2027:  // hyphenation point
    case 0x2043:  // hyphen bullet
    case 0x2212:  // minus
      return CharClass::kHyphen;
    case 0x2044:  // fraction slash ("½" is 1⁄2 in NFKC)
    case 0x2215:  // division slash
      return CharClass::kSlash;
    case 0x00B7:  // Catalan "col·legi"
      return CharClass::kDot;
    case 0x02B9:
    case 0x02BB:  // ʻokina
    case 0x02BC:
    case 0x02BE:
    case 0x02BF:
    case 0x05F3:  // geresh
    case 0x05F4:  // gershayim
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
      return CharClass::kApostrophe;
    case 0x266F:
      return CharClass::kSharp;
    case 0x0640:  // Arabic tatweel only stretches a word.
      return CharClass::kIgnored;
    default:
      break;
  }
  const auto code_point = static_cast<UChar32>(c);
  const std::uint32_t category = U_GET_GC_MASK(code_point);
  if ((category & U_GC_M_MASK) != 0) {
    if (IsDroppedMark(c)) return CharClass::kIgnored;
    return u_getIntPropertyValue(code_point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT
               ? CharClass::kDictionaryMark
               : CharClass::kMark;
  }
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) == 0) return CharClass::kBreak;
  // UAX #29 never breaks between these; what it classes otherwise is left to ICU's dictionaries.
  switch (u_getIntPropertyValue(code_point, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER: {
      UErrorCode status = U_ZERO_ERROR;
      const bool hangul = uscript_getScript(code_point, &status) == USCRIPT_HANGUL;
      return hangul ? CharClass::kHangul : CharClass::kLetter;
    }
    case U_WB_HEBREW_LETTER:
    case U_WB_NUMERIC:
      return CharClass::kLetter;
    case U_WB_EXTEND:
      return CharClass::kMark;
    default:
      return CharClass::kDictionary;
  }
}

void AppendUtf8(char32_t code_point, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code_point);
  out.append(bytes, static_cast<std::size_t>(size));
}

Result<Folder> Folder::Create(Cache cache) {
  Folder folder;
  UErrorCode status = U_ZERO_ERROR;
  folder.nfkc_cf_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
  folder.nfd_ = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) {
    return Error{
        .code = ErrorCode::kUnavailable,
        .message = std::string("ICU cannot load its normalisation data: ") + u_errorName(status),
        .remedy = "install ICU with its data (libicu)"};
  }
  if (cache == Cache::kYes) folder.cache_.resize(kCacheSlots);
  return folder;
}

const std::vector<FoldedChar>& Folder::Fold(char32_t code_point) {
  CacheSlot* slot = nullptr;
  if (!cache_.empty()) {
    slot = &cache_[code_point % kCacheSlots];
    if (slot->code_point == code_point && code_point != 0) return slot->folded;
  }
  out_.clear();
  if (FoldedChar folded; FoldBeforeNfkc(code_point, folded)) {
    out_.push_back(folded);
  } else {
    Normalize(icu::UnicodeString(static_cast<UChar32>(code_point)));
  }
  if (slot != nullptr) {
    slot->code_point = code_point;
    slot->folded = out_;
  }
  return out_;
}

const std::vector<FoldedChar>& Folder::FoldCluster(const icu::UnicodeString& cluster) {
  out_.clear();
  Normalize(cluster);
  return out_;
}

void Folder::Normalize(const icu::UnicodeString& cluster) {
  UErrorCode status = U_ZERO_ERROR;
  nfkc_cf_->normalize(cluster, normalized_, status);
  if (U_FAILURE(status)) normalized_ = cluster;  // Out of memory: better unfolded than lost.
  for (int32_t i = 0; i < normalized_.length(); i = normalized_.moveIndex32(i, 1)) {
    AppendFolded(static_cast<char32_t>(normalized_.char32At(i)));
  }
}

void Folder::Append(char32_t folded) { out_.push_back({folded, Classify(folded)}); }

void Folder::AppendFolded(char32_t c) {
  if (c < 0x80) return Append(c);
  if (!out_.empty() && IsTakenApartAm(out_.back().code_point, c)) {
    out_.pop_back();
    return Append(c + 1);
  }
  const auto code_point = static_cast<UChar32>(c);
  if (u_charType(code_point) == U_DECIMAL_DIGIT_NUMBER) {
    return Append(U'0' + static_cast<char32_t>(u_charDigitValue(code_point)));
  }
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(code_point, &status)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
      break;
    case USCRIPT_CYRILLIC:
      return Append(FoldCyrillic(c));
    case USCRIPT_ARABIC:
      return Append(FoldArabic(c));
    default:
      return Append(c);
  }
  icu::UnicodeString decomposed;
  if (!nfd_->getDecomposition(code_point, decomposed)) decomposed.setTo(code_point);
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const auto part = static_cast<char32_t>(decomposed.char32At(i));
    const auto* fold =
        std::lower_bound(std::begin(kLatinFolds), std::end(kLatinFolds), part,
                         [](const LatinFold& a, char32_t letter) { return a.letter < letter; });
    if (fold != std::end(kLatinFolds) && fold->letter == part) {
      for (const char plain : fold->plain) Append(static_cast<unsigned char>(plain));
    } else if (part == c || !IsDroppedMark(part)) {
      Append(part);
    }
  }
}

}  // namespace cuepoint::text
