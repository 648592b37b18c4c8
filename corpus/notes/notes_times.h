// The time that starts or ends a line of show notes.
//
//   00:39 Welcome        [@07:51] - Guarantees       (12:34) Title      12:00 - 15:30 Title
//   1h02m Title          Title - 00:17:42            Title (12:34)      Title @ 12:34
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_TIMES_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_TIMES_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// A time at one end of a line. The bytes [begin, end) of the line are the time with the brackets,
/// dashes and range around it; what is left is the title.
struct LineTime {
  double start_s = 0;
  /// The time in the address under it, where that is another one.
  std::optional<double> linked_s;
  int groups = 0;  ///< 2: minutes and seconds; 3: with hours; 0: written with units, or a link's.
  bool at_end = false;
  bool linked = false;  ///< It is a link to a time.
  /// Nothing but a space sets it off at the end of the line.
  bool bare = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The time that `line` starts with, after bullets, brackets and "@". A time of day ("5:00 PM",
/// "20:00 UTC") is none. O(length of what stands in front and of the time). Thread-safe.
std::optional<LineTime> FindTimeAtStart(const NotesLine& line);

/// The time that `line` ends with. After a word that makes it a time of day or a quantity ("at
/// 12:30", "about 12:30") only a link to a time counts. Thread-safe.
std::optional<LineTime> FindTimeAtEnd(const NotesLine& line);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_TIMES_H_
