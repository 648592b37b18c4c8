// Transcripts: WebVTT, SubRip (SRT), Podcasting 2.0 JSON, HTML, and plain text with "[mm:ss]" or
// speaker labels, told apart by content.
#ifndef CUEPOINT_CORPUS_TIMED_TRANSCRIPT_H_
#define CUEPOINT_CORPUS_TIMED_TRANSCRIPT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

enum class TranscriptFormat { kVtt, kSrt, kJson, kHtml, kText };

/// The cues of a transcript, and what had to be repaired.
struct Transcript {
  std::vector<Cue> cues;        ///< By ascending start_s; texts without markup.
  std::vector<Error> warnings;  ///< Cues out of order, cut off, without a time.
};

/// The format that `content` is in; `type` (a media type or a file name; may be empty) decides only
/// between formats that the content leaves open. Nullopt when it is no transcript.
std::optional<TranscriptFormat> DetectTranscript(std::string_view content, std::string_view type);

/// Reads a transcript in UTF-8. A text without any times is spread over `duration_s` in proportion
/// to its length, with a warning that says so; without a duration either, that is an error. Errors:
/// kUnsupported (no transcript), kParse, kTooLarge (more than a million cues). Thread-safe.
Result<Transcript> ReadTranscript(std::string_view content, std::string_view type,
                                  std::optional<double> duration_s);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TRANSCRIPT_H_
