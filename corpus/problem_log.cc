#include "corpus/problem_log.h"

#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxQuotedBytes = 60;

Error Dropped(std::size_t count, std::string_view what) {
  return {.code = ErrorCode::kTooLarge,
          .message = std::to_string(count) + " more " + std::string(what) + " are not listed",
          .kind = "not-listed"};
}

}  // namespace

void ProblemLog::AddError(Error error) {
  if (document_.errors.size() < kMaxProblems) {
    document_.errors.push_back(std::move(error));
  } else {
    ++dropped_errors_;
  }
}

void ProblemLog::AddWarning(Error warning) {
  if (document_.warnings.size() < kMaxProblems) {
    document_.warnings.push_back(std::move(warning));
  } else {
    ++dropped_warnings_;
  }
}

void ProblemLog::Warn(std::string kind, std::size_t line, std::string message) {
  Error warning{.code = ErrorCode::kParse, .message = std::move(message), .kind = std::move(kind)};
  if (line > 0) warning.line = line;
  AddWarning(std::move(warning));
}

void ProblemLog::Finish() {
  if (dropped_errors_ > 0) document_.errors.push_back(Dropped(dropped_errors_, "errors"));
  if (dropped_warnings_ > 0) document_.warnings.push_back(Dropped(dropped_warnings_, "warnings"));
}

std::string Quoted(std::string_view text) {
  text = Trim(text);
  const std::string_view cut = TruncateUtf8(text, kMaxQuotedBytes);
  std::string quoted = "\"" + RepairUtf8(cut) + (cut.size() < text.size() ? "…\"" : "\"");
  for (char& c : quoted) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return quoted;
}

}  // namespace cuepoint
