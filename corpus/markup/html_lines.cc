#include "corpus/markup/html_lines.h"

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Length of the list marker at the start of `line`, with the white space after it; 0 for none.
std::size_t MarkerLength(std::string_view line) {
  for (const std::string_view marker : {"-", "*", "\u2022", "\u00B7", "\u2013", "\u25E6"}) {
    if (line.size() <= marker.size() || !line.starts_with(marker)) continue;
    if (IsSpace(line[marker.size()])) return marker.size() + 1;
    // A bullet needs no space behind it; a dash or an asterisk without one means something else.
    if (marker == "\u2022") return marker.size();
  }
  return 0;
}

}  // namespace

void LineFeeder::StartLine(std::string_view& line) {
  const std::size_t marker = MarkerLength(line);
  const bool paragraph = newlines_ > 1 || (in_item_ && !indented_);
  if (marker > 0 || paragraph) {
    if (in_item_) {
      builder_.Close(BlockKind::kListItem);
    } else {
      builder_.Flush();
    }
    in_item_ = marker > 0;
    if (in_item_) builder_.Open(BlockKind::kListItem, 1);
    line.remove_prefix(marker);
  } else if (newlines_ > 0) {
    builder_.Break();
  }
  in_line_ = true;
  indented_ = false;
  newlines_ = 0;
}

void LineFeeder::Text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    if (!in_line_) {
      const std::size_t before = line.size();
      while (!line.empty() && IsSpace(line.front())) line.remove_prefix(1);
      indented_ = indented_ || line.size() < before;
      if (!line.empty()) StartLine(line);
    }
    builder_.Text(line);
    if (newline == std::string_view::npos) return;
    in_line_ = false;
    indented_ = false;
    ++newlines_;
    text.remove_prefix(newline + 1);
  }
}

}  // namespace cuepoint
