#include "corpus/notes/notes_links.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/notes/notes_time_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

bool IsContentUrl(std::string_view url) {
  if (url.empty() || url.front() == '#') return false;
  for (const std::string_view scheme : {"javascript:", "data:", "mailto:", "tel:"}) {
    if (StartsWithNoCase(url, scheme)) return false;
  }
  return true;
}

bool IsPunctuation(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return IsAlnum(c) || static_cast<unsigned char>(c) >= 0xC3; });
}

}  // namespace

std::vector<Link> ContentLinks(const NotesLine& line) {
  std::vector<Link> links;
  for (const TextLink& link : line.links) {
    if (!IsContentUrl(link.url)) continue;
    const std::size_t begin = link.begin - line.begin;
    const std::size_t end = std::min(link.end - line.begin, line.text.size());
    const std::string_view text = Trim(line.text.substr(begin, end - begin));
    if (TimeInUrl(link.url) &&
        text.find_first_not_of("0123456789:;.@()[] hms") == std::string_view::npos) {
      continue;
    }
    links.push_back({.url = link.url, .title = std::string(TrimTitle(text)), .start_s = {}});
  }
  return links;
}

bool IsOnlyLinks(const NotesLine& line) {
  if (line.links.empty()) return false;
  std::size_t at = 0;
  for (const TextLink& link : line.links) {
    if (!IsContentUrl(link.url)) return false;
    const std::size_t begin = std::max(link.begin - line.begin, at);
    if (!IsPunctuation(line.text.substr(at, begin - at))) return false;
    at = std::min(std::max(link.end - line.begin, at), line.text.size());
  }
  return IsPunctuation(line.text.substr(at));
}

}  // namespace cuepoint
