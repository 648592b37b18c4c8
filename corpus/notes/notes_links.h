// The links of show notes that lead to something.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_LINKS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_LINKS_H_

#include <vector>

#include "corpus/model.h"
#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// The links of `line` with their texts as titles: not those within the page ("#…"), those that
/// are no address of a page (mail, scripts), or times that link to the audio. Thread-safe.
std::vector<Link> ContentLinks(const NotesLine& line);

/// Whether nothing but punctuation stands beside such links, so that their titles say all.
bool IsOnlyLinks(const NotesLine& line);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_LINKS_H_
