// Which of the times in show notes are chapters.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_CHAPTERS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_CHAPTERS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_outline.h"
#include "corpus/notes/notes_times.h"
#include "corpus/result.h"

namespace cuepoint {

/// A line that starts a chapter.
struct ChapterLine {
  std::size_t line = 0;  ///< Index among the lines.
  double start_s = 0;
  std::size_t begin = 0;  ///< The time's bytes in the line; the rest is the title.
  std::size_t end = 0;
};

/// Chooses among the times at the start, or else at the end, of `lines` those that make a list: the
/// heaviest sequence that ascends. `roles` are those of the lines: the times of a transcript are no
/// chapters, and times at the end count only in notes and other content. A list takes two lines, or
/// one that is unmistakable: a link to a time, 0:00 in a list, or a time that opens the notes under
/// a heading that announces them. Times beyond `duration_s` and out of order are reported in
/// `warnings` ("time-beyond-end", "time-out-of-order"). O(n log n). Thread-safe.
std::vector<ChapterLine> ChooseChapters(std::span<const NotesLine> lines,
                                        std::span<const LineRole> roles,
                                        std::optional<double> duration_s,
                                        std::vector<Error>& warnings);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_CHAPTERS_H_
