// Problems of one document, bounded in number, alike ones counted together.
#ifndef CUEPOINT_CORPUS_PROBLEM_LOG_H_
#define CUEPOINT_CORPUS_PROBLEM_LOG_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/document.h"
#include "corpus/result.h"

namespace cuepoint {

/// Collects the errors and warnings of a document. Not thread-safe.
class ProblemLog {
 public:
  /// Problems kept of each sort; more are counted.
  static constexpr std::size_t kMaxProblems = 1000;

  /// `document` must outlive the log.
  explicit ProblemLog(Document& document) : document_(document) {}

  void AddError(Error error);
  void AddWarning(Error warning);
  /// A warning of code kParse. Line 0: not known.
  void Warn(std::string kind, std::size_t line, std::string message);

  /// Adds to the document how many problems were not kept. Call once, at the end.
  void Finish();

 private:
  Document& document_;
  std::size_t dropped_errors_ = 0;
  std::size_t dropped_warnings_ = 0;
};

/// `text`, shortened, well-formed and in quotation marks, for use in a message.
std::string Quoted(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PROBLEM_LOG_H_
