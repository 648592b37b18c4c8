// Passages: the units of retrieval that an episode is cut into.
#ifndef CUEPOINT_INDEXER_PASSAGE_H_
#define CUEPOINT_INDEXER_PASSAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

enum class PassageKind : std::uint8_t {
  kChapter,  ///< A chapter: title, notes, links under it, what was said in it.
  kWindow,   ///< About two minutes of a transcript without chapters; neighbours overlap by half.
  kGuest,    ///< A person: name, role, bio. Has no time.
};

/// A link of the episode that a passage has.
struct PassageLink {
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::size_t index = 0;               ///< In Episode::links.
  std::size_t text_offset = kNowhere;  ///< Where Passage::text has its title.
  bool in_title = false;               ///< Whether Passage::title, and not the text, has it.
};

/// One passage. Text that stands in several fields of the source (a link's title inside the notes)
/// is there once.
struct Passage {
  PassageKind kind = PassageKind::kChapter;
  std::optional<double> start_s;      ///< Absent for a guest.
  std::optional<double> end_s;        ///< Absent where the episode's end is unknown.
  std::string title;                  ///< Chapter title or person's name; empty for a window.
  std::string text;                   ///< Notes and transcript, or the bio.
  std::string links;                  ///< Titles of links that the text does not name, one a line.
  std::size_t transcript_offset = 0;  ///< Where the transcript begins in `text`.
  std::vector<PassageLink> link_places = {};  ///< Every link of the chapter.
  bool sponsor = false;  ///< An advertisement: has its place, but is not indexed.
};

/// Length of a transcript window and the distance between the starts of two.
inline constexpr double kWindowSeconds = 120;
inline constexpr double kWindowStepSeconds = 60;

/// The passages of an episode, in the order in which they are stored: chapters (or windows) by
/// time, then people. Pure and deterministic: the n-th passage document is the n-th element.
std::vector<Passage> MakePassages(const Episode& episode);

/// Whether a link belongs to no chapter of its episode.
bool IsLoose(const Link& link, const Episode& episode);

/// Titles of the links that belong to no chapter and are not named in the description, one a line.
std::string LooseLinkTitles(const Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_PASSAGE_H_
