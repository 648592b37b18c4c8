#include "corpus/problem_tally.h"

#include <utility>

namespace cuepoint {

void ProblemTally::Add(std::string_view kind, std::string_view message, std::size_t line) {
  for (Entry& entry : entries_) {
    if (entry.error.kind != kind) continue;
    ++entry.count;
    return;
  }
  Entry& entry = entries_.emplace_back();
  entry.error.code = ErrorCode::kParse;
  entry.error.message = message;
  entry.error.kind = kind;
  if (line > 0) entry.error.line = line;
  entry.count = 1;
}

std::vector<Error> ProblemTally::Take() && {
  std::vector<Error> errors;
  errors.reserve(entries_.size());
  for (Entry& entry : entries_) {
    if (entry.count > 1) {
      entry.error.message += " (and " + std::to_string(entry.count - 1) + " more like it)";
    }
    errors.push_back(std::move(entry.error));
  }
  return errors;
}

}  // namespace cuepoint
