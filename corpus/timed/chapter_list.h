// The chapters of a document of their own as its reader finds them, and what all formats have in
// common. A part of ReadChapterFile.
#ifndef CUEPOINT_CORPUS_TIMED_CHAPTER_LIST_H_
#define CUEPOINT_CORPUS_TIMED_CHAPTER_LIST_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/problem_tally.h"
#include "corpus/result.h"
#include "corpus/timed/chapter_file.h"

namespace cuepoint {

/// Collects chapters in the order of the document. Not thread-safe.
class ChapterList {
 public:
  /// A chapter a second for nearly three hours: more than anybody makes.
  static constexpr std::size_t kMaxChapters = 10'000;

  /// Adds a chapter; white space in `title` is made one space. One without a start in
  /// [0, kTimeLimit_s) or without a title is left out with a warning ("bad-chapter-time",
  /// "untitled-chapter"). Does nothing beyond kMaxChapters, which Finish reports.
  void Add(std::optional<double> start_s, std::string_view title, std::string_view url,
           std::size_t line = 0);

  bool full() const { return full_; }
  bool empty() const { return chapters_.empty(); }
  ProblemTally& problems() { return problems_; }

  /// The chapters by strictly ascending start. Of two at the same time the first stays, and the
  /// title of the other becomes its text ("double-chapter"). Error: kTooLarge.
  Result<ChapterFile> Finish() &&;

 private:
  std::vector<Chapter> chapters_;
  ProblemTally problems_;
  bool full_ = false;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CHAPTER_LIST_H_
