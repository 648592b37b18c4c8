#include "corpus/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxFractionDigits = 9;

// Digits at the front of `text`, consumed; nullopt unless there are between `min` and `max` of
// them.
std::optional<std::int64_t> TakeDigits(std::string_view& text, std::size_t min, std::size_t max) {
  std::size_t length = 0;
  std::int64_t value = 0;
  while (length < text.size() && IsDigit(text[length])) {
    if (length == max) return std::nullopt;
    value = value * 10 + (text[length] - '0');
    ++length;
  }
  if (length < min) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// An optional fraction at the front, consumed: ".5", ",500". A separator without digits is no time.
std::optional<double> TakeFraction(std::string_view& text) {
  if (!TakeChar(text, '.') && !TakeChar(text, ',')) return 0.0;
  std::string digits = "0.";
  while (!text.empty() && IsDigit(text.front())) {
    if (digits.size() - 2 == kMaxFractionDigits) return std::nullopt;
    digits += text.front();
    text.remove_prefix(1);
  }
  if (digits.size() == 2) return std::nullopt;
  double fraction = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), fraction);
  return fraction;
}

std::optional<double> BelowLimit(double seconds) {
  if (!(seconds < kTimeLimit_s)) return std::nullopt;
  return seconds;
}

std::optional<double> ParseBareSeconds(std::string_view text) {
  text = Trim(text);
  const auto seconds = TakeDigits(text, 1, 7);
  if (!seconds) return std::nullopt;
  const auto fraction = TakeFraction(text);
  if (!fraction || !text.empty()) return std::nullopt;
  return BelowLimit(static_cast<double>(*seconds) + *fraction);
}

struct Unit {
  std::string_view name;
  double seconds;
};

// Longer names first, so that "min" is not taken for "m".
constexpr std::array<Unit, 15> kUnits = {{{"seconds", 1},
                                          {"second", 1},
                                          {"minutes", 60},
                                          {"minute", 60},
                                          {"hours", 3600},
                                          {"hour", 3600},
                                          {"secs", 1},
                                          {"sec", 1},
                                          {"mins", 60},
                                          {"min", 60},
                                          {"hrs", 3600},
                                          {"hr", 3600},
                                          {"h", 3600},
                                          {"m", 60},
                                          {"s", 1}}};

const Unit* TakeUnit(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && IsAlpha(text[length])) ++length;
  for (const Unit& unit : kUnits) {
    // "1h26m" runs on into a digit, never into a letter: only a whole word is a unit.
    if (length == unit.name.size() && StartsWithNoCase(text, unit.name)) {
      text.remove_prefix(length);
      return &unit;
    }
  }
  return nullptr;
}

void SkipBetweenParts(std::string_view& text) {
  text = Trim(text);
  if (TakeChar(text, '.') || TakeChar(text, ',')) text = Trim(text);
  if (StartsWithNoCase(text, "and ")) text = Trim(text.substr(4));
}

std::optional<double> ParseUnits(std::string_view text) {
  double total = 0;
  double last_unit_s = kTimeLimit_s;
  do {
    const auto whole = TakeDigits(text, 1, 7);
    if (!whole) return std::nullopt;
    const auto fraction = TakeFraction(text);
    if (!fraction) return std::nullopt;
    text = Trim(text);
    const Unit* unit = TakeUnit(text);
    // Each unit once, from the largest down.
    if (unit == nullptr || unit->seconds >= last_unit_s) return std::nullopt;
    last_unit_s = unit->seconds;
    total += (static_cast<double>(*whole) + *fraction) * unit->seconds;
    SkipBetweenParts(text);
  } while (!text.empty());
  return BelowLimit(total);
}

}  // namespace

std::optional<double> ParseTimestamp(std::string_view text) {
  text = Trim(text);
  const auto first = TakeDigits(text, 1, 3);
  if (!first || !TakeChar(text, ':')) return std::nullopt;
  const auto second = TakeDigits(text, 2, 2);
  if (!second || *second > 59) return std::nullopt;
  std::int64_t seconds = *first * 60 + *second;
  if (TakeChar(text, ':')) {
    const auto third = TakeDigits(text, 2, 2);
    if (!third || *third > 59) return std::nullopt;
    seconds = seconds * 60 + *third;
  }
  const auto fraction = TakeFraction(text);
  if (!fraction || !text.empty()) return std::nullopt;
  return BelowLimit(static_cast<double>(seconds) + *fraction);
}

std::optional<double> ParsePlayTime(std::string_view text) {
  if (const auto seconds = ParseTimestamp(text)) return seconds;
  return ParseBareSeconds(text);
}

std::optional<double> ParseDuration(std::string_view text) {
  text = Trim(text);
  if (text.size() > 64) return std::nullopt;  // The longest spelling above is about half of this.
  if (const auto seconds = ParsePlayTime(text)) return seconds;
  if (StartsWithNoCase(text, "PT")) text.remove_prefix(2);
  return ParseUnits(text);
}

std::string FormatTime(double seconds) {
  if (!(seconds > 0)) seconds = 0;  // Also for a value that is not a number.
  const auto whole = static_cast<std::int64_t>(std::floor(std::min(seconds, kTimeLimit_s)));
  const std::int64_t hours = whole / 3600;
  const std::int64_t minutes = whole / 60 % 60;
  const auto two_digits = [](std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  std::string text =
      hours > 0 ? std::to_string(hours) + ":" + two_digits(minutes) : std::to_string(minutes);
  return text + ":" + two_digits(whole % 60);
}

}  // namespace cuepoint
