#include <optional>
#include <string>

#include "corpus/text.h"
#include "corpus/timed/chapter_file_readers.h"
#include "corpus/timed/timed_json.h"

namespace cuepoint {
namespace {

class ChapterSink : public JsonRecordSink {
 public:
  explicit ChapterSink(ChapterList& chapters) : chapters_(chapters) {}

  bool Member(std::string_view, const JsonScalar&) override { return true; }
  bool List(std::string_view) override { return true; }

  bool Field(std::string_view name, const JsonScalar& value) override {
    const bool is_text = value.kind == JsonScalar::Kind::kString;
    if (IsStartField(name)) {
      start_s_ = ReadJsonTime(name, value, chapters_.problems());
    } else if (IsTitleField(name)) {
      if (is_text) title_ = value.text;
    } else if (name == "url" || name == "href") {
      if (is_text) url_ = value.text;
    } else if (name == "toc") {
      hidden_ = IsFalse(value);
    }
    return true;
  }

  bool EndRecord() override {
    if (!hidden_) chapters_.Add(start_s_, title_, url_);
    start_s_.reset();
    title_.clear();
    url_.clear();
    hidden_ = false;
    return !chapters_.full();
  }

 private:
  static bool IsFalse(const JsonScalar& value) {
    switch (value.kind) {
      case JsonScalar::Kind::kBool:
        return !value.flag;
      case JsonScalar::Kind::kNumber:
        return value.number == 0;
      case JsonScalar::Kind::kString:
        return EqualsNoCase(Trim(value.text), "false");
      case JsonScalar::Kind::kNull:
        break;
    }
    return false;
  }

  ChapterList& chapters_;
  std::optional<double> start_s_;
  std::string title_;
  std::string url_;
  bool hidden_ = false;
};

}  // namespace

std::optional<Error> ReadJsonChapters(std::string_view content, ChapterList& chapters) {
  ChapterSink sink(chapters);
  std::optional<Error> problem = ReadJsonRecords(content, kTimedLists, sink);
  if (!problem || chapters.empty()) return problem;
  chapters.problems().Add(problem->kind, problem->message + "; the chapters before are kept",
                          problem->line.value_or(0));
  return std::nullopt;
}

}  // namespace cuepoint
