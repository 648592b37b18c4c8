// What a character means to word segmentation, after folding: part of a word, a separator that can
// hold an identifier together ("-" in "sans-IO"), or a break.
#ifndef CUEPOINT_INDEXER_TEXT_CLASS_H_
#define CUEPOINT_INDEXER_TEXT_CLASS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace cuepoint::text {

enum class CharClass : std::uint8_t {
  kEnd = 0,     ///< Past the end of the text.
  kBreak,       ///< Separates words and holds nothing together.
  kSpace,       ///< U+0020 and what NFKC maps to it.
  kHyphen,      ///< Hyphens, dashes and the minus sign.
  kSlash,       ///< "/" and its look-alikes.
  kDot,         ///< "." and the Catalan middle dot.
  kUnderscore,  ///< "_".
  kAmpersand,   ///< "&".
  kApostrophe,  ///< Straight, curly and modifier apostrophes.
  kColon,       ///< ":".
  kComma,       ///< ",".
  kPlus,        ///< "+".
  kSharp,       ///< "#" and the musical sharp.
  kIgnored,     ///< A combining mark that is folded away; it belongs to the character before it.
  // Word characters from here on. All above fit into four bits (see Gap).
  kLetter,      ///< A letter of a script that separates words by spaces.
  kHangul,      ///< A Korean letter: written with spaces, but "QUIC은" is two words.
  kDigit,       ///< A decimal digit; folded to ASCII.
  kDictionary,  ///< A letter of a script that needs a dictionary to find words (Thai, Han, kana,
                ///< …).
  kMark,        ///< A combining mark that stays (Indic vowel signs): continues a word.
  kDictionaryMark,  ///< One of a script that needs a dictionary (Thai vowel signs).
};

constexpr bool IsWord(CharClass c) { return c >= CharClass::kLetter; }

/// Whether a word may begin with such a character.
constexpr bool StartsWord(CharClass c) { return IsWord(c) && c < CharClass::kMark; }

constexpr bool IsAsciiSpace(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The class of an ASCII character.
constexpr CharClass ClassifyAscii(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::kLetter;
  if (c >= '0' && c <= '9') return CharClass::kDigit;
  switch (c) {
    case ' ':
      return CharClass::kSpace;
    case '-':
      return CharClass::kHyphen;
    case '/':
      return CharClass::kSlash;
    case '.':
      return CharClass::kDot;
    case '_':
      return CharClass::kUnderscore;
    case '&':
      return CharClass::kAmpersand;
    case '\'':
      return CharClass::kApostrophe;
    case ':':
      return CharClass::kColon;
    case ',':
      return CharClass::kComma;
    case '+':
      return CharClass::kPlus;
    case '#':
      return CharClass::kSharp;
    default:
      return CharClass::kBreak;
  }
}

/// What kinds of characters a word holds; or-ed together.
enum CharFlags : std::uint8_t { kHasLower = 1, kHasUpper = 2, kHasDigit = 4 };

/// One row of the ASCII table: all that the fast path needs to know about a byte.
struct AsciiRow {
  CharClass char_class = CharClass::kBreak;
  char folded = 0;         ///< The lower-case character for a word character, otherwise 0.
  std::uint8_t flags = 0;  ///< CharFlags.
};

inline constexpr std::array<AsciiRow, 256> kAscii = [] {
  std::array<AsciiRow, 256> table{};
  for (std::size_t i = 0; i < 128; ++i) {
    const auto c = static_cast<unsigned char>(i);
    AsciiRow& row = table[i];
    row.char_class = ClassifyAscii(c);
    if (!IsWord(row.char_class)) continue;
    const bool upper = c >= 'A' && c <= 'Z';
    row.folded = static_cast<char>(upper ? c + ('a' - 'A') : c);
    row.flags = row.char_class == CharClass::kDigit ? kHasDigit : upper ? kHasUpper : kHasLower;
  }
  return table;
}();

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_CLASS_H_
