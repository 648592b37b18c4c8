#include "corpus/timed/transcript_captions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "corpus/text.h"
#include "corpus/text_lines.h"
#include "corpus/timed/cue_markup.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::string_view kArrow = "-->";
constexpr std::string_view kSignature = "WEBVTT";

bool IsBlank(std::string_view line) { return Trim(line).empty(); }

bool IsNumber(std::string_view line) {
  line = Trim(line);
  return !line.empty() && std::all_of(line.begin(), line.end(), IsDigit);
}

// The value of a cue's counter; 0 for one out of range, which is none.
std::uint64_t CounterValue(std::string_view number) {
  number = Trim(number);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  return error == std::errc() ? value : 0;
}

// A block that holds no cue.
bool StartsSkippedBlock(std::string_view line) {
  for (const std::string_view word : {"NOTE", "STYLE", "REGION"}) {
    if (line.starts_with(word) && (line.size() == word.size() || IsSpace(line[word.size()]))) {
      return true;
    }
  }
  return false;
}

// The cue that is being read, and where finished ones go.
class CaptionCue {
 public:
  CaptionCue(bool voices, CueList& cues) : markup_(voices), cues_(cues) {}

  // Finishes the cue before and starts one from its timing line.
  void Start(std::string_view timing_line, std::size_t line) {
    Finish();
    const auto timing = ParseTimingLine(timing_line);
    open_ = timing.has_value();
    if (!timing) {
      cues_.problems().Add("bad-cue-time", "a cue was left out: its time makes no sense", line);
      return;
    }
    timing_ = *timing;
    if (std::isnan(timing_.end_s)) {
      cues_.problems().Add("bad-cue-end", "the end of a cue makes no sense and was left out", line);
    }
    markup_.Begin();
  }

  void AddLine(std::string_view line) {
    if (open_) markup_.AddLine(line);
  }

  // Adds the cue; one with several speakers is divided by the length of what they say.
  void Finish() {
    if (!open_) return;
    open_ = false;
    std::size_t bytes = 0;
    for (const CuePart& part : markup_.parts()) bytes += part.text.size();
    double start_s = timing_.start_s;
    for (const CuePart& part : markup_.parts()) {
      double end_s = timing_.end_s;
      const bool divided = part.text.size() < bytes && !std::isnan(end_s) && end_s > start_s;
      if (divided) {
        const double share = static_cast<double>(part.text.size()) / static_cast<double>(bytes);
        // Whole milliseconds, as in the files.
        end_s = start_s + std::round((end_s - start_s) * share * 1000) / 1000;
        end_s = std::min(end_s, timing_.end_s);
      }
      bytes -= part.text.size();
      cues_.Add(start_s, end_s, part.speaker, part.text);
      if (divided) start_s = end_s;
    }
  }

  bool open() const { return open_; }

 private:
  CueMarkup markup_;
  CueList& cues_;
  CueTiming timing_;
  bool open_ = false;
};

}  // namespace

bool IsTimingLine(std::string_view line) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) return false;
  const auto has_digit = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), IsDigit);
  };
  const std::string_view before = line.substr(0, arrow);
  return before.find(':') != std::string_view::npos && has_digit(before) &&
         has_digit(line.substr(arrow + kArrow.size()));
}

std::optional<CueTiming> ParseTimingLine(std::string_view line) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) return std::nullopt;
  const auto start_s = ParseTimestamp(line.substr(0, arrow));
  if (!start_s) return std::nullopt;
  const std::string_view after = Trim(line.substr(arrow + kArrow.size()));
  const auto end_s = ParseTimestamp(after.substr(0, after.find_first_of(" \t")));
  return CueTiming{*start_s, end_s.value_or(kNoTime)};
}

bool IsVtt(std::string_view content) {
  if (!content.starts_with(kSignature)) return false;
  return content.size() == kSignature.size() || IsSpace(content[kSignature.size()]);
}

void ReadVtt(std::string_view content, CueList& cues) {
  enum class Block { kNone, kHeader, kSkipped, kCue, kStray };
  const bool voices = content.find("<v") != std::string_view::npos;
  CaptionCue cue(voices, cues);
  TextLines lines(content);
  Block block = IsVtt(content) ? Block::kHeader : Block::kNone;
  std::string_view held;  // The first line of a block: an identifier, if a time follows.
  const auto take_stray = [&](std::string_view line) {
    cues.problems().Add("stray-text",
                        cue.open() ? "text outside of any cue was joined to the one before it"
                                   : "text outside of any cue was left out",
                        lines.line());
    cue.AddLine(line);
  };
  while (const auto line = lines.Next()) {
    if (IsTimingLine(*line)) {
      held = {};
      cue.Start(*line, lines.line());
      block = Block::kCue;
    } else if (IsBlank(*line)) {
      if (!held.empty() && !IsNumber(held)) take_stray(held);
      held = {};
      block = Block::kNone;
    } else if (block == Block::kNone) {
      held = StartsSkippedBlock(*line) ? std::string_view() : *line;
      block = held.empty() ? Block::kSkipped : Block::kStray;
    } else if (block == Block::kCue) {
      cue.AddLine(*line);
    } else if (block == Block::kStray) {
      if (!held.empty()) take_stray(held);
      held = {};
      take_stray(*line);
    }
    if (cues.full()) return;
  }
  if (!held.empty() && !IsNumber(held)) take_stray(held);
  cue.Finish();
}

void ReadSrt(std::string_view content, CueList& cues) {
  CaptionCue cue(/*voices=*/false, cues);
  TextLines lines(content);
  // A number is the counter of the next cue if a time follows, else it is text.
  std::string_view number;
  bool apart = false;  // Whether a blank line stands before `number`, as before a counter.
  bool after_blank = true;
  std::uint64_t count = 0;  // The counter before.
  while (const auto line = lines.Next()) {
    if (IsTimingLine(*line)) {
      if (!number.empty()) {
        const std::uint64_t value = CounterValue(number);
        if (!apart && value != count + 1) cue.AddLine(number);
        count = value;
      }
      number = {};
      cue.Start(*line, lines.line());
      after_blank = true;  // A cue may be empty, and the next counter follow at once.
    } else if (IsBlank(*line)) {
      after_blank = true;
    } else {
      if (!number.empty()) cue.AddLine(number);
      number = {};
      if (IsNumber(*line)) {
        number = *line;
        apart = after_blank;
      } else {
        cue.AddLine(*line);
      }
      after_blank = false;
    }
    if (cues.full()) return;
  }
  if (!number.empty()) cue.AddLine(number);
  cue.Finish();
}

}  // namespace cuepoint
