// Small text tools of the readers: ASCII classes, trimming, UTF-8 repair and slugs. Locale never
// plays a part, and every function is pure and thread-safe.
#ifndef CUEPOINT_CORPUS_TEXT_H_
#define CUEPOINT_CORPUS_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cuepoint {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsAlpha(char c) { return IsUpper(c) || IsLower(c); }
constexpr bool IsAlnum(char c) { return IsAlpha(c) || IsDigit(c); }
constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// `text` without ASCII white space at either end.
std::string_view Trim(std::string_view text);

/// ASCII letters in lower case, all other bytes untouched.
std::string ToLowerAscii(std::string_view text);

/// Whether `text` starts with `prefix`, ASCII case aside.
bool StartsWithNoCase(std::string_view text, std::string_view prefix);

/// Whether the two are equal, ASCII case aside.
bool EqualsNoCase(std::string_view a, std::string_view b);

/// Length in bytes of the well-formed UTF-8 sequence at the start of `text` (RFC 3629: no overlong
/// forms, surrogates or values above U+10FFFF); 0 when there is none.
std::size_t Utf8SequenceLength(std::string_view text);

/// Offset of the first byte that is not well-formed UTF-8; npos when there is none.
std::size_t FindInvalidUtf8(std::string_view text);

/// `text` with every ill-formed byte replaced by U+FFFD.
std::string RepairUtf8(std::string_view text);

/// `text` with &, <, >, " and ' as entities, all other bytes untouched.
std::string EscapeHtml(std::string_view text);

/// The entity for a character that HTML gives a meaning; empty for any other.
std::string_view HtmlEntity(char c);

/// At most `limit_bytes` of `text`, cut at a character boundary.
std::string_view TruncateUtf8(std::string_view text, std::size_t limit_bytes);

/// 64-bit FNV-1a (Fowler, Noll and Vo's parameters). For names that must stay the same from run to
/// run, never for security.
std::uint64_t Fnv1a64(std::string_view text);

/// A name for use in an id: ASCII letters in lower case, digits, "._" and non-ASCII characters
/// kept, runs of anything else one "-", none at either end. Long names are cut and marked with a
/// hash.
std::string Slug(std::string_view text);

/// Slug(text), followed by a hash of `text` unless the slug keeps it unchanged, so that different
/// names give different slugs.
std::string DistinctSlug(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TEXT_H_
