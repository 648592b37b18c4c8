#include "indexer/text_scan.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace cuepoint::text {
namespace {

struct Shape {
  AtomKind kind = AtomKind::kMixed;
  std::size_t split = 0;  // Index of the first character of the second part.
};

// The shape of a word of `size` characters that has both letters and digits.
template <class IsDigit>
Shape ShapeOf(std::size_t size, IsDigit is_digit) {
  const bool digits_first = is_digit(0);
  std::size_t split = 1;
  while (is_digit(split) == digits_first) ++split;
  for (std::size_t i = split; i < size; ++i) {
    if (is_digit(i) == digits_first) return {};
  }
  const std::size_t letters = digits_first ? size - split : split;
  if (letters < 2) return {};
  return {digits_first ? AtomKind::kDigitsLetters : AtomKind::kLettersDigits, split};
}

// "2nd" is no identifier; every date would have two parts more.
bool IsOrdinal(const Atom& atom) {
  const std::string_view letters = atom.term.substr(atom.split);
  return atom.kind == AtomKind::kDigitsLetters &&
         (letters == "th" || letters == "st" || letters == "nd" || letters == "rd");
}

AtomKind KindOf(std::uint8_t flags) {
  if ((flags & kHasDigit) == 0) return AtomKind::kLetters;
  return flags == kHasDigit ? AtomKind::kDigits : AtomKind::kMixed;
}

bool IsAllCaps(std::uint8_t flags) { return (flags & (kHasLower | kHasUpper)) == kHasUpper; }

// How many characters of class kPlus or kSharp after the word belong to it: "C++", "C#". `class_at`
// gives the class of the characters after the word.
template <class ClassAt>
std::size_t SuffixLength(const Atom& atom, ClassAt class_at) {
  if (atom.kind != AtomKind::kLetters || atom.from_dictionary ||
      atom.term.size() + 2 > kMaxTermBytes) {
    return 0;
  }
  if (class_at(0) == CharClass::kPlus) {
    const bool two = class_at(1) == CharClass::kPlus && class_at(2) != CharClass::kPlus &&
                     class_at(2) != CharClass::kLetter;
    return two ? 2 : 0;
  }
  if (class_at(0) == CharClass::kSharp && atom.letters == 1) {
    const CharClass after = class_at(1);
    const bool ends =
        after != CharClass::kSharp && after != CharClass::kLetter && after != CharClass::kDigit;
    return ends ? 1 : 0;
  }
  return 0;
}

// Appends the suffix to the term, which must be the last thing written to the arena.
void AppendSuffix(Atom& atom, std::size_t length, CharClass suffix, Arena& arena) {
  char* to = arena.Reserve(length);
  std::fill_n(to, length, suffix == CharClass::kPlus ? '+' : '#');
  arena.Commit(length);
  atom.term = {atom.term.data(), atom.term.size() + length};
  atom.kind = AtomKind::kSymbol;
}

// Room for a term and its suffix in one piece.
constexpr std::size_t kReserveBytes = kMaxTermBytes + 2;

std::size_t FindNonAscii(std::string_view text, std::size_t from) {
  std::uint64_t chunk;
  while (from + sizeof(chunk) <= text.size()) {
    std::memcpy(&chunk, text.data() + from, sizeof(chunk));
    if ((chunk & 0x8080808080808080ULL) != 0) break;
    from += sizeof(chunk);
  }
  while (from < text.size() && U8_IS_SINGLE(text[from])) ++from;
  return from;
}

bool IsSpaceAt(std::string_view text, std::size_t at) {
  return IsAsciiSpace(static_cast<unsigned char>(text[at]));
}

// Scripts that do not stick together: Korean sets its particles right after a foreign word, Thai
// and Japanese write none of their spaces around it. UAX #29 would keep "QUIC은" in one piece.
enum class Family { kSpaced, kHangul, kDictionary };

Family FamilyOf(CharClass c) {
  if (c == CharClass::kHangul) return Family::kHangul;
  return c == CharClass::kDictionary || c == CharClass::kDictionaryMark ? Family::kDictionary
                                                                        : Family::kSpaced;
}

// Writes the term of `units` to the arena and measures them.
Atom MakeAtom(std::span<const Unit> units, Arena& arena) {
  Atom atom;
  atom.begin = units.front().begin;
  atom.end = units.back().end;
  char* term = arena.Reserve(kReserveBytes);
  std::size_t bytes = 0;
  std::uint8_t flags = 0;
  std::size_t kept = 0;
  std::size_t letters = 0;
  bool marked_digit = false;  // A part must not begin with a mark.
  for (const Unit& unit : units) {
    if (bytes + U8_LENGTH(unit.code_point) > kMaxTermBytes) break;
    U8_APPEND_UNSAFE(term, bytes, unit.code_point);
    flags |= unit.flags;
    letters += StartsWord(unit.char_class) ? 1 : 0;
    marked_digit = marked_digit || (kept > 0 && !StartsWord(unit.char_class) &&
                                    units[kept - 1].char_class == CharClass::kDigit);
    atom.from_dictionary = atom.from_dictionary || FamilyOf(unit.char_class) == Family::kDictionary;
    ++kept;
  }
  arena.Commit(bytes);
  atom.term = {term, bytes};
  atom.letters = static_cast<std::uint8_t>(letters);
  atom.kind = KindOf(flags);
  atom.all_caps = IsAllCaps(flags);
  if (atom.kind == AtomKind::kMixed && kept == units.size() && !marked_digit) {
    const Shape shape = ShapeOf(
        units.size(), [units](std::size_t i) { return units[i].char_class == CharClass::kDigit; });
    atom.kind = shape.kind;
    if (shape.split > 0) {
      for (const Unit& unit : units.first(shape.split)) {
        atom.split = static_cast<std::uint8_t>(atom.split + U8_LENGTH(unit.code_point));
      }
      atom.split_end = units[shape.split - 1].end;
      atom.split_begin = units[shape.split].begin;
      if (IsOrdinal(atom)) atom.kind = AtomKind::kMixed;
    }
  }
  return atom;
}

}  // namespace

