// The words by which parts of show notes are recognised, in one table, and where they stand in a
// text whose parts may have run together ("…in Rust: https://ramaproxy.orgChapters00:00 Intro").
#ifndef CUEPOINT_CORPUS_PAGE_PAGE_CUES_H_
#define CUEPOINT_CORPUS_PAGE_PAGE_CUES_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace cuepoint {

/// What follows a cue.
enum class CueKind {
  kLinks,        ///< A list of links.
  kChapters,     ///< A list of chapters.
  kEpisodePage,  ///< The address of the episode's page.
  kBoilerplate,  ///< Words that every episode carries: invitations, sponsors, credits.
};

/// A cue found in notes.
struct CueAt {
  CueKind kind = CueKind::kBoilerplate;
  std::size_t begin = 0;  ///< Of the cue itself.
  std::size_t end = 0;    ///< Where what follows starts.
};

/// The cues of `notes` in order, without overlaps. A cue counts where a sentence, a line or a glued
/// part can start, and for lists only where such a list follows. Linear in the text.
std::vector<CueAt> FindCues(std::string_view notes);

/// Whether a whole line is part of the page around the notes ("undefined", "7 snips", "Get the
/// app").
bool IsChromeLine(std::string_view line);

/// Whether a line starts the foot of a page, behind the last episode.
bool IsFootLine(std::string_view line);

/// `text` without a heading that was glued to its end and belongs to the boilerplate behind it: the
/// name of the show, or the name of the site that `boilerplate` links to ("Rama" for
/// ramaproxy.org). `found_show_name` receives the show's name as it was spelled there, if it was.
std::string_view TrimHeading(std::string_view text, std::string_view boilerplate,
                             std::string_view show_name, std::string_view& found_show_name);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PAGE_PAGE_CUES_H_
