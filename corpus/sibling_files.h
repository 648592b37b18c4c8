// Files that belong together by their names: notes, and the transcript or chapters beside them.
//
//   notes/17-http.md        notes/17-http.vtt  notes/17-http.chapters.json
//   _episodes/17-http.md    _transcripts/17-http.md
#ifndef CUEPOINT_CORPUS_SIBLING_FILES_H_
#define CUEPOINT_CORPUS_SIBLING_FILES_H_

#include <string>
#include <vector>

#include "corpus/document.h"

namespace cuepoint {

/// The chapters and transcripts beside the notes at `path` (absolute); attachment urls are absolute
/// paths. Touches the file system only to see what is there.
std::vector<Attachment> FindSiblings(const std::string& path);

/// Whether the transcript or chapter file at `path` (absolute) has notes beside it, which it is
/// read with.
bool HasNotesBeside(const std::string& path);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_SIBLING_FILES_H_
