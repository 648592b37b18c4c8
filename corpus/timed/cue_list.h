// The cues of a transcript as a reader finds them, and what all formats have in common: speakers
// carry over, missing times are filled, rolling captions and single words become readable cues. A
// part of the transcript readers.
#ifndef CUEPOINT_CORPUS_TIMED_CUE_LIST_H_
#define CUEPOINT_CORPUS_TIMED_CUE_LIST_H_

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/problem_tally.h"
#include "corpus/result.h"
#include "corpus/timed/transcript.h"

namespace cuepoint {

/// A time that is not known.
inline constexpr double kNoTime = std::numeric_limits<double>::quiet_NaN();

/// Collects cues in the order of the document. Not thread-safe.
class CueList {
 public:
  static constexpr std::size_t kMaxCues = 1'000'000;

  /// Adds a cue. `start_s` and `end_s` are in [0, kTimeLimit_s) or kNoTime. `speaker`: nullopt is
  /// whoever spoke before, empty is nobody. A cue without text only sets the speaker. Does nothing
  /// beyond kMaxCues, which Finish reports.
  void Add(double start_s, double end_s, std::optional<std::string_view> speaker,
           std::string_view text);

  bool full() const { return full_; }
  bool empty() const { return cues_.empty(); }
  /// Whether any cue had a time or a speaker.
  bool has_times_or_speakers() const { return has_times_or_speakers_; }
  ProblemTally& problems() { return problems_; }

  /// The cues by ascending start:
  /// - Unknown starts are spread between the known ones in proportion to the length of the texts,
  ///   up to `duration_s` at the end ("times-estimated").
  /// - In rolling captions, where cues repeat the end of the one before, each text stands once;
  ///   not where starts are estimated.
  /// - A cue without an end lasts until the next one, the last one to `duration_s`.
  /// - Single words are joined to phrases of one speaker.
  /// Errors: kTooLarge beyond kMaxCues; kParse when no time is known, nor `duration_s`.
  Result<Transcript> Finish(std::optional<double> duration_s) &&;

 private:
  Result<void> EstimateTimes(std::optional<double> duration_s);
  void SortByStart();
  void FillEnds(std::optional<double> duration_s);

  std::vector<Cue> cues_;
  std::string speaker_;
  ProblemTally problems_;
  std::size_t estimated_ = 0;  // Cues whose start was not known.
  bool full_ = false;
  bool has_times_or_speakers_ = false;
};

/// `text` as one line: runs of white space and control characters are one space, none at the ends.
std::string OneLine(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CUE_LIST_H_
