// Text whose line breaks are its only structure, as in descriptions that were written in a plain
// text box: lines, paragraphs between blank lines, and lists of "- ", "* " or "• ".
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_LINES_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_LINES_H_

#include <cstddef>
#include <string_view>

#include "corpus/markup/html_builder.h"

namespace cuepoint {

/// Feeds text to a builder line by line. A text may come in pieces. Not thread-safe.
class LineFeeder {
 public:
  explicit LineFeeder(RichTextBuilder& builder) : builder_(builder) {}

  void Text(std::string_view text);

 private:
  void StartLine(std::string_view& line);

  RichTextBuilder& builder_;
  bool in_line_ = false;   // Something other than white space has come since the line break.
  bool indented_ = false;  // White space stands before it.
  bool in_item_ = false;
  std::size_t newlines_ = 0;  // Since the last line with something on it.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_LINES_H_
