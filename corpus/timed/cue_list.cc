#include "corpus/timed/cue_list.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "corpus/text.h"
#include "corpus/timed/cue_merge.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

// 150 words a minute, a common rate of speech, at six bytes a word. Only used behind the last known
// time of an episode whose length is not known.
constexpr double kSpeechBytesPerSecond = 15;

double Weight(const Cue& cue) { return static_cast<double>(cue.text.size()); }

double BelowLimit(double seconds) { return std::min(seconds, std::nextafter(kTimeLimit_s, 0)); }

// Spreads the starts of cues [first, last) over [begin_s, end_s). Those before `first_unknown` keep
// theirs but count as part of what fills the time.
void Spread(std::vector<Cue>& cues, std::size_t first, std::size_t first_unknown, std::size_t last,
            double begin_s, double end_s) {
  double total = 0;
  for (std::size_t i = first; i < last; ++i) total += Weight(cues[i]);
  const double per_byte_s = total > 0 ? std::max(0.0, end_s - begin_s) / total : 0;
  double before = 0;
  for (std::size_t i = first; i < last; ++i) {
    // Whole hundredths: an estimate is not that exact, and reads better.
    const double at_s = std::floor((begin_s + before * per_byte_s) * 100) / 100;
    if (i >= first_unknown) cues[i].start_s = BelowLimit(std::max(begin_s, at_s));
    before += Weight(cues[i]);
  }
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F') {
      gap = true;
      continue;
    }
    if (gap && !line.empty()) line += ' ';
    gap = false;
    line += c;
  }
  return line;
}

void CueList::Add(double start_s, double end_s, std::optional<std::string_view> speaker,
                  std::string_view text) {
  if (speaker) speaker_ = *speaker;
  if (text.empty()) return;
  if (cues_.size() == kMaxCues) {
    full_ = true;
    return;
  }
  if (end_s < start_s) {
    problems_.Add("cue-ends-early", "a cue ends before it starts; its end was left out");
    end_s = kNoTime;
  }
  has_times_or_speakers_ |= !std::isnan(start_s) || !speaker_.empty();
  Cue& cue = cues_.emplace_back();
  cue.start_s = start_s;
  cue.end_s = end_s;
  cue.speaker = speaker_;
  cue.text = text;
}

Result<void> CueList::EstimateTimes(std::optional<double> duration_s) {
  const auto known = [](const Cue& cue) { return !std::isnan(cue.start_s); };
  const std::size_t unknown =
      cues_.size() - static_cast<std::size_t>(std::count_if(cues_.begin(), cues_.end(), known));
  if (unknown == 0) return {};
  if (unknown == cues_.size() && !duration_s) {
    return Error{.code = ErrorCode::kParse,
                 .message = "the transcript has no times",
                 .remedy = "give the episode's duration, or a transcript with times",
                 .kind = "no-times"};
  }
  std::size_t anchor = 0;  // The last cue with a known start, where there is one.
  double anchor_s = 0;
  for (std::size_t i = 0; i < cues_.size();) {
    if (known(cues_[i])) {
      anchor = i;
      anchor_s = cues_[i++].start_s;
      continue;
    }
    const std::size_t first_unknown = i;
    double bytes = 0;
    for (std::size_t j = anchor; j < i; ++j) bytes += Weight(cues_[j]);
    for (; i < cues_.size() && !known(cues_[i]); ++i) bytes += Weight(cues_[i]);
    double end_s = anchor_s + bytes / kSpeechBytesPerSecond;
    if (i < cues_.size()) {
      end_s = cues_[i].start_s;
    } else if (duration_s && *duration_s > anchor_s) {
      end_s = *duration_s;
    }
    Spread(cues_, anchor, first_unknown, i, anchor_s, end_s);
  }
  estimated_ = unknown;
  problems_.Add("times-estimated", std::to_string(unknown) + " of " + std::to_string(cues_.size()) +
                                       " cues had no time; theirs are estimated from the length "
                                       "of the text");
  return {};
}

void CueList::SortByStart() {
  const auto earlier = [](const Cue& a, const Cue& b) { return a.start_s < b.start_s; };
  if (std::is_sorted(cues_.begin(), cues_.end(), earlier)) return;
  problems_.Add("cues-out-of-order", "the cues were not in the order of their times; sorted");
  std::stable_sort(cues_.begin(), cues_.end(), earlier);
}

void CueList::FillEnds(std::optional<double> duration_s) {
  for (std::size_t i = 0; i < cues_.size(); ++i) {
    Cue& cue = cues_[i];
    if (!std::isnan(cue.end_s)) continue;
    const double next_s = i + 1 < cues_.size() ? cues_[i + 1].start_s : duration_s.value_or(0);
    cue.end_s = BelowLimit(std::max(cue.start_s, next_s));
  }
}

Result<Transcript> CueList::Finish(std::optional<double> duration_s) && {
  if (full_) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "more than " + std::to_string(kMaxCues) + " cues",
                 .kind = "too-many-cues"};
  }
  if (duration_s && !(*duration_s > 0 && *duration_s < kTimeLimit_s)) duration_s.reset();
  const Result<void> estimated = EstimateTimes(duration_s);
  if (!estimated) return estimated.error();
  SortByStart();
  // Whoever writes without times repeats words because they were said.
  if (estimated_ == 0 && UnrollCaptions(cues_)) {
    problems_.Add("rolling-captions", "cues repeat the end of the one before; repetitions cut off");
  }
  FillEnds(duration_s);
  if (JoinSingleWords(cues_)) {
    problems_.Add("word-cues", "cues of single words were joined to phrases");
  }
  if (cues_.empty()) problems_.Add("empty-transcript", "the transcript has no cues");
  return Transcript{.cues = std::move(cues_), .warnings = std::move(problems_).Take()};
}

}  // namespace cuepoint
