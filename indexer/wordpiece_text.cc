#include "indexer/wordpiece_text.h"

#include <algorithm>
#include <array>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "corpus/text.h"

namespace cuepoint::wordpiece {

namespace {

enum class AsciiClass : std::uint8_t { kWord, kSpace, kPunctuation, kDropped, kNotAscii };

constexpr std::array<AsciiClass, 256> kAsciiClasses = [] {
  std::array<AsciiClass, 256> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const char c = static_cast<char>(i);
    if (i >= 0x80) {
      classes[i] = AsciiClass::kNotAscii;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      classes[i] = AsciiClass::kSpace;
    } else if (i < 0x20 || i == 0x7F) {
      classes[i] = AsciiClass::kDropped;  // Vertical tab and form feed, too.
    } else {
      classes[i] = IsAlnum(c) ? AsciiClass::kWord : AsciiClass::kPunctuation;
    }
  }
  return classes;
}();

constexpr AsciiClass ClassOf(char c) { return kAsciiClasses[static_cast<unsigned char>(c)]; }

// Ideographs only, neither kana nor Hangul: the blocks that the reference lists.
constexpr bool IsIdeograph(UChar32 c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B73F) ||
         (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B820 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

constexpr std::uint32_t kSeparators = U_GC_Z_MASK;
// Code points without a character stay, so that the next version of Unicode changes no ids.
constexpr std::uint32_t kOthers = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
constexpr UChar32 kReplacement = 0xFFFD;

icu::UnicodeString Clean(std::string_view run) {
  const icu::UnicodeString raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(run.data(), static_cast<std::int32_t>(run.size())));
  icu::UnicodeString clean;
  for (std::int32_t i = 0; i < raw.length(); i = raw.moveIndex32(i, 1)) {
    const UChar32 c = raw.char32At(i);
    const std::uint32_t category = U_GET_GC_MASK(c);
    if (c == kReplacement || (category & kOthers) != 0) continue;
    if ((category & kSeparators) != 0) {
      clean.append(UChar{u' '});
    } else if (IsIdeograph(c)) {
      clean.append(UChar{u' '}).append(c).append(UChar{u' '});
    } else {
      clean.append(c);
    }
  }
  return clean;
}

// A stretch of characters beyond ASCII, and of control characters between them. Marks are reordered
// within such a stretch only, so that it can be normalised apart from its surroundings.
void AppendNormalised(std::string_view run, std::string& out) {
  const icu::UnicodeString clean = Clean(run);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString decomposed;
  if (U_SUCCESS(status)) nfd->normalize(clean, decomposed, status);
  // Without ICU's data, which a broken installation lacks, the text stays as it is.
  const icu::UnicodeString& text = U_SUCCESS(status) ? decomposed : clean;
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) kept.append(u_tolower(c));
  }
  kept.toUTF8String(out);
}

// Length in bytes of the punctuation mark at `at`, beyond ASCII; 0 where there is another
// character.
std::size_t MarkLength(std::string_view text, std::size_t at, std::size_t& character_bytes) {
  character_bytes = std::max<std::size_t>(1, Utf8SequenceLength(text.substr(at)));
  UChar32 c = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data() + at);
  U8_GET(bytes, 0, 0, static_cast<std::int32_t>(character_bytes), c);
  return c > 0 && u_ispunct(c) != 0 ? character_bytes : 0;
}

}  // namespace

std::string Normalise(std::string_view text) {
  // ICU counts in 32 bits; stretches longer than this are cut at a character.
  constexpr std::size_t kLongestRun = std::size_t{1} << 28;
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size();) {
    switch (ClassOf(text[i])) {
      case AsciiClass::kWord:
      case AsciiClass::kPunctuation:
        out.push_back(ToLower(text[i++]));
        break;
      case AsciiClass::kSpace:
        out.push_back(' ');
        ++i;
        break;
      case AsciiClass::kDropped:
        ++i;
        break;
      case AsciiClass::kNotAscii: {
        std::size_t end = i + 1;
        while (end < text.size() && (ClassOf(text[end]) == AsciiClass::kNotAscii ||
                                     ClassOf(text[end]) == AsciiClass::kDropped)) {
          ++end;
        }
        const std::string_view run = TruncateUtf8(text.substr(i, end - i), kLongestRun);
        AppendNormalised(run, out);
        i += run.size();
        break;
      }
    }
  }
  return out;
}

bool WordReader::Next() {
  std::size_t at = end_;
  while (at < text_.size() && ClassOf(text_[at]) == AsciiClass::kSpace) ++at;
  begin_ = at;
  for (; at < text_.size();) {
    const AsciiClass kind = ClassOf(text_[at]);
    if (kind == AsciiClass::kWord) {
      ++at;
      continue;
    }
    if (kind == AsciiClass::kSpace) break;
    std::size_t bytes = 1;
    const std::size_t mark =
        kind == AsciiClass::kNotAscii ? MarkLength(text_, at, bytes) : std::size_t{1};
    if (mark > 0) {
      if (at == begin_) at += mark;
      break;
    }
    at += bytes;
  }
  end_ = at;
  return end_ > begin_;
}

}  // namespace cuepoint::wordpiece
