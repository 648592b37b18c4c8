// Cues that are no unit of reading, made into such: rolling captions and single words. A part of
// CueList.
#ifndef CUEPOINT_CORPUS_TIMED_CUE_MERGE_H_
#define CUEPOINT_CORPUS_TIMED_CUE_MERGE_H_

#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// Live captions show a line again while the next one grows below it, so that each cue begins with
/// the end of the one before. Where a quarter of the cues do, the repetitions are cut off and cues
/// of nothing else are joined with the one before. Returns whether it was so. `cues` are by
/// ascending start; linear.
bool UnrollCaptions(std::vector<Cue>& cues);

/// Transcripts by machine may have a cue per word. Where they do, words of one speaker are joined
/// to phrases: up to the end of a sentence, a pause, or about a line of text. Returns whether it
/// was so. `cues` are by ascending start, with ends; linear.
bool JoinSingleWords(std::vector<Cue>& cues);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CUE_MERGE_H_
