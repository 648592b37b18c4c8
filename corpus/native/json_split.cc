#include "corpus/native/json_split.h"

#include <algorithm>
#include <string>

#include "corpus/text.h"

namespace cuepoint {
namespace {

bool IsJsonSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Offset just behind the string that starts at text[at] with a quote; npos when it never ends.
std::size_t SkipString(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size()) {
    if (text[at] == '"') return at + 1;
    at += text[at] == '\\' ? 2 : 1;  // A backslash goes with whatever it escapes.
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t JsonValueLength(std::string_view text) {
  std::size_t depth = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = SkipString(text, at);
        if (at == std::string_view::npos) return at;
        if (depth == 0) return at;
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (depth <= 1) return depth == 0 ? at : at + 1;
        --depth;
        break;
      case ',':
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        if (depth == 0) return at;
        break;
      default:
        break;
    }
    ++at;
  }
  return depth == 0 ? at : std::string_view::npos;
}

JsonSplitter::JsonSplitter(std::string_view document) : document_(document) {
  SkipSpace();
  if (at_ < document_.size() && document_[at_] == '[') {
    is_array_ = true;
    Advance(1);
  }
}

void JsonSplitter::Advance(std::size_t bytes) {
  const auto begin = document_.begin() + static_cast<std::ptrdiff_t>(at_);
  line_ +=
      static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(bytes), '\n'));
  at_ += bytes;
}

void JsonSplitter::SkipSpace() {
  while (at_ < document_.size() && IsJsonSpace(document_[at_])) Advance(1);
}

JsonPiece JsonSplitter::TakeValue() {
  const std::string_view rest = document_.substr(at_);
  std::size_t length = std::min(JsonValueLength(rest), rest.size());
  // A stray "}" or "," is a value of one byte to the parser, which will say that it is none.
  length = std::max<std::size_t>(length, 1);
  const JsonPiece piece{.text = rest.substr(0, length), .line = line_, .offset = at_};
  Advance(length);
  return piece;
}

Error JsonSplitter::Unexpected(std::string_view expected) {
  return Error{.code = ErrorCode::kParse,
               .message = "not valid JSON at byte " + std::to_string(at_) + ": expected " +
                          std::string(expected),
               .offset = at_,
               .line = line_};
}

Result<std::optional<JsonPiece>> JsonSplitter::Next() {
  SkipSpace();
  if (!is_array_ || closed_) {
    if (at_ == document_.size()) return std::optional<JsonPiece>();
    if (!closed_) return std::optional<JsonPiece>(TakeValue());
    Error error = Unexpected("nothing after the end of the array");
    Advance(document_.size() - at_);
    return error;
  }
  if (at_ == document_.size()) {
    closed_ = true;
    return Unexpected("\"]\" at the end of the array");
  }
  if (document_[at_] == ']') {
    const bool dangling = after_comma_;
    Error error = Unexpected("an episode after the comma");
    Advance(1);
    closed_ = true;
    if (dangling) return error;
    return Next();
  }
  if (needs_comma_) {
    needs_comma_ = false;
    if (document_[at_] != ',') return Unexpected("a comma between two episodes");
    Advance(1);
    after_comma_ = true;
    return Next();
  }
  after_comma_ = false;
  needs_comma_ = true;
  return std::optional<JsonPiece>(TakeValue());
}

}  // namespace cuepoint
