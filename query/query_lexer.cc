#include "query/query_lexer.h"

#include <optional>
#include <string>
#include <utility>

#include "corpus/text.h"
#include "query/search.h"
#include "query/utf8_char.h"

namespace cuepoint {
namespace {

constexpr UChar32 kMinusSign = 0x2212;

bool IsQuote(UChar32 code) {
  switch (code) {
    case '"':
    case 0x00AB:  // «
    case 0x00BB:  // »
    case 0x201C:  // “
    case 0x201D:  // ”
    case 0x201E:  // „
    case 0x201F:  // ‟
    case 0xFF02:  // ＂
      return true;
    default:
      return false;
  }
}

bool IsMinus(UChar32 code) { return code == '-' || code == kMinusSign; }

bool IsCapitalOperator(std::string_view word) {
  return word == "AND" || word == "OR" || word == "NOT";
}

/// Whether a bracket after `word` that closes nothing is typography: "1)", "a)", ":-)".
bool MayEndWithStrayBracket(std::string_view word) {
  if (word.empty()) return false;
  bool digits = true;
  bool letters_or_digits = false;
  for (const char c : word) {
    digits = digits && IsDigit(c);
    letters_or_digits = letters_or_digits || IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80;
  }
  return digits || !letters_or_digits || word.size() == 1;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Result<std::vector<QueryLexeme>> Run() {
    while (!error_ && pos_ < query_.size()) Next();
    if (!error_ && !open_.empty()) {
      error_ = Error{.code = ErrorCode::kBadQuery,
                     .message = "this opening bracket is never closed",
                     .source = "query",
                     .offset = open_.back(),
                     .remedy = "add a closing bracket"};
    }
    if (error_) return *std::move(error_);
    return std::move(lexemes_);
  }

 private:
  Utf8Char At(std::size_t pos) const { return Utf8CharAt(query_, pos); }

  bool EndsAt(const Utf8Char& c) const { return c.bytes == 0 || IsBlank(c.code); }

  void Emit(QueryLexeme::Kind kind, std::size_t begin, std::size_t end) {
    lexemes_.push_back({kind, query_.substr(begin, end - begin), begin});
  }

  void CountWord(std::size_t offset) {
    if (++words_ <= SearchLimits::kQueryTerms || error_) return;
    error_ = Error{.code = ErrorCode::kTooLarge,
                   .message = "more than " + std::to_string(SearchLimits::kQueryTerms) + " words",
                   .source = "query",
                   .offset = offset,
                   .remedy = "search for fewer words"};
  }

  void Next() {
    const Utf8Char c = At(pos_);
    if (IsBlank(c.code)) {
      pos_ += c.bytes;
    } else if (IsQuote(c.code)) {
      LexPhrase(c);
    } else if (c.code == '(') {
      LexOpen();
    } else if (c.code == ')' && !open_.empty()) {
      open_.pop_back();
      Emit(QueryLexeme::Kind::kClose, pos_, pos_ + 1);
      ++pos_;
    } else if (IsMinus(c.code) && ExcludesAt(pos_ + c.bytes)) {
      Emit(QueryLexeme::Kind::kExclude, pos_, pos_ + c.bytes);
      pos_ += c.bytes;
    } else {
      LexWord();
    }
  }

  bool ExcludesAt(std::size_t pos) const {
    const Utf8Char next = At(pos);
    return !EndsAt(next) && !IsMinus(next.code) && next.code != ')';
  }

  void LexOpen() {
    if (open_.size() == SearchLimits::kQueryDepth) {
      error_ =
          Error{.code = ErrorCode::kTooLarge,
                .message = "brackets nest deeper than " + std::to_string(SearchLimits::kQueryDepth),
                .source = "query",
                .offset = pos_,
                .remedy = "use fewer brackets"};
      return;
    }
    open_.push_back(pos_);
    Emit(QueryLexeme::Kind::kOpen, pos_, pos_ + 1);
    ++pos_;
  }

  void LexPhrase(const Utf8Char& mark) {
    const std::size_t offset = pos_;
    const std::size_t begin = pos_ + mark.bytes;
    pos_ = begin;
    bool in_word = false;
    Utf8Char c = At(pos_);
    while (c.bytes != 0 && !IsQuote(c.code)) {
      const bool blank = IsBlank(c.code);
      if (!blank && !in_word) CountWord(pos_);
      in_word = !blank;
      pos_ += c.bytes;
      c = At(pos_);
    }
    lexemes_.push_back({QueryLexeme::Kind::kPhrase, query_.substr(begin, pos_ - begin), offset});
    pos_ += c.bytes;
  }

  void LexWord() {
    const std::size_t begin = pos_;
    CountWord(begin);
    for (Utf8Char c = At(pos_); !EndsAt(c); c = At(pos_)) {
      const std::string_view word = query_.substr(begin, pos_ - begin);
      if (IsQuote(c.code)) {
        const Utf8Char next = At(pos_ + c.bytes);
        const std::size_t end = pos_;
        if (EndsAt(next) || next.code == ')') pos_ += c.bytes;  // Closes nothing: 12" vinyl.
        Emit(QueryLexeme::Kind::kWord, begin, end);
        return;
      }
      if (c.code == '(') {
        const std::optional<std::size_t> inner = InnerBracketEnd(word);
        if (!inner) break;
        pos_ = *inner;
        continue;
      }
      if (c.code == ')') {
        if (!open_.empty()) break;
        if (!MayEndWithStrayBracket(word)) {
          error_ = Error{.code = ErrorCode::kBadQuery,
                         .message = "this closing bracket was never opened",
                         .source = "query",
                         .offset = pos_,
                         .remedy = "remove it, or put the text between quotation marks"};
          return;
        }
      }
      pos_ += c.bytes;
    }
    Emit(QueryLexeme::Kind::kWord, begin, pos_);
  }

  /// For an opening bracket at pos_ inside a word: where the word goes on if the bracket belongs to
  /// it ("includes()", "word(s)", ":("), nothing if it opens a group ("quic(tcp OR udp)").
  std::optional<std::size_t> InnerBracketEnd(std::string_view word) const {
    if (IsCapitalOperator(word)) return std::nullopt;
    if (EndsAt(At(pos_ + 1))) return pos_ + 1;
    std::size_t depth = 0;
    std::size_t pos = pos_;
    for (Utf8Char c = At(pos); !EndsAt(c); c = At(pos)) {
      pos += c.bytes;
      if (c.code == '(') ++depth;
      if (c.code == ')' && --depth == 0) return pos;
    }
    return std::nullopt;
  }

  std::string_view query_;
  std::size_t pos_ = 0;
  std::size_t words_ = 0;
  std::vector<std::size_t> open_;  // Offsets of the brackets not closed yet.
  std::vector<QueryLexeme> lexemes_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<QueryLexeme>> LexQuery(std::string_view query) {
  if (query.size() > SearchLimits::kQueryBytes) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "longer than " + std::to_string(SearchLimits::kQueryBytes) + " bytes",
                 .source = "query",
                 .offset = SearchLimits::kQueryBytes,
                 .remedy = "search for fewer words"};
  }
  return Lexer(query).Run();
}

}  // namespace cuepoint
