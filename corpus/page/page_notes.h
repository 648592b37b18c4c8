// The notes of one episode as a page carries them, taken apart: number, description, links,
// chapters, and the boilerplate left out.
#ifndef CUEPOINT_CORPUS_PAGE_PAGE_NOTES_H_
#define CUEPOINT_CORPUS_PAGE_PAGE_NOTES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// What the notes of one episode say.
struct PageNotes {
  std::optional<std::int64_t> number;
  std::string description;
  std::vector<Chapter> chapters;
  std::vector<Link> links;
  std::string url;        ///< Of the episode's page.
  std::string show_name;  ///< The show's name as spelled in the notes, where it stands there.
};

/// Takes `notes` apart. `title` and `duration_s` are those of the episode, `show_name` the name at
/// the top of the page in any case. Accepts any bytes; linear but for the chapters' n log n. Pure
/// and thread-safe.
PageNotes ReadPageNotes(std::string_view notes, std::string_view title,
                        std::optional<double> duration_s, std::string_view show_name);

/// The number in front of a title or of notes, "Episode 17 — ", "Ep. 17:", "#17 ", which is removed
/// from `text`; nullopt, and `text` untouched, when there is none.
std::optional<std::int64_t> TakeEpisodeNumber(std::string_view& text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PAGE_PAGE_NOTES_H_
