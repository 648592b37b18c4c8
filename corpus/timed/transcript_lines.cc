#include "corpus/timed/transcript_lines.h"

#include <cstddef>

#include "corpus/text.h"
#include "corpus/text_lines.h"

namespace cuepoint {
namespace {

bool IsRule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("-*_= ") == std::string_view::npos;
}

}  // namespace

bool IsMarkupLine(std::string_view line) {
  if (line.starts_with("{%") || line.starts_with("{{") || line.starts_with("{:")) return true;
  if (line.starts_with("```") || line.starts_with("<!--") || IsRule(line)) return true;
  if (!line.starts_with('[')) return false;
  const std::size_t close = line.find("]: ");
  if (close == std::string_view::npos) return false;
  const std::string_view target = Trim(line.substr(close + 2));
  return StartsWithNoCase(target, "http") || target.starts_with("{{") || target.starts_with('/');
}

std::string_view SkipFrontMatter(std::string_view content) {
  TextLines lines(content);
  const auto first = lines.Next();
  if (!first || Trim(*first) != "---") return content;
  while (const auto line = lines.Next()) {
    if (Trim(*line) != "---") continue;
    const auto end = static_cast<std::size_t>(line->data() + line->size() - content.data());
    return content.substr(end);
  }
  return content;
}

}  // namespace cuepoint
