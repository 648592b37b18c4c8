// Titles of a bearable length.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_TITLES_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_TITLES_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// The title of a chapter whose notes give none.
inline constexpr std::string_view kNoTitle = "\xE2\x80\xA6";

struct SplitTitle {
  std::string title;
  std::string rest;
};

/// `text` cut after its last sentence within `limit_bytes`, with what follows as the rest. Where
/// there is no such end, it is cut between words and marked with an ellipsis, and the rest is the
/// whole text. Thread-safe.
SplitTitle CutTitle(std::string_view text, std::size_t limit_bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_TITLES_H_
