#include "tools/text_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "corpus/timestamp.h"

namespace cuepoint {

std::string FormatDuration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "0 s";
  if (seconds < 59.5) return std::to_string(std::lround(seconds)) + " s";
  const long minutes = std::lround(std::fmin(seconds, kTimeLimit_s) / 60);
  if (minutes < 60) return std::to_string(minutes) + " min";
  std::string text = std::to_string(minutes / 60) + " h";
  if (minutes % 60 != 0) text += " " + std::to_string(minutes % 60) + " min";
  return text;
}

std::string FormatCount(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string FormatCount(std::size_t count, std::string_view singular, std::string_view plural) {
  std::string text = FormatCount(count);
  text.append(" ");
  if (count == 1) return text.append(singular);
  if (plural.empty()) return text.append(singular).append("s");
  return text.append(plural);
}

std::string FormatBytes(double bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 999.5 && unit + 1 < kUnits.size()) {
    bytes /= 1000;
    ++unit;
  }
  std::string text = FormatFixed(bytes, unit > 0 && bytes < 99.95 ? 1 : 0);
  return text.append(" ").append(kUnits[unit]);
}

std::string FormatFixed(double value, int digits) {
  std::array<char, 400> buffer{};  // Holds the 309 digits of the largest double.
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::fixed, digits);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string("?");
}

std::string FormatMilliseconds(double milliseconds) {
  if (milliseconds >= 9'950) return FormatFixed(milliseconds / 1000, 0) + " s";
  if (milliseconds >= 999.5) return FormatFixed(milliseconds / 1000, 1) + " s";
  return FormatFixed(milliseconds, milliseconds < 0.995 ? 2 : milliseconds < 9.95 ? 1 : 0) + " ms";
}

}  // namespace cuepoint
