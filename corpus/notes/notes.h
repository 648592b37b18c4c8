// Show notes taken apart: description, chapters with what stands under them, links, people, and the
// sponsors and boilerplate left out.
//
//   * **[00:39](#t=00:39)** Welcome          (12:34) Title          Title - *00:17:42*
//   - [@07:51] - [Guarantees](https://…)     0:10:28 - Title        00:00 Intro00:34 Guest
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/markup/rich_text.h"
#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// What the notes of one episode say.
struct Notes {
  std::string description;         ///< What stands before or beside the chapters; plain text.
  std::string sponsor_notes;       ///< Sponsors, invitations to subscribe, credits; plain text.
  std::vector<Chapter> chapters;   ///< By strictly ascending start_s.
  std::vector<Link> links;         ///< Of the notes and chapters; none of the boilerplate.
  std::vector<Person> people;      ///< From "Guests" lists and introductions, with bios.
  std::vector<Link> hidden_links;  ///< Of credits and the like, whose titles may be names.
  std::vector<Error> warnings;     ///< Times out of order, a list that was no list of chapters.
};

/// Takes `notes` apart. `title` is the episode's, `duration_s` its length, which rules out later
/// times. Text and links under a time belong to that chapter. A clock time in running prose is no
/// chapter: times count where they start or end a line of a list whose times ascend. Accepts
/// anything; linear but for n log n over the times. Pure and thread-safe.
Notes ReadNotes(const RichText& notes, std::string_view title, std::optional<double> duration_s);

/// Merges `notes` into `episode`: fields that a structured source already gave (chapters, people
/// with the same name) stay; bios, links and texts fill what is missing. Guests named only in the
/// title are added, marked as inferred. Somebody without an address gets that of a link whose text
/// is the name.
void ApplyNotes(Notes notes, Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_H_