Result<Scanner> Scanner::Create(Folder& folder) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) {
    return Error{.code = ErrorCode::kUnavailable,
                 .message = std::string("ICU cannot load its word rules: ") + u_errorName(status),
                 .remedy = "install ICU with its data (libicu)"};
  }
  return Scanner(folder, std::move(words));
}

void Scanner::Scan(std::string_view text, IdentifierBuilder& builder) {
  if (general_only_) return ScanUnits(text, 0, text.size(), builder);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t non_ascii = FindNonAscii(text, at);
    std::size_t ascii_end = non_ascii;
    if (non_ascii < text.size()) {
      while (ascii_end > at && !IsSpaceAt(text, ascii_end - 1)) --ascii_end;
    }
    ScanAscii(text, at, ascii_end, builder);
    std::size_t general_end = non_ascii;
    while (general_end < text.size() && !IsSpaceAt(text, general_end)) ++general_end;
    ScanUnits(text, ascii_end, general_end, builder);
    at = general_end;
  }
}

void Scanner::ScanAscii(std::string_view text, std::size_t begin, std::size_t end,
                        IdentifierBuilder& builder) {
  Arena& arena = builder.arena();
  const auto row_at = [text](std::size_t i) -> const AsciiRow& {
    return kAscii[static_cast<unsigned char>(text[i])];
  };
  for (std::size_t at = begin; at < end;) {
    const AsciiRow* row = &row_at(at);
    if (row->folded == 0) {
      builder.AddSeparator(row->char_class, static_cast<std::uint32_t>(at));
      ++at;
      continue;
    }
    char* term = arena.Reserve(kReserveBytes);
    const std::size_t word_begin = at;
    const std::size_t limit = std::min(end, at + kMaxTermBytes);
    std::size_t bytes = 0;
    std::uint8_t flags = 0;
    do {
      term[bytes++] = row->folded;
      flags |= row->flags;
      ++at;
    } while (at < limit && (row = &row_at(at))->folded != 0);
    bool cut = false;
    while (at < end && row_at(at).folded != 0) {
      cut = true;
      ++at;
    }
    arena.Commit(bytes);
    Atom atom;
    atom.term = {term, bytes};
    atom.begin = static_cast<std::uint32_t>(word_begin);
    atom.kind = KindOf(flags);
    atom.all_caps = IsAllCaps(flags);
    if (atom.kind == AtomKind::kLetters) {
      atom.letters = static_cast<std::uint8_t>(bytes);
    } else if (atom.kind == AtomKind::kMixed && !cut) {
      const Shape shape = ShapeOf(bytes, [term](std::size_t i) { return term[i] <= '9'; });
      atom.kind = shape.kind;
      atom.split = static_cast<std::uint8_t>(shape.split);
      atom.split_end = atom.split_begin = static_cast<std::uint32_t>(word_begin + shape.split);
      if (IsOrdinal(atom)) atom.kind = AtomKind::kMixed;
    }
    const auto class_at = [&](std::size_t ahead) {
      return at + ahead < end ? row_at(at + ahead).char_class : CharClass::kEnd;
    };
    if (const std::size_t suffix = SuffixLength(atom, class_at); suffix > 0) {
      AppendSuffix(atom, suffix, class_at(0), arena);
      at += suffix;
    }
    atom.end = static_cast<std::uint32_t>(at);
    builder.AddAtom(atom);
  }
}

