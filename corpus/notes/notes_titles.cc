#include "corpus/notes/notes_titles.h"

#include <algorithm>

#include "corpus/notes/notes_lines.h"
#include "corpus/text.h"

namespace cuepoint {

namespace {

// Whether a sentence ends with the byte `at`, and another one follows.
bool IsSentenceEnd(std::string_view text, std::size_t at) {
  const char c = text[at];
  return (c == '.' || c == '?' || c == '!') && at + 1 < text.size() && IsSpace(text[at + 1]);
}

}  // namespace

SplitTitle CutTitle(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return {std::string(text), {}};
  for (std::size_t at = std::min(limit_bytes, text.size()) - 1; at > limit_bytes / 8; --at) {
    if (IsSentenceEnd(text, at)) {
      return {std::string(text.substr(0, at + 1)), std::string(Trim(text.substr(at + 1)))};
    }
  }
  std::string_view cut = TruncateUtf8(text, limit_bytes);
  if (const std::size_t space = cut.rfind(' ');
      space != std::string_view::npos && space > limit_bytes / 2) {
    cut = cut.substr(0, space);
  }
  return {std::string(TrimTitle(cut)) + std::string(kNoTitle), std::string(text)};
}

}  // namespace cuepoint
