// Chapters out of text: "00:00 Intro00:34 Meet the guest05:32 HTTP/2 and HTTP/334:05 What comes
// next".
//
// When a page is copied, line ends between chapters are often lost, so that a title's last digits
// run into the next time. What makes the text decidable: times ascend, they stay within the
// episode, seconds (and minutes after hours) are two digits below 60, and a list keeps to one
// layout. Every way to cut every run of digits is a candidate with a score for how natural it
// looks; the ascending sequence of candidates with the greatest total score is taken (a heaviest
// increasing subsequence, with a Fenwick tree over the times: O(n log n)).
#ifndef CUEPOINT_CORPUS_NOTES_CHAPTER_RUN_H_
#define CUEPOINT_CORPUS_NOTES_CHAPTER_RUN_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// What ReadChapterRun found.
struct ChapterRun {
  std::vector<Chapter> chapters;    ///< By strictly ascending start_s. A title may be empty.
  std::vector<std::size_t> begins;  ///< Where the time of each chapter starts in the text.
  std::string_view before;          ///< What stands before the first time, in the text given.
};

/// Reads the chapters of `text`, with or without line ends between them. In a list with line ends,
/// lines that carry no time are the notes (Chapter::text) of the chapter above. `duration_s` rules
/// out later times where it is known. Pure and thread-safe; accepts any bytes.
ChapterRun ReadChapterRun(std::string_view text, std::optional<double> duration_s);

/// Offset of the first time in `text` that looks like the start of a list of chapters, i.e. zero:
/// "0:00", "00:00", "00:00:00". npos when there is none.
std::size_t FindChapterListStart(std::string_view text);

/// Whether `text` starts with a time such as "0:34", after white space and brackets.
bool StartsWithTime(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_CHAPTER_RUN_H_