void Scanner::ScanUnits(std::string_view text, std::size_t begin, std::size_t end,
                        IdentifierBuilder& builder) {
  UnitReader reader(text, begin, end, *folder_, queue_);
  for (;;) {
    const Unit& unit = reader.Peek(0);
    if (unit.char_class == CharClass::kEnd) return;
    if (StartsWord(unit.char_class)) {
      ScanRun(reader, builder);
    } else {
      builder.AddSeparator(unit.char_class, unit.begin);
      reader.Advance();
    }
  }
}

// Reads one run of word characters of one family and hands its words to the builder.
void Scanner::ScanRun(UnitReader& reader, IdentifierBuilder& builder) {
  run_.clear();
  const Family family = FamilyOf(reader.Peek(0).char_class);
  for (;; reader.Advance()) {
    const Unit& unit = reader.Peek(0);
    if (unit.char_class == CharClass::kIgnored) {
      if (!run_.empty()) run_.back().end = unit.end;
      continue;
    }
    if (!IsWord(unit.char_class)) break;
    if (unit.char_class != CharClass::kMark && FamilyOf(unit.char_class) != family) break;
    if (run_.size() == kMaxRunUnits) {
      if (family != Family::kDictionary) {
        run_.back().end = unit.end;  // One endless word: its term was full long ago.
        continue;
      }
      CutRun(/*last=*/false, builder);
    }
    run_.push_back(unit);
  }
  std::size_t from = 0;
  if (family == Family::kDictionary || (general_only_ && family == Family::kSpaced)) {
    from = CutRun(/*last=*/true, builder);
  }
  const std::span<const Unit> word = std::span<const Unit>(run_).subspan(from);
  if (word.empty() || !StartsWord(word.front().char_class)) return;
  Atom atom = MakeAtom(word, builder.arena());
  const auto class_at = [&reader](std::size_t ahead) { return reader.Peek(ahead).char_class; };
  if (const std::size_t suffix = SuffixLength(atom, class_at); suffix > 0) {
    AppendSuffix(atom, suffix, class_at(0), builder.arena());
    atom.end = reader.Peek(suffix - 1).end;
    for (std::size_t i = 0; i < suffix; ++i) reader.Advance();
  }
  builder.AddAtom(atom);
}

// Adds the words of run_ except the last one, as ICU sees them. Returns where the last one begins
// in run_; unless `last`, what stands before it is erased, so that more can be read after it.
std::size_t Scanner::CutRun(bool last, IdentifierBuilder& builder) {
  run_text_.clear();
  run_units_.clear();
  for (std::size_t i = 0; i < run_.size(); ++i) {
    const char32_t c = run_[i].code_point;
    if (U_IS_BMP(c)) {
      run_text_.push_back(static_cast<char16_t>(c));
    } else {
      run_text_.push_back(U16_LEAD(c));
      run_text_.push_back(U16_TRAIL(c));
    }
    run_units_.resize(run_text_.size(), static_cast<std::uint32_t>(i));
  }
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUChars(&utext, run_text_.data(), static_cast<int64_t>(run_text_.size()), &status);
  words_->setText(&utext, status);
  std::size_t from = 0;
  if (U_SUCCESS(status)) {
    const std::span<const Unit> run(run_);
    words_->first();
    for (int32_t boundary = words_->next(); boundary != icu::BreakIterator::DONE &&
                                            static_cast<std::size_t>(boundary) < run_text_.size();
         boundary = words_->next()) {
      const std::size_t to = run_units_[static_cast<std::size_t>(boundary)];
      if (to <= from) continue;
      const auto word = run.subspan(from, to - from);
      if (StartsWord(word.front().char_class)) {
        Atom atom = MakeAtom(word, builder.arena());
        builder.AddAtom(atom);
      }
      from = to;
    }
  }
  utext_close(&utext);
  if (last) return from;
  if (run_.size() - from > kMaxRunUnits / 4) {
    // A word that long is none: give it out, so that each round takes most of the run.
    Atom atom = MakeAtom(std::span<const Unit>(run_).subspan(from), builder.arena());
    builder.AddAtom(atom);
    from = run_.size();
  }
  run_.erase(run_.begin(), run_.begin() + static_cast<std::ptrdiff_t>(from));
  return 0;
}

}  // namespace cuepoint::text
