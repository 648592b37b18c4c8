// Dates with their time of day, in the many spellings that feeds and front matter have, to the ISO
// 8601 of Episode::published.
//
//   ParseDateTime("Tue, 09 Dec 2025 08:00:00 GMT")   "2025-12-09T08:00:00Z"
//   ParseDateTime("9 Dec 25 08:00 EST")              "2025-12-09T08:00:00-05:00"
//   ParseDateTime("Dec 9, 2025")                     "2025-12-09"
#ifndef CUEPOINT_CORPUS_DATE_TIME_H_
#define CUEPOINT_CORPUS_DATE_TIME_H_

#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// A date, with its time of day where there is one that makes sense, to ISO 8601. Reads RFC 822
/// (years of two digits as RFC 2822, 4.3, has them; any word for the weekday; zones by name), RFC
/// 3339, asctime, and whatever ParseDate (corpus/date.h) reads. The zone stays as written, so that
/// the day is the publisher's; one that is not known is left out. Nullopt for anything else, a day
/// that is not in the calendar, or a numeric date whose order is a matter of country. Pure and
/// thread-safe.
std::optional<std::string> ParseDateTime(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_DATE_TIME_H_
