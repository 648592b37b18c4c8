#include "corpus/notes/notes_time_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

int Value(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Length of a colon, also the full-width one of Chinese and Japanese.
std::size_t ColonLength(std::string_view text) {
  if (text.starts_with(':')) return 1;
  return text.starts_with("\xEF\xBC\x9A") ? 3 : 0;
}

// "1h02m03s", "1h02m", "12m30s": two units at least, so that "5m" is left alone.
std::optional<TimeText> ReadUnits(std::string_view text) {
  constexpr std::array<std::pair<char, int>, 3> kUnits = {{{'h', 3600}, {'m', 60}, {'s', 1}}};
  TimeText time;
  std::size_t unit = 0;
  std::size_t units = 0;
  while (unit < kUnits.size()) {
    const std::size_t digits = LeadingDigits(text.substr(time.length));
    if (digits == 0 || digits > 3 || time.length + digits >= text.size()) break;
    const char letter = ToLower(text[time.length + digits]);
    while (unit < kUnits.size() && kUnits[unit].first != letter) ++unit;
    if (unit == kUnits.size()) break;
    time.start_s += Value(text.substr(time.length, digits)) * kUnits[unit].second;
    time.length += digits + 1;
    ++unit;
    ++units;
  }
  if (units < 2 || (time.length < text.size() && IsAlnum(text[time.length]))) return std::nullopt;
  return time;
}

}  // namespace

std::size_t LeadingDigits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

std::optional<TimeText> ReadTime(std::string_view text) {
  const std::size_t front = LeadingDigits(text);
  if (front == 0 || front > 3) return std::nullopt;
  std::size_t at = front + ColonLength(text.substr(front));
  if (at == front) return ReadUnits(text);
  if (front == 3 && text[0] == '0') return std::nullopt;
  if (LeadingDigits(text.substr(at)) != 2) return std::nullopt;
  const int first = Value(text.substr(0, front));
  const int second = Value(text.substr(at, 2));
  if (second > 59) return std::nullopt;
  at += 2;
  TimeText time;
  time.start_s = first * 60.0 + second;
  time.groups = 2;
  std::size_t colon = ColonLength(text.substr(at));
  const std::size_t third = colon == 0 ? 0 : LeadingDigits(text.substr(at + colon));
  if (third == 2) {
    const int seconds = Value(text.substr(at + colon, 2));
    if (seconds > 59) return std::nullopt;
    time.start_s = time.start_s * 60 + seconds;
    time.groups = 3;
    at += colon + 2;
    colon = ColonLength(text.substr(at));
    if (colon > 0 && LeadingDigits(text.substr(at + colon)) > 0) return std::nullopt;
  } else if (third > 0) {
    return std::nullopt;
  }
  if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',')) {
    const std::size_t digits = LeadingDigits(text.substr(at + 1));
    // "05:12.5" and "05:12,500" are times; "05:12.2024" and "3:16,17" something else.
    if (digits > 3 || (text[at] == ',' && digits > 0 && digits < 3)) return std::nullopt;
    double scale = 1;
    for (std::size_t i = 0; i < digits; ++i) scale *= 10;
    if (digits > 0) {
      time.start_s += Value(text.substr(at + 1, digits)) / scale;
      at += 1 + digits;
    }
  }
  if (time.start_s >= kTimeLimit_s) return std::nullopt;
  time.length = at;
  return time;
}

std::optional<TrailingTime> ReadTrailingTime(std::string_view text) {
  std::size_t begin = text.size();
  const std::size_t stop = text.size() - std::min(text.size(), kMaxTimeBytes);
  while (begin > stop && (IsDigit(text[begin - 1]) || text[begin - 1] == ':' ||
                          text[begin - 1] == '.' || text[begin - 1] == ',')) {
    --begin;
  }
  const auto time = ReadTime(text.substr(begin));
  if (!time || begin + time->length != text.size()) return std::nullopt;
  return TrailingTime{begin, *time};
}

std::optional<double> TimeInUrl(std::string_view url) {
  for (std::size_t at = url.find("t="); at != std::string_view::npos; at = url.find("t=", at + 1)) {
    std::size_t name = at;
    if (name >= 4 && url.substr(name - 4, 4) == "star") name -= 4;
    if (name == 0 || std::string_view("#?&;").find(url[name - 1]) == std::string_view::npos) {
      continue;
    }
    std::string_view value = url.substr(at + 2);
    if (value.starts_with("npt:")) value.remove_prefix(4);
    value = value.substr(0, value.find_first_of("&#,;"));
    if (value.size() > 2 * kMaxTimeBytes) continue;
    std::string decoded;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const bool colon = value[i] == '%' && EqualsNoCase(value.substr(i, 3), "%3a");
      decoded += colon ? ':' : value[i];
      if (colon) i += 2;
    }
    if (!decoded.starts_with("P") && !decoded.starts_with("p")) {
      if (const auto start_s = ParseDuration(decoded)) return start_s;
    }
  }
  return std::nullopt;
}

}  // namespace cuepoint
