// Writing JSON as it is produced, without a tree in between. Building and dumping a tree with
// nlohmann_json takes 170 µs for ten hits, as long as a search; this takes 12 to 20.
//
//   JsonWriter json;
//   json.BeginObject();
//   json.Key("total");
//   json.Integer(3);
//   json.EndObject();
//   std::string text = std::move(json).Take();
#ifndef CUEPOINT_CORPUS_NATIVE_JSON_WRITER_H_
#define CUEPOINT_CORPUS_NATIVE_JSON_WRITER_H_

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cuepoint {

/// Appends JSON (RFC 8259) without white space to a string. Whoever calls it keeps objects and
/// arrays balanced and alternates keys and values; nothing else can go wrong. Not thread-safe.
class JsonWriter {
 public:
  void Reserve(std::size_t bytes) { text_.reserve(bytes); }

  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }

  /// A member's name, which needs no escaping.
  void Key(std::string_view name);

  /// Any bytes: ill-formed UTF-8 becomes U+FFFD, one for each byte.
  void String(std::string_view value);
  void Integer(std::int64_t value);
  void Unsigned(std::uint64_t value);
  /// The shortest digits that read back as the same number, 582 for 582.0; null unless finite.
  void Number(double value);
  /// At most that many significant digits; null unless finite.
  void Rounded(double value, int significant_digits);
  /// A member of an object: its name, which needs no escaping, and any bytes.
  void Text(std::string_view name, std::string_view value) {
    Key(name);
    String(value);
  }
  /// The same, or nothing for an empty value.
  void TextIfAny(std::string_view name, std::string_view value) {
    if (!value.empty()) Text(name, value);
  }
  void Null() { Value("null"); }
  void Bool(bool value) { Value(value ? "true" : "false"); }

  /// What was written; everything is closed.
  std::string Take() && {
    assert(depth_ == 0);
    return std::move(text_);
  }

 private:
  void Separate() {
    if (needs_comma_) text_ += ',';
    needs_comma_ = true;
  }
  void Begin(char bracket) {
    Separate();
    text_ += bracket;
    needs_comma_ = false;
    ++depth_;
  }
  void End(char bracket) {
    text_ += bracket;
    needs_comma_ = true;
    --depth_;
  }
  void Value(std::string_view literal) {
    Separate();
    text_ += literal;
  }
  void AppendEscaped(std::string_view value);

  std::string text_;
  bool needs_comma_ = false;
  int depth_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_JSON_WRITER_H_
