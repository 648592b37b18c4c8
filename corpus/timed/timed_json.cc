#include "corpus/timed/timed_json.h"

#include <algorithm>

#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

template <class... Names>
bool IsOneOf(std::string_view name, Names... names) {
  return ((name == names) || ...);
}

// Looks at the first record only.
class ShapeSink : public JsonRecordSink {
 public:
  bool Member(std::string_view name, const JsonScalar& value) override {
    const bool text = value.kind == JsonScalar::Kind::kString;
    if (name == "version" && text && !value.text.empty() && IsDigit(value.text[0]))
      versioned_ = true;
    return true;
  }
  bool List(std::string_view name) override {
    list_ = name;
    return true;
  }
  bool Field(std::string_view name, const JsonScalar& value) override {
    start_ |= IsStartField(name);
    podcasting_ |= name == "startTime";
    spoken_ |= IsSpokenField(name);
    title_ |= IsTitleField(name) && value.kind == JsonScalar::Kind::kString;
    return true;
  }
  bool EndRecord() override {
    record_ = true;
    return false;
  }

  TimedJson shape() const {
    if (!record_) {
      if (!versioned_) return TimedJson::kNone;
      if (list_ == "segments") return TimedJson::kTranscript;
      return list_ == "chapters" ? TimedJson::kChapters : TimedJson::kNone;
    }
    if (!start_) return TimedJson::kNone;
    if (list_ == "chapters") {
      return title_ || podcasting_ ? TimedJson::kChapters : TimedJson::kNone;
    }
    if (spoken_) return TimedJson::kTranscript;
    // Podlove's chapters are an array; "segments" without text are nothing.
    return title_ && list_.empty() ? TimedJson::kChapters : TimedJson::kNone;
  }

 private:
  std::string list_;
  bool versioned_ = false;
  bool record_ = false;
  bool start_ = false;
  bool podcasting_ = false;
  bool spoken_ = false;
  bool title_ = false;
};

}  // namespace

TimedJson DetectTimedJson(std::string_view content) {
  content = Trim(content);
  if (!content.starts_with('{') && !content.starts_with('[')) return TimedJson::kNone;
  ShapeSink sink;
  // A broken document is whatever it was up to there.
  const auto problem = ReadJsonRecords(content, kTimedLists, sink);
  (void)problem;
  return sink.shape();
}

bool IsStartField(std::string_view name) {
  return IsOneOf(name, "startTime", "start", "start_time", "offsets.from");
}
bool IsEndField(std::string_view name) {
  return IsOneOf(name, "endTime", "end", "end_time", "offsets.to");
}
bool IsLengthField(std::string_view name) { return IsOneOf(name, "duration", "dur"); }
bool IsSpokenField(std::string_view name) { return IsOneOf(name, "body", "text", "word"); }
bool IsTitleField(std::string_view name) { return IsOneOf(name, "title"); }

std::optional<double> ReadJsonTime(std::string_view name, const JsonScalar& value,
                                   ProblemTally& problems) {
  double seconds = -1;
  if (value.kind == JsonScalar::Kind::kNumber) {
    seconds = name.starts_with("offsets.") ? value.number / 1000 : value.number;
  } else if (value.kind == JsonScalar::Kind::kString) {
    const auto parsed = ParsePlayTime(value.text);
    if (!parsed) return std::nullopt;
    problems.Add("time-as-text", "a time is a text where a number is meant");
    seconds = *parsed;
  }
  if (!(seconds >= 0 && seconds < kTimeLimit_s)) return std::nullopt;
  return seconds;
}

}  // namespace cuepoint
