// Lines of a transcript in text that carry a time.
//
//   [01:02] So how did …        (00:01:02) So …       00:01:02 Ann: So how did …
//   [00:01.000 --> 00:04.500] So how did …            Ann Example (01:02): So how did …
//   Ann Example  01:02          Ann: 1:02             **Ann** [00:01:02]: So …
#ifndef CUEPOINT_CORPUS_TIMED_TIMED_LINE_H_
#define CUEPOINT_CORPUS_TIMED_TIMED_LINE_H_

#include <optional>
#include <string_view>

namespace cuepoint {

/// What such a line says. The views point into the line.
struct TimedLine {
  double start_s = 0;
  std::optional<double> end_s;
  std::string_view speaker;  ///< Empty when the line names none.
  std::string_view text;     ///< What is left; empty where it follows in the next line.
  bool marked = false;       ///< In brackets, with a fraction, or by itself: no time of day.
};

/// Reads a line that starts with a time, or with a speaker and a time. Looks at the first 140 bytes
/// at most. Pure.
std::optional<TimedLine> TakeTimedLine(std::string_view line);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TIMED_LINE_H_
