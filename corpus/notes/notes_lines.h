// Show notes as lines: the blocks of a rich text, cut at the author's line breaks and where a list
// of chapters has lost its own.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_LINES_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_LINES_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/markup/rich_text.h"

namespace cuepoint {

/// A line of a block, without white space at its ends; never empty.
struct NotesLine {
  const TextBlock* block = nullptr;
  std::size_t begin = 0;            ///< Where it starts in its block's text.
  std::string_view text;            ///< In the block.
  std::span<const TextLink> links;  ///< Those that start in it; offsets are the block's.
  bool first = false;               ///< Of its block.
  bool alone = false;               ///< The only one of its block.
};

/// The lines of `notes`, which they point into. Times that run together on one line ("00:00 Intro
/// 01:20 Topic", "00:00 Intro01:20 Topic") give a line each. `duration_s` rules out later times.
/// O(n log n). Thread-safe.
std::vector<NotesLine> SplitLines(const RichText& notes, std::optional<double> duration_s);

/// `text` without the white space, dashes, bullets, bars, arrows and stray brackets that set a time
/// off from its title, at either end.
std::string_view TrimTitle(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_LINES_H_
