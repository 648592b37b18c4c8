// Atoms: what the scanner hands to the identifier builder. An atom is a run of word characters; the
// gap before it says what separated it from the atom before.
#ifndef CUEPOINT_INDEXER_TEXT_ATOM_H_
#define CUEPOINT_INDEXER_TEXT_ATOM_H_

#include <cstdint>
#include <string_view>

#include "indexer/text_class.h"

namespace cuepoint::text {

/// Terms are cut here, at a character boundary. Also Analyzer::kMaxTermBytes.
inline constexpr std::size_t kMaxTermBytes = 64;

/// How tightly an atom is bound to the one before it.
enum class Join : std::uint8_t {
  kNone,    ///< Not at all: another word.
  kSlash,   ///< "TCP/IP"
  kHyphen,  ///< "sans-IO"
  kTight,   ///< "node.js", "io_uring", "AT&T", "O'Reilly", "std::vector", "C++20"
};

enum class AtomKind : std::uint8_t {
  kLetters,        ///< "quic"
  kDigits,         ///< "9000"
  kLettersDigits,  ///< "rfc9000": two letters or more, then digits; splits in two parts
  kDigitsLetters,  ///< "0rtt": digits, then two letters or more; splits in two parts
  kMixed,          ///< "str0m", "h2", "x86"
  kSymbol,         ///< "c++", "c#"
};

struct Atom {
  std::string_view term;    ///< Folded; in the arena of the stream.
  std::uint32_t begin = 0;  ///< Byte range in the text.
  std::uint32_t end = 0;
  std::uint32_t split_end = 0;    ///< Where the first part ends and the second one begins in the
  std::uint32_t split_begin = 0;  ///< text, for the two kinds that split.
  std::uint8_t split = 0;         ///< Bytes of the first part in `term`.
  std::uint8_t letters = 0;       ///< Characters of a kLetters atom.
  AtomKind kind = AtomKind::kLetters;
  Join join = Join::kNone;
  bool all_caps = false;         ///< Has capital letters and no small ones in the text.
  bool from_dictionary = false;  ///< Cut out of a run of a script without spaces; never joined.
};

/// The separators between two atoms, in a form that compares in one instruction.
class Gap {
 public:
  void Clear() { code_ = 1, last_two_ = 0; }
  void Add(CharClass c) {
    if (c == CharClass::kIgnored) return;  // The mark of a separator says nothing.
    const auto nibble = static_cast<std::uint32_t>(IsWord(c) ? CharClass::kBreak : c);
    // The leading 1 bit tells lengths apart; four separators or more are all the same.
    code_ = code_ < (1U << 12) ? code_ << 4 | nibble : kLong;
    last_two_ = (last_two_ << 4 | nibble) & 0xFF;
  }

  bool empty() const { return code_ == 1; }
  /// Whether the gap is exactly these separators, at most three.
  template <class... Classes>
  bool Is(Classes... classes) const {
    static_assert(sizeof...(Classes) <= 3);
    std::uint32_t code = 1;
    ((code = code << 4 | static_cast<std::uint32_t>(classes)), ...);
    return code_ == code;
  }
  /// The only separator, or kBreak when there are several or none.
  CharClass Single() const {
    return code_ >> 4 == 1 ? static_cast<CharClass>(code_ & 15) : CharClass::kBreak;
  }
  /// Whether the gap ends in a dot that no dot stands before (" .NET", "(.NET").
  bool EndsInOneDot() const {
    constexpr auto kDot = static_cast<std::uint32_t>(CharClass::kDot);
    return (last_two_ & 15) == kDot && last_two_ >> 4 != kDot;
  }

 private:
  static constexpr std::uint32_t kLong = 1U << 16;
  std::uint32_t code_ = 1;
  std::uint32_t last_two_ = 0;
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_ATOM_H_
