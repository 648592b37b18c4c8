// Times as people write them in show notes, to seconds and back.
//
//   ParseTimestamp("1:02:03")      3723        ParseDuration("1h 26min")  5160
//   ParseTimestamp("62:03")        3723        ParseDuration("45 min")    2700
//   ParseTimestamp("00:01:02.500") 62.5        ParseDuration("5160")      5160
//   FormatTime(582)  "9:42"                    FormatTime(3912)  "1:05:12"
//
// Everything here is pure and thread-safe. What is not a time gives nullopt: no partial matches, no
// guesses, no surrounding white space beyond what is trimmed.
#ifndef CUEPOINT_CORPUS_TIMESTAMP_H_
#define CUEPOINT_CORPUS_TIMESTAMP_H_

#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// Times at or above this are refused: 1,000 hours, far above any episode, and small enough for
/// seconds to be exact in every integer and floating type used.
inline constexpr double kTimeLimit_s = 3'600'000;

/// "M:SS", "MM:SS", "MMM:SS" or "H:MM:SS" (up to three digits in front), each with an optional
/// fraction of up to nine digits after "." or ",", to seconds. Seconds, and minutes after hours,
/// are two digits below 60.
std::optional<double> ParseTimestamp(std::string_view text);

/// Normal play time (RFC 2326, section 3.6) as in Podlove Simple Chapters: as ParseTimestamp, and
/// bare seconds "01" or "62.5".
std::optional<double> ParsePlayTime(std::string_view text);

/// A length of time: "1h 26min", "1h", "45 min", "1 hr 4 mins", "2 hours, 5 minutes and 3 seconds",
/// "90s", "PT1H26M" (ISO 8601 without days), a timestamp, or bare seconds "5160".
std::optional<double> ParseDuration(std::string_view text);

/// Whole seconds, rounded down, as "9:42" or, from an hour on, "1:05:12". Not a number, negative or
/// beyond kTimeLimit_s: nearest bound.
std::string FormatTime(double seconds);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMESTAMP_H_
