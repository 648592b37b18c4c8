#include "indexer/schema.h"

#include <array>

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

std::string EncodeNumbers(std::span<const std::uint32_t> numbers) {
  std::string value;
  value.reserve(numbers.size() * 4);
  for (const std::uint32_t number : numbers) {
    for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(number >> shift & 0xFF);
  }
  return value;
}

std::vector<std::uint32_t> DecodeNumbers(std::string_view value) {
  std::vector<std::uint32_t> numbers(value.size() / 4);
  for (std::size_t i = 0; i < numbers.size() * 4; ++i) {
    numbers[i / 4] = numbers[i / 4] << 8 | static_cast<unsigned char>(value[i]);
  }
  return numbers;
}

std::string EncodePassageRange(PassageRange range) {
  return EncodeNumbers(std::array{range.first, range.count});
}

PassageRange DecodePassageRange(std::string_view value) {
  const std::vector<std::uint32_t> numbers = DecodeNumbers(value);
  if (numbers.size() != 2) return {};
  return {.first = numbers[0], .count = numbers[1]};
}

std::string ContentHash(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest);
}

}  // namespace cuepoint::schema
