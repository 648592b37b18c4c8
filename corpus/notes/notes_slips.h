// Slips that people make in a list of times, mended where the rest of the list leaves no doubt.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_SLIPS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_SLIPS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_times.h"

namespace cuepoint {

/// A line with a time that may start a chapter.
struct TimedLine {
  std::size_t line = 0;  ///< Index among the lines.
  LineTime time;
};

/// How many times were read otherwise than they are written.
struct SlipCount {
  std::size_t hours = 0;
  std::size_t frames = 0;
};

/// Changes `start_s` of `times` where the list shows that it is meant otherwise:
/// - 58:38, 59:49, 02:12 at the end of a list: the hour was left out (1:02:12). Two or more such
///   times that share their first number, 59:49, 01:05, 01:20, are hours and minutes instead.
/// - 49:11:14, 56:36:20: minutes, seconds and frames, as a cutting table shows them, where hours
///   would be absurd.
/// Linear. Thread-safe.
SlipCount MendSlips(std::span<const NotesLine> lines, std::optional<double> duration_s,
                    std::vector<TimedLine>& times);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_SLIPS_H_
