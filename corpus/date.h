// Calendar dates as shows publish them, to ISO 8601 and to day numbers for sorting and filters.
//
//   ParseDate("Dec 16, 2025")   "2025-12-16"      DaysSinceEpoch("1970-01-02")  1
//   ParseDate("2 January 2024") "2024-01-02"      DaysSinceEpoch("2025")        that of 2025-01-01
//
// The calendar is the proleptic Gregorian one, years 0001 to 9999. Pure and thread-safe.
#ifndef CUEPOINT_CORPUS_DATE_H_
#define CUEPOINT_CORPUS_DATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// A written date to "YYYY-MM-DD": ISO 8601 (with or without a time, which is dropped), or English
/// day, month name and year in either order, with or without a weekday, comma or ordinal ("Tuesday,
/// December 9th, 2025", "9 Dec 2025", "Tue, 09 Dec 2025 08:00:00 GMT"). Nullopt for anything else,
/// a date that is not in the calendar, or a purely numeric one whose order is a matter of country.
std::optional<std::string> ParseDate(std::string_view text);

/// Whether `text` is what Episode::published may hold: "2025", "2025-06", "2025-12-09", or that
/// with a time, "2025-12-09T08:00:00Z" (a space for "T", no seconds, a fraction, an offset or no
/// zone are accepted), with every part in range.
bool IsIsoDate(std::string_view text);

/// Days from 1970-01-01 to the date, negative before it. A year or month stands for its first day;
/// a time of day is ignored, not converted to another zone. Nullopt unless IsIsoDate(iso).
std::optional<std::int32_t> DaysSinceEpoch(std::string_view iso);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_DATE_H_
