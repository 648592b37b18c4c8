// Problems of one document, bounded in number, alike ones counted together.
#ifndef CUEPOINT_CORPUS_PROBLEM_LOG_H_
#define CUEPOINT_CORPUS_PROBLEM_LOG_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/document.h"
#include "corpus/result.h"
#include "corpus/text_encoding.h"

namespace cuepoint {

/// Collects the errors and warnings of a document. Not thread-safe.
class ProblemLog {
 public:
  /// Problems kept of each sort; more are counted.
  static constexpr std::size_t kMaxProblems = 1000;

  void AddError(Error error);
  void AddWarning(Error warning);
  /// A warning of code kParse. Line 0: not known.
  void Warn(std::string kind, std::size_t line, std::string message);
  /// Adds what `other` has collected.
  void Append(ProblemLog&& other);

  /// Moves the problems to `document`, with how many were not kept.
  void MoveTo(Document& document) &&;

 private:
  struct Problems {
    std::vector<Error> kept;
    std::size_t dropped = 0;

    void Add(Error problem);
    void MoveTo(std::vector<Error>& target, const char* what);
  };
  Problems errors_;
  Problems warnings_;
};

/// Warns about an encoding that was guessed and about bytes that were replaced.
void ReportDecoding(const DecodedText& decoded, ProblemLog& problems);

/// `text`, shortened, well-formed and in quotation marks, for use in a message.
std::string Quoted(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PROBLEM_LOG_H_
