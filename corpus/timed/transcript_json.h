// Transcripts in JSON: Podcasting 2.0's, Whisper's and arrays of segments. A part of
// ReadTranscript.
#ifndef CUEPOINT_CORPUS_TIMED_TRANSCRIPT_JSON_H_
#define CUEPOINT_CORPUS_TIMED_TRANSCRIPT_JSON_H_

#include <optional>
#include <string_view>

#include "corpus/result.h"
#include "corpus/timed/cue_list.h"

namespace cuepoint {

/// Reads the segments of `content`. JSON that breaks off behind the first of them is read up to
/// there, with a warning; earlier it is the error. Linear.
std::optional<Error> ReadJsonTranscript(std::string_view content, CueList& cues);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TRANSCRIPT_JSON_H_
