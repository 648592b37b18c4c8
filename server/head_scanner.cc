#include "server/head_scanner.h"

#include <algorithm>

namespace cuepoint {
namespace {

// Room for the method and the version around the target, for a request line that has not ended.
constexpr std::size_t kAroundTargetBytes = 64;

}  // namespace

int HeadScanner::CheckLine(std::string_view line) {
  if (lines_ == 0) {
    const std::size_t first = line.find(' ');
    if (first == std::string_view::npos) return 0;
    const std::string_view rest = line.substr(first + 1);
    const std::size_t target_bytes = std::min(rest.find(' '), rest.size());
    return target_bytes > limits_.target_bytes ? 414 : 0;
  }
  return line.size() > limits_.header_bytes || lines_ > limits_.headers ? 431 : 0;
}

HeadScanner::Progress HeadScanner::Scan(std::string_view input) {
  const auto refused = [](int status) { return Progress{Progress::State::kRefused, 0, 0, status}; };
  while (scanned_ < input.size()) {
    const std::size_t feed = input.find('\n', scanned_);
    if (feed == std::string_view::npos) {
      scanned_ = input.size();
      break;
    }
    scanned_ = feed + 1;
    if (feed == line_begin_ || input[feed - 1] != '\r') return refused(400);
    const std::string_view line = input.substr(line_begin_, feed - 1 - line_begin_);
    line_begin_ = feed + 1;
    if (line_begin_ > limits_.head_bytes) return refused(lines_ == 0 ? 414 : 431);
    if (line.empty()) {
      if (lines_ > 0) return {Progress::State::kComplete, begin_, line_begin_, 0};
      begin_ = line_begin_;
      continue;
    }
    if (const int status = CheckLine(line)) return refused(status);
    ++lines_;
  }
  const std::size_t open_bytes = input.size() - line_begin_;
  if (lines_ == 0) {
    if (open_bytes > limits_.target_bytes + kAroundTargetBytes) return refused(414);
  } else if (open_bytes > limits_.header_bytes + 1 || input.size() > limits_.head_bytes) {
    return refused(431);
  }
  return {};
}

}  // namespace cuepoint
