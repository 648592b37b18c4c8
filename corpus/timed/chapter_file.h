// Chapters that come as a document of their own: Podcasting 2.0 JSON chapters, Podlove Simple
// Chapters (XML or JSON), MP4Chaps text; and written as Podcasting 2.0 JSON or WebVTT.
#ifndef CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_H_
#define CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Chapters of a document, and what had to be repaired.
struct ChapterFile {
  std::vector<Chapter> chapters;  ///< By strictly ascending start_s.
  std::vector<Error> warnings;
};

/// Whether `content` looks like a chapter document, so that it is not taken for anything else.
bool LooksLikeChapterFile(std::string_view content);

/// Reads a chapter document in UTF-8. JSON chapters with "toc": false are left out. Errors:
/// kUnsupported (no chapter document), kParse, kType, kTooLarge. Thread-safe.
Result<ChapterFile> ReadChapterFile(std::string_view content);

/// The chapters as Podcasting 2.0 JSON (version 1.2.0), with a newline at the end.
std::string ChaptersToJson(const Episode& episode);

/// The chapters as WebVTT (a cue per chapter, ending where the next one starts).
std::string ChaptersToVtt(const Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_H_
