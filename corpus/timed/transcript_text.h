// Transcripts in text: with times in front of lines, with speakers' names, or both; also as the
// text of an HTML page or in Markdown. A part of ReadTranscript.
#ifndef CUEPOINT_CORPUS_TIMED_TRANSCRIPT_TEXT_H_
#define CUEPOINT_CORPUS_TIMED_TRANSCRIPT_TEXT_H_

#include <optional>
#include <string_view>

#include "corpus/markup/rich_text.h"
#include "corpus/timed/cue_list.h"

namespace cuepoint {

/// Whether `content` reads like speech: lines with times between which about as much is said as
/// people say in that time, or lines with the names of speakers that come back. Show notes with
/// chapters are neither. With `meant` (a name or type says that it is a transcript) one line of
/// either kind is enough. Looks at the first 64 KiB.
bool LooksLikeTextTranscript(std::string_view content, bool meant);

/// Reads plain text or Markdown, whose front matter is skipped. A paragraph without a time is a cue
/// of its own, its time left open. `duration_s` rules out later times. Linear.
void ReadTextTranscript(std::string_view content, std::optional<double> duration_s, CueList& cues);

/// The same of a page.
void ReadRichTextTranscript(const RichText& content, std::optional<double> duration_s,
                            CueList& cues);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TRANSCRIPT_TEXT_H_
