#include "corpus/timed/transcript_json.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "corpus/timed/timed_json.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

class SegmentSink : public JsonRecordSink {
 public:
  explicit SegmentSink(CueList& cues) : cues_(cues) {}

  bool Member(std::string_view, const JsonScalar&) override { return true; }
  bool List(std::string_view) override { return true; }

  bool Field(std::string_view name, const JsonScalar& value) override {
    if (IsSpokenField(name)) {
      // Of several spellings of the text the first counts.
      if (text_.empty() && value.kind == JsonScalar::Kind::kString) text_ = OneLine(value.text);
    } else if (IsStartField(name)) {
      start_s_ = Time(name, value);
    } else if (IsEndField(name)) {
      end_s_ = Time(name, value);
    } else if (IsLengthField(name)) {
      length_s_ = Time(name, value);
    } else if (name == "speaker" || name == "speakerName" || name == "speaker_name") {
      TakeSpeaker(value);
    }
    return true;
  }

  bool EndRecord() override {
    if (std::isnan(end_s_) && start_s_ + length_s_ < kTimeLimit_s) end_s_ = start_s_ + length_s_;
    if (bad_time_) {
      cues_.problems().Add("bad-cue-time", "a cue was left out: its time makes no sense");
    } else {
      if (std::isnan(start_s_) && !text_.empty()) {
        cues_.problems().Add("missing-cue-time", "a cue has no time");
        end_s_ = kNoTime;
      }
      cues_.Add(start_s_, end_s_, speaker_, text_);
    }
    start_s_ = end_s_ = length_s_ = kNoTime;
    speaker_.reset();
    text_.clear();
    bad_time_ = false;
    return !cues_.full();
  }

 private:
  double Time(std::string_view name, const JsonScalar& value) {
    if (value.kind == JsonScalar::Kind::kNull) return kNoTime;
    const auto seconds = ReadJsonTime(name, value, cues_.problems());
    if (!seconds && IsStartField(name)) bad_time_ = true;
    return seconds.value_or(kNoTime);
  }

  void TakeSpeaker(const JsonScalar& value) {
    if (value.kind == JsonScalar::Kind::kString) {
      const std::string name = OneLine(value.text);
      if (!name.empty()) speaker_ = name;
    } else if (value.kind == JsonScalar::Kind::kNumber && std::abs(value.number) < 1e9) {
      speaker_ = "Speaker " + std::to_string(static_cast<std::int64_t>(value.number));
    }
  }

  CueList& cues_;
  double start_s_ = kNoTime;
  double end_s_ = kNoTime;
  double length_s_ = kNoTime;
  std::optional<std::string> speaker_;
  std::string text_;
  bool bad_time_ = false;
};

}  // namespace

std::optional<Error> ReadJsonTranscript(std::string_view content, CueList& cues) {
  SegmentSink sink(cues);
  std::optional<Error> problem = ReadJsonRecords(content, kTimedLists, sink);
  if (!problem || cues.empty()) return problem;
  cues.problems().Add(problem->kind, problem->message + "; the cues before are kept",
                      problem->line.value_or(0));
  return std::nullopt;
}

}  // namespace cuepoint
