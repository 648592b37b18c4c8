// Reading UTF-8 one character at a time, any bytes accepted.
#ifndef CUEPOINT_QUERY_UTF8_CHAR_H_
#define CUEPOINT_QUERY_UTF8_CHAR_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace cuepoint {

/// One character; `code` is negative where the bytes are not UTF-8 and at the end of the text.
struct Utf8Char {
  UChar32 code = -1;
  std::size_t bytes = 0;  ///< 0 only at the end of the text.
};

/// The character of `text` at byte `pos`. Thread-safe.
inline Utf8Char Utf8CharAt(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return {};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data() + pos);
  if (*bytes < 0x80) return {*bytes, 1};
  // No character is longer than four bytes, so ICU's 32-bit offsets are always enough.
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - pos, 4));
  std::int32_t next = 0;
  UChar32 code = -1;
  U8_NEXT(bytes, next, size, code);
  return {code, static_cast<std::size_t>(next)};
}

/// White space of Unicode and control characters, which separate words like it.
inline bool IsBlank(UChar32 code) {
  if (code < 0) return false;
  if (code < 0x80) return code <= 0x20 || code == 0x7F;
  return code < 0xA0 || u_isUWhiteSpace(code);
}

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_UTF8_CHAR_H_
