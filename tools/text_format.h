// Numbers as people read them. Times of day within an episode: FormatTime in corpus/timestamp.h.
#ifndef CUEPOINT_TOOLS_TEXT_FORMAT_H_
#define CUEPOINT_TOOLS_TEXT_FORMAT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// A length rounded to minutes: "48 s", "12 min", "1 h 26 min".
std::string FormatDuration(double seconds);

/// With commas between thousands: "12,345".
std::string FormatCount(std::size_t count);

/// A count and its noun: "1 episode", "2,000 episodes". `plural` defaults to `singular` + "s".
std::string FormatCount(std::size_t count, std::string_view singular, std::string_view plural = {});

/// Decimal units (SI): "812 B", "1.2 MB".
std::string FormatBytes(double bytes);

/// With `digits` decimals, whatever the locale: "0.41".
std::string FormatFixed(double value, int digits);

/// Milliseconds with two significant digits or more: "0.41 ms", "12 ms", "3.2 s".
std::string FormatMilliseconds(double milliseconds);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_TEXT_FORMAT_H_
