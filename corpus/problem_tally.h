// Warnings of one document, alike ones counted rather than repeated, so that a broken document of a
// million lines gives a report that people read. For files of one episode, where a kind says all;
// a feed keeps each problem with its line (problem_log.h), since it may be another episode's.
#ifndef CUEPOINT_CORPUS_PROBLEM_TALLY_H_
#define CUEPOINT_CORPUS_PROBLEM_TALLY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// Collects warnings by kind. Not thread-safe.
class ProblemTally {
 public:
  /// Notes a problem: `kind` as in Error::kind, `message` a sentence about one case of it, `line`
  /// 1-based or 0 when not known. Of each kind the first message is kept.
  void Add(std::string_view kind, std::string_view message, std::size_t line = 0);

  /// The warnings in the order in which their kinds came up, each with how many more there were.
  std::vector<Error> Take() &&;

 private:
  struct Entry {
    Error error;
    std::size_t count = 0;
  };
  std::vector<Entry> entries_;  // As many as there are kinds: a handful.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PROBLEM_TALLY_H_
