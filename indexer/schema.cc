#include "indexer/schema.h"

#include <xxhash.h>

namespace cuepoint::schema {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

std::string Hex(std::string_view bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kHexDigits[byte >> 4];
    hex += kHexDigits[byte & 15];
  }
  return hex;
}

}  // namespace

std::string Term(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  // A zero byte is stored as two, so it counts twice against Xapian's limit.
  std::size_t bytes = prefix.size() + text.size();
  for (const char c : text) bytes += c == '\0';
  if (bytes <= kMaxTermBytes) return term.append(text);
  constexpr std::size_t kHashHexBytes = 32;
  const std::size_t keep = (kMaxTermBytes - prefix.size() - kHashHexBytes) / 2;
  return term.append(text.substr(0, keep)).append(Hex(ContentHash(text)));
}

std::string ContentHash(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest);
}

}  // namespace cuepoint::schema
