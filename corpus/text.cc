#include "corpus/text.h"

#include <cstring>

namespace cuepoint {
namespace {

constexpr std::size_t kMaxSlugBytes = 80;  // Leaves an id room within Xapian's 245-byte terms.

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// `slug`, cut to the limit, with a hash of the name that it stands for.
std::string WithHash(std::string_view slug, std::string_view name) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::uint64_t hash = Fnv1a64(name);
  std::string marked(TruncateUtf8(slug, kMaxSlugBytes));
  if (!marked.empty()) marked += '-';
  for (int shift = 28; shift >= 0; shift -= 4) marked += kHex[(hash >> shift) & 0xF];
  return marked;
}

std::string SlugWithoutLimit(std::string_view text) {
  std::string slug;
  bool gap = false;
  for (const char c : text) {
    const bool keep = IsAlnum(c) || c == '.' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    if (!keep) {
      gap = true;
      continue;
    }
    if (gap && !slug.empty()) slug += '-';
    gap = false;
    slug += ToLower(c);
  }
  return slug;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string ToLowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

bool StartsWithNoCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsNoCase(text.substr(0, prefix.size()), prefix);
}

bool EqualsNoCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (ToLower(a[i]) != ToLower(b[i])) return false;
  }
  return true;
}

std::size_t Utf8SequenceLength(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  unsigned char low = 0x80;  // Bounds of the second byte, which rule out overlong and surrogates.
  unsigned char high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (text.size() < length) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!IsContinuation(text[i])) return 0;
  }
  return length;
}

std::size_t FindInvalidUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // Most text is ASCII: eight bytes of it are recognised at once.
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof(word)) {
      std::memcpy(&word, text.data() + i, sizeof(word));
      if ((word & 0x8080808080808080u) == 0) {
        i += sizeof(word);
        continue;
      }
    }
    const std::size_t length = Utf8SequenceLength(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  while (!text.empty()) {
    const std::size_t invalid = FindInvalidUtf8(text);
    repaired += text.substr(0, invalid);
    if (invalid == std::string_view::npos) break;
    repaired += "\xEF\xBF\xBD";
    text.remove_prefix(invalid + 1);
  }
  return repaired;
}

std::string_view HtmlEntity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const std::string_view entity = HtmlEntity(c);
    if (entity.empty()) {
      escaped += c;
    } else {
      escaped += entity;
    }
  }
  return escaped;
}

std::string_view TruncateUtf8(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return text;
  while (limit_bytes > 0 && IsContinuation(text[limit_bytes])) --limit_bytes;
  return text.substr(0, limit_bytes);
}

std::uint64_t Fnv1a64(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211u;
  }
  return hash;
}

std::string Slug(std::string_view text) {
  std::string slug = SlugWithoutLimit(text);
  if (slug.size() <= kMaxSlugBytes) return slug;
  return WithHash(slug, text);
}

std::string DistinctSlug(std::string_view text) {
  std::string slug = SlugWithoutLimit(text);
  if (slug == text && slug.size() <= kMaxSlugBytes) return slug;
  return WithHash(slug, text);
}

}  // namespace cuepoint
