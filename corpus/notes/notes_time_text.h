// The text of a time itself, as people write it within a line of notes or an address.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_TIME_TEXT_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_TIME_TEXT_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace cuepoint {

/// More than any time takes up: "01:02:03.500", "1h02m03s".
inline constexpr std::size_t kMaxTimeBytes = 24;

/// A time that was read, and the bytes it takes up.
struct TimeText {
  double start_s = 0;
  int groups = 0;  ///< 2: minutes and seconds; 3: with hours; 0: with units.
  std::size_t length = 0;
};

/// Digits at the start of `text`.
std::size_t LeadingDigits(std::string_view text);

/// The time at the start of `text`: "1:02", "01:02:03", "62:03", with up to three digits of a
/// fraction; also with full-width colons; or with two units at least, "1h02m". What follows is not
/// looked at, but for digits and colons that make it something else. Thread-safe.
std::optional<TimeText> ReadTime(std::string_view text);

/// A time at the end of `text` (without units), and where it starts.
struct TrailingTime {
  std::size_t begin = 0;
  TimeText time;
};
std::optional<TrailingTime> ReadTrailingTime(std::string_view text);

/// The time that an address points to by "#t=", "?t=" or "&t=" (also "start="): seconds, a clock
/// time, "1h2m3s", or the start of a media fragment's range. Thread-safe.
std::optional<double> TimeInUrl(std::string_view url);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_TIME_TEXT_H_
