#include "query/cursor.h"

#include <bit>
#include <cmath>
#include <tuple>

#include "indexer/schema.h"

namespace cuepoint {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// version, revision, search, position, exact, score, days, document, checksum
constexpr std::size_t kPayloadBytes = 1 + 8 + 8 + 4 + 1 + 8 + 4 + 4;
constexpr std::size_t kChecksumBytes = 10;
constexpr std::size_t kTokenBytes = kPayloadBytes + kChecksumBytes;
static_assert(kTokenBytes % 3 == 0, "base64 without a rest has one spelling");

void AppendNumber(std::uint64_t value, std::size_t bytes, std::string& out) {
  for (std::size_t i = bytes; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

std::uint64_t TakeNumber(std::string_view& bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  bytes.remove_prefix(count);
  return value;
}

std::string Checksum(std::string_view payload) {
  return schema::ContentHash(payload).substr(0, kChecksumBytes);
}

}  // namespace

bool ComesBefore(const HitKey& a, const HitKey& b, Sort sort) {
  switch (sort) {
    case Sort::kRelevance:
      return std::tuple(!a.exact, -a.score, a.document) <
             std::tuple(!b.exact, -b.score, b.document);
    case Sort::kNewest:
      if (a.published_days != b.published_days) return a.published_days > b.published_days;
      break;
    case Sort::kOldest:
      if (a.published_days != b.published_days) return a.published_days < b.published_days;
      break;
  }
  return std::tuple(-a.score, a.document) < std::tuple(-b.score, b.document);
}

std::uint64_t SearchKey(const SearchRequest& request) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    AppendNumber(part.size(), 8, text);
    text += part;
  };
  const auto add_all = [&](const std::vector<std::string>& parts) {
    AppendNumber(parts.size(), 8, text);
    for (const std::string& part : parts) add(part);
  };
  add(request.query);
  add(Name(request.mode));
  add(Name(request.group));
  add(Name(request.sort));
  const SearchFilter& filter = request.filter;
  add_all(filter.shows);
  add_all(filter.persons);
  add_all(filter.tags);
  add(filter.after);
  add(filter.before);
  AppendNumber(filter.years.size(), 8, text);
  for (const int year : filter.years) AppendNumber(static_cast<std::uint64_t>(year), 8, text);
  add(!filter.has_transcript ? "" : *filter.has_transcript ? "true" : "false");
  AppendNumber(std::bit_cast<std::uint64_t>(request.recency_days.value_or(0)), 8, text);
  add(request.synonyms ? "synonyms" : "");
  add(request.correct ? "correct" : "");
  add(request.prefix_last ? "prefix" : "");
  const std::string hash = schema::ContentHash(text);
  std::string_view bytes = hash;
  return TakeNumber(bytes, 8);
}

std::string EncodeCursor(const Cursor& cursor) {
  std::string bytes;
  AppendNumber(kVersion, 1, bytes);
  AppendNumber(cursor.revision, 8, bytes);
  AppendNumber(cursor.search, 8, bytes);
  AppendNumber(cursor.position, 4, bytes);
  AppendNumber(cursor.last.exact ? 1 : 0, 1, bytes);
  AppendNumber(std::bit_cast<std::uint64_t>(cursor.last.score), 8, bytes);
  AppendNumber(std::bit_cast<std::uint32_t>(cursor.last.published_days), 4, bytes);
  AppendNumber(cursor.last.document, 4, bytes);
  bytes += Checksum(bytes);
  std::string token;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::uint64_t group = TakeNumber(rest, 3);
    for (const unsigned shift : {18u, 12u, 6u, 0u}) token += kAlphabet[group >> shift & 63];
  }
  return token;
}

std::optional<Cursor> DecodeCursor(std::string_view token) {
  if (token.size() != kTokenBytes / 3 * 4) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < token.size(); i += 4) {
    std::uint64_t group = 0;
    for (std::size_t j = i; j < i + 4; ++j) {
      const std::size_t digit = kAlphabet.find(token[j]);
      if (digit == std::string_view::npos) return std::nullopt;
      group = group << 6 | digit;
    }
    AppendNumber(group, 3, bytes);
  }
  std::string_view rest(bytes);
  if (Checksum(rest.substr(0, kPayloadBytes)) != rest.substr(kPayloadBytes)) return std::nullopt;
  if (TakeNumber(rest, 1) != kVersion) return std::nullopt;
  Cursor cursor;
  cursor.revision = TakeNumber(rest, 8);
  cursor.search = TakeNumber(rest, 8);
  cursor.position = static_cast<std::uint32_t>(TakeNumber(rest, 4));
  cursor.last.exact = TakeNumber(rest, 1) != 0;
  cursor.last.score = std::bit_cast<double>(TakeNumber(rest, 8));
  cursor.last.published_days =
      std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(TakeNumber(rest, 4)));
  cursor.last.document = static_cast<std::uint32_t>(TakeNumber(rest, 4));
  // A checksum is no secret: whoever makes one up gets a page, but never a deeper one.
  if (!std::isfinite(cursor.last.score) || cursor.position > SearchLimits::kOffset) {
    return std::nullopt;
  }
  return cursor;
}

}  // namespace cuepoint
