#include "corpus/native/json_writer.h"

#include <charconv>
#include <cmath>
#include <cstring>

#include "corpus/text.h"

namespace cuepoint {
namespace {

/// Room for any number: 17 digits, sign, point and exponent.
constexpr std::size_t kNumberBytes = 32;

/// Whether all of eight bytes are printable ASCII other than the quotation mark and the backslash.
/// A byte's high bit is set in `suspect` where it is not, by the carries of subtraction (see
/// Warren, "Hacker's Delight", chapter 6); a false alarm beside a true one does no harm.
bool ArePlain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  constexpr std::uint64_t kHighs = kOnes * 0x80;
  const auto has_zero = [](std::uint64_t w) { return (w - kOnes) & ~w; };
  const std::uint64_t suspect = word | (word - kOnes * 0x20) | has_zero(word ^ (kOnes * '"')) |
                                has_zero(word ^ (kOnes * '\\'));
  return (suspect & kHighs) == 0;
}

bool IsPlain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
         c != '"' && c != '\\';
}

}  // namespace

void JsonWriter::Key(std::string_view name) {
  // At once: a look at the string's room for each of the marks would cost more than the marks.
  const std::size_t comma = needs_comma_ ? 1 : 0;
  const std::size_t begin = text_.size();
  text_.resize(begin + comma + name.size() + 3);
  char* out = text_.data() + begin;
  if (comma != 0) *out++ = ',';
  *out++ = '"';
  std::memcpy(out, name.data(), name.size());
  out += name.size();
  *out++ = '"';
  *out = ':';
  needs_comma_ = false;
}

void JsonWriter::String(std::string_view value) {
  Separate();
  text_ += '"';
  AppendEscaped(value);
  text_ += '"';
}

void JsonWriter::AppendEscaped(std::string_view value) {
  std::size_t done = 0;
  std::size_t pos = 0;
  while (true) {
    while (pos + 8 <= value.size() && ArePlain(value.data() + pos)) pos += 8;
    while (pos < value.size() && IsPlain(value[pos])) ++pos;
    if (pos < value.size()) {
      const std::size_t bytes = Utf8SequenceLength(value.substr(pos));
      if (bytes > 1) {
        pos += bytes;
        continue;
      }
    }
    text_.append(value, done, pos - done);
    if (pos == value.size()) return;
    const char c = value[pos];
    done = ++pos;
    switch (c) {
      case '"':
        text_ += "\\\"";
        break;
      case '\\':
        text_ += "\\\\";
        break;
      case '\n':
        text_ += "\\n";
        break;
      case '\r':
        text_ += "\\r";
        break;
      case '\t':
        text_ += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x80) {
          text_ += "\uFFFD";
        } else {
          constexpr char kHex[] = "0123456789abcdef";
          text_ += "\\u00";
          text_ += kHex[c >> 4];
          text_ += kHex[c & 0xF];
        }
    }
  }
}

void JsonWriter::Integer(std::int64_t value) {
  char digits[kNumberBytes];
  Value({digits, std::to_chars(digits, digits + kNumberBytes, value).ptr});
}

void JsonWriter::Unsigned(std::uint64_t value) {
  char digits[kNumberBytes];
  Value({digits, std::to_chars(digits, digits + kNumberBytes, value).ptr});
}

void JsonWriter::Number(double value) {
  if (!std::isfinite(value)) return Null();
  char digits[kNumberBytes];
  Value({digits, std::to_chars(digits, digits + kNumberBytes, value).ptr});
}

void JsonWriter::Rounded(double value, int significant_digits) {
  if (!std::isfinite(value)) return Null();
  char digits[kNumberBytes];
  Value({digits, std::to_chars(digits, digits + kNumberBytes, value, std::chars_format::general,
                               significant_digits)
                     .ptr});
}

}  // namespace cuepoint
