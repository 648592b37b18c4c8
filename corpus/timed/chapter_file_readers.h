// The readers of the formats in which chapters come; parts of ReadChapterFile. Each is linear.
#ifndef CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_READERS_H_
#define CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_READERS_H_

#include <optional>
#include <string_view>

#include "corpus/result.h"
#include "corpus/timed/chapter_list.h"

namespace cuepoint {

/// Podcasting 2.0 JSON chapters and Podlove's JSON list. JSON that breaks off behind the first
/// chapter is read up to there, with a warning; earlier it is the error.
std::optional<Error> ReadJsonChapters(std::string_view content, ChapterList& chapters);

/// Whether the root of `content` is Podlove's "psc:chapters", with any prefix.
bool IsXmlChapters(std::string_view content);

/// Podlove Simple Chapters. A document with a DOCTYPE that declares anything is refused.
std::optional<Error> ReadXmlChapters(std::string_view content, ChapterList& chapters);

/// The formats that are lines of text.
enum class ChapterText {
  kTimes,       ///< "00:01:02.500 Title <address>": MP4Chaps, and lists as on video sites.
  kOgg,         ///< "CHAPTER01=00:01:02.500", "CHAPTER01NAME=Title": Vorbis comments.
  kAudacity,    ///< "62.5 TAB 70.0 TAB Title": a label track.
  kFfmetadata,  ///< ";FFMETADATA1" with sections "[CHAPTER]".
};

/// The format of `content`; nullopt when it is none of them. A list of times is one only when every
/// line that is not blank has a time in front, the times ascend, and no more is said than titles
/// say: transcripts and notes are no lists. Looks at the first 64 KiB.
std::optional<ChapterText> DetectChapterText(std::string_view content);

void ReadTextChapters(std::string_view content, ChapterText format, ChapterList& chapters);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CHAPTER_FILE_READERS_H_
