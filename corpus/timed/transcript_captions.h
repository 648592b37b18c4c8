// WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip, which differ less than their files do: a part
// of ReadTranscript.
#ifndef CUEPOINT_CORPUS_TIMED_TRANSCRIPT_CAPTIONS_H_
#define CUEPOINT_CORPUS_TIMED_TRANSCRIPT_CAPTIONS_H_

#include <optional>
#include <string_view>

#include "corpus/timed/cue_list.h"

namespace cuepoint {

/// The times of a line "START --> END SETTINGS"; an end that is no time is kNoTime.
struct CueTiming {
  double start_s = 0;
  double end_s = kNoTime;
};

/// Whether `line` is meant as such a line: it has an arrow with a digit before it and after it.
bool IsTimingLine(std::string_view line);

/// Its times; nullopt when the start is no time in [0, kTimeLimit_s).
std::optional<CueTiming> ParseTimingLine(std::string_view line);

/// Whether `content` has the signature of WebVTT.
bool IsVtt(std::string_view content);

/// Reads WebVTT: blocks of notes, styles and regions are skipped. Linear.
void ReadVtt(std::string_view content, CueList& cues);

/// Reads SubRip: cues need no numbers, and blank lines within a cue do no harm. Linear.
void ReadSrt(std::string_view content, CueList& cues);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TRANSCRIPT_CAPTIONS_H_
