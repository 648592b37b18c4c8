// The lines of a text, whichever way they end.
#ifndef CUEPOINT_CORPUS_TEXT_LINES_H_
#define CUEPOINT_CORPUS_TEXT_LINES_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace cuepoint {

/// Hands out the lines of a text without their ends (LF, CRLF, or CR in a text without any LF). The
/// text must outlive what it hands out. Linear over the whole text.
class TextLines {
 public:
  explicit TextLines(std::string_view text)
      : rest_(text), end_(text.find('\n') == std::string_view::npos ? '\r' : '\n') {}

  /// The next line; nullopt at the end. A line end at the very end makes no further line.
  std::optional<std::string_view> Next() {
    if (rest_.empty()) return std::nullopt;
    ++line_;
    const std::size_t length = rest_.find(end_);
    std::string_view line = rest_.substr(0, length);
    rest_ = length == std::string_view::npos ? std::string_view() : rest_.substr(length + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  /// 1-based number of the line handed out last; 0 before the first.
  std::size_t line() const { return line_; }

 private:
  std::string_view rest_;
  char end_;
  std::size_t line_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TEXT_LINES_H_
