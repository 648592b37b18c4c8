#include "corpus/timed/chapter_list.h"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/text.h"
#include "corpus/timed/cue_list.h"
#include "corpus/timestamp.h"

namespace cuepoint {

void ChapterList::Add(std::optional<double> start_s, std::string_view title, std::string_view url,
                      std::size_t line) {
  if (!start_s || !(*start_s >= 0 && *start_s < kTimeLimit_s)) {
    problems_.Add("bad-chapter-time", "a chapter was left out: its start makes no sense", line);
    return;
  }
  Chapter chapter;
  chapter.title = OneLine(title);
  if (chapter.title.empty()) {
    problems_.Add("untitled-chapter", "a chapter without a title was left out", line);
    return;
  }
  if (chapters_.size() == kMaxChapters) {
    full_ = true;
    return;
  }
  chapter.start_s = *start_s;
  chapter.url = Trim(url);
  chapters_.push_back(std::move(chapter));
}

Result<ChapterFile> ChapterList::Finish() && {
  if (full_) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "more than " + std::to_string(kMaxChapters) + " chapters",
                 .kind = "too-many-chapters"};
  }
  const auto earlier = [](const Chapter& a, const Chapter& b) { return a.start_s < b.start_s; };
  if (!std::is_sorted(chapters_.begin(), chapters_.end(), earlier)) {
    problems_.Add("chapter-order", "the chapters were not in the order of their times; sorted");
    std::stable_sort(chapters_.begin(), chapters_.end(), earlier);
  }
  ChapterFile file;
  for (Chapter& chapter : chapters_) {
    if (file.chapters.empty() || file.chapters.back().start_s < chapter.start_s) {
      file.chapters.push_back(std::move(chapter));
      continue;
    }
    problems_.Add("double-chapter", "two chapters start at the same time");
    Chapter& kept = file.chapters.back();
    if (kept.title == chapter.title) continue;
    kept.text += (kept.text.empty() ? "" : "\n") + chapter.title;
  }
  if (file.chapters.empty()) problems_.Add("no-chapters", "the document has no chapters");
  file.warnings = std::move(problems_).Take();
  return file;
}

}  // namespace cuepoint
