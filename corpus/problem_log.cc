#include "corpus/problem_log.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxQuotedBytes = 60;

}  // namespace

void ProblemLog::Problems::Add(Error problem) {
  if (kept.size() < kMaxProblems) {
    kept.push_back(std::move(problem));
  } else {
    ++dropped;
  }
}

void ProblemLog::Problems::MoveTo(std::vector<Error>& target, const char* what) {
  std::move(kept.begin(), kept.end(), std::back_inserter(target));
  if (dropped == 0) return;
  target.push_back({.code = ErrorCode::kTooLarge,
                    .message = std::to_string(dropped) + " more " + what + " are not listed",
                    .kind = "not-listed"});
}

void ProblemLog::AddError(Error error) { errors_.Add(std::move(error)); }

void ProblemLog::AddWarning(Error warning) { warnings_.Add(std::move(warning)); }

void ProblemLog::Warn(std::string kind, std::size_t line, std::string message) {
  Error warning{.code = ErrorCode::kParse, .message = std::move(message), .kind = std::move(kind)};
  if (line > 0) warning.line = line;
  AddWarning(std::move(warning));
}

void ProblemLog::Append(ProblemLog&& other) {
  for (Error& error : other.errors_.kept) AddError(std::move(error));
  for (Error& warning : other.warnings_.kept) AddWarning(std::move(warning));
  errors_.dropped += other.errors_.dropped;
  warnings_.dropped += other.warnings_.dropped;
}

void ProblemLog::MoveTo(Document& document) && {
  errors_.MoveTo(document.errors, "errors");
  warnings_.MoveTo(document.warnings, "warnings");
}

void ReportDecoding(const DecodedText& decoded, ProblemLog& problems) {
  if (decoded.guessed) {
    problems.Warn("guessed-encoding", 0,
                  "the encoding is not declared and was taken for " + decoded.encoding);
  }
  if (decoded.repaired) {
    problems.Warn("bad-bytes", 0,
                  "bytes that make no sense in " + decoded.encoding + " were replaced");
  }
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
