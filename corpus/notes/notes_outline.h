// The outline of show notes: which lines are headings, and the section that each line stands in.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_OUTLINE_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_OUTLINE_H_

#include <vector>

#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_sections.h"

namespace cuepoint {

struct LineRole {
  SectionKind section = SectionKind::kContent;
  bool heading = false;
};

/// The role of each line. Headings are those of the markup, short lines in bold, and lines that say
/// nothing but a known word ("Links:", "Guests"). A section lasts to the next heading of its level
/// or above; one under a mere line ends with the block or list below it, unless it is one of notes,
/// links or a transcript. Linear. Thread-safe.
std::vector<LineRole> FindOutline(const std::vector<NotesLine>& lines);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_OUTLINE_H_
