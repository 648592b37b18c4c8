#include "query/query_lexer.h"

#include <algorithm>
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
  Lexer(std::string_view query, QueryNotes* notes) : query_(query), notes_(notes) {}

  Result<std::vector<QueryLexeme>> Run() {
    while (!error_ && pos_ < query_.size()) Next();
    for (; !open_.empty(); open_.pop_back()) {
      AddNote(notes_, {.code = "unbalanced",
                       .message = "this opening bracket is never closed, so it ends with the query",
                       .offset = open_.back()});
      Emit(QueryLexeme::Kind::kClose, query_.size(), query_.size());
    }
    if (error_) return *std::move(error_);
    return std::move(lexemes_);
  }

 private:
  Utf8Char At(std::size_t pos) const { return Utf8CharAt(query_, pos); }

  bool EndsAt(const Utf8Char& c) const { return c.bytes == 0 || IsBlank(c.code); }

  void Emit(QueryLexeme::Kind kind, std::size_t begin, std::size_t end) {
    lexemes_.push_back({.kind = kind, .text = query_.substr(begin, end - begin), .offset = begin});
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
    } else if (c.code == '+' && RequiresAt(pos_ + 1)) {
      Emit(QueryLexeme::Kind::kRequire, pos_, pos_ + 1);
      ++pos_;
    } else if (!LexField()) {
      LexWord(false);
    }
  }

  bool RequiresAt(std::size_t pos) const {
    const Utf8Char next = At(pos);
    if (EndsAt(next)) return false;
    return next.code >= 0x80 || IsQuote(next.code) || next.code == '(' ||
           IsAlpha(static_cast<char>(next.code));
  }

  /// A field and its value at pos_, if there is one.
  bool LexField() {
    std::size_t colon = pos_;
    while (colon < query_.size() && IsAlpha(query_[colon])) ++colon;
    if (colon == query_.size() || query_[colon] != ':') return false;
    const std::string_view name = query_.substr(pos_, colon - pos_);
    const std::optional<QueryField> field = ParseQueryField(name);
    const Utf8Char first = At(colon + 1);
    if (!field || EndsAt(first) || first.code == ')') return false;
    QueryLexeme lexeme{.kind = QueryLexeme::Kind::kField, .text = name, .offset = pos_};
    lexeme.field = *field;
    if (!IsRange(*field)) {
      lexemes_.push_back(lexeme);
      pos_ = colon + 1;
      if (IsQuote(first.code)) {
        LexPhrase(first);
      } else if (first.code == '(') {
        LexOpen();
      } else {
        LexWord(true);
      }
      return true;
    }
    const bool quoted = IsQuote(first.code);
    const std::size_t begin = colon + 1 + (quoted ? first.bytes : 0);
    std::size_t end = begin;
    Utf8Char c = At(end);
    while (c.bytes != 0 &&
           (quoted ? !IsQuote(c.code)
                   : !IsBlank(c.code) && !IsQuote(c.code) && (c.code != ')' || open_.empty()))) {
      end += c.bytes;
      c = At(end);
    }
    const std::string_view value = query_.substr(begin, end - begin);
    const std::optional<QueryRange> range = ParseQueryRange(*field, value);
    if (!range) {
      AddNote(notes_, {.code = "bad_value",
                       .message = std::string(Name(*field)) + ": takes " +
                                  (IsDate(*field) ? "a date such as 2025, 2025-06 or 2025-06-01"
                                                  : "a length such as 45m or 1h30m") +
                                  "; searched as plain words",
                       .offset = pos_});
      return false;
    }
    lexeme.range = *range;
    lexemes_.push_back(lexeme);
    CountWord(begin);
    lexemes_.push_back(
        {.kind = QueryLexeme::Kind::kWord, .text = value, .offset = begin, .is_value = true});
    pos_ = quoted ? end + c.bytes : end;
    return true;
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
    lexemes_.push_back({.kind = QueryLexeme::Kind::kPhrase,
                        .text = query_.substr(begin, pos_ - begin),
                        .offset = offset});
    pos_ += c.bytes;
    if (c.bytes != 0) LexNear(lexemes_.back());
  }

  /// "~" and digits after a phrase.
  void LexNear(QueryLexeme& phrase) {
    if (pos_ + 1 >= query_.size() || query_[pos_] != '~' || !IsDigit(query_[pos_ + 1])) return;
    const std::size_t offset = pos_;
    std::size_t others = 0;
    for (++pos_; pos_ < query_.size() && IsDigit(query_[pos_]); ++pos_) {
      others = std::min(others * 10 + static_cast<std::size_t>(query_[pos_] - '0'),
                        SearchLimits::kNearOthers + 1);
    }
    if (others > SearchLimits::kNearOthers) {
      others = SearchLimits::kNearOthers;
      AddNote(notes_, {.code = "shortened",
                       .message = "words are near within " + std::to_string(others) +
                                  " others at most; read as ~" + std::to_string(others),
                       .offset = offset});
    }
    phrase.near = others;
  }

  void EmitWord(std::size_t begin, std::size_t end, bool is_value) {
    if (begin == end) return;
    Emit(QueryLexeme::Kind::kWord, begin, end);
    lexemes_.back().is_value = is_value;
  }

  void LexWord(bool is_value) {
    const std::size_t begin = pos_;
    CountWord(begin);
    for (Utf8Char c = At(pos_); !EndsAt(c); c = At(pos_)) {
      const std::string_view word = query_.substr(begin, pos_ - begin);
      if (IsQuote(c.code)) {
        const Utf8Char next = At(pos_ + c.bytes);
        const std::size_t end = pos_;
        if (EndsAt(next) || next.code == ')') pos_ += c.bytes;  // Closes nothing: 12" vinyl.
        EmitWord(begin, end, is_value);
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
          AddNote(notes_, {.code = "unbalanced",
                           .message = "this closing bracket was never opened, so it is left out",
                           .offset = pos_});
          EmitWord(begin, pos_, is_value);
          ++pos_;
          return;
        }
      }
      pos_ += c.bytes;
    }
    EmitWord(begin, pos_, is_value);
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
  QueryNotes* notes_;
  std::size_t pos_ = 0;
  std::size_t words_ = 0;
  std::vector<std::size_t> open_;  // Offsets of the brackets not closed yet.
  std::vector<QueryLexeme> lexemes_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<QueryLexeme>> LexQuery(std::string_view query, QueryNotes* notes) {
  if (query.size() > SearchLimits::kQueryBytes) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "longer than " + std::to_string(SearchLimits::kQueryBytes) + " bytes",
                 .source = "query",
                 .offset = SearchLimits::kQueryBytes,
                 .remedy = "search for fewer words"};
  }
  return Lexer(query, notes).Run();
}

}  // namespace cuepoint
