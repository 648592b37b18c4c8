#include "corpus/markup/html_scan.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Sorted. The elements that start or end a line in a browser; the rest are runs of text.
constexpr std::array<std::string_view, 41> kBlockNames = {
    "address", "article", "aside",   "blockquote", "body",      "br",  "caption",
    "center",  "dd",      "details", "div",        "dl",        "dt",  "fieldset",
    "figure",  "footer",  "form",    "h1",         "h2",        "h3",  "h4",
    "h5",      "h6",      "header",  "hr",         "html",      "li",  "main",
    "menu",    "nav",     "ol",      "p",          "plaintext", "pre", "section",
    "summary", "table",   "td",      "th",         "tr",        "ul"};

// Sorted. What titles are marked up with.
constexpr std::array<std::string_view, 22> kRunNames = {
    "a",    "abbr", "b", "big",   "br",   "cite",   "code",   "em",  "font", "i",  "mark",
    "nobr", "p",    "s", "small", "span", "strike", "strong", "sub", "sup",  "tt", "u"};

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

// The name that starts at `text`, in lower case and at most as long as any that is looked up.
std::string_view NameAt(std::string_view text, std::array<char, 12>& buffer) {
  std::size_t length = 0;
  while (length < text.size() && length < buffer.size() && IsAlnum(text[length])) {
    buffer[length] = ToLower(text[length]);
    ++length;
  }
  return {buffer.data(), length};
}

// Calls `visit(offset of the name, name, whether it is an end tag)` for each tag until it returns
// the offset to go on from as npos.
template <class Visit>
void ForEachTag(std::string_view html, Visit visit) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos && at + 1 < html.size();) {
    const bool closing = html[at + 1] == '/';
    const std::size_t name_at = at + (closing ? 2 : 1);
    std::size_t next = at + 1;
    if (name_at < html.size() &&
        (IsAlpha(html[name_at]) || html[name_at] == '!' || html[name_at] == '?')) {
      next = visit(name_at, closing);
      if (next == std::string_view::npos) return;
    }
    at = html.find('<', next);
  }
}

}  // namespace

TagEnd FindTagEnd(std::string_view html, std::size_t i) {
  int attributes = 0;
  bool after_equals = false;
  for (; i < html.size(); ++i) {
    const char c = html[i];
    if (c == '>') return {i, false};
    if (IsSpace(c)) {
      if (i + 1 < html.size() && !IsSpace(html[i + 1]) && ++attributes > kAttributeLimit) {
        return {i, true};
      }
      continue;
    }
    if (c == '=') {
      after_equals = true;
      continue;
    }
    if (after_equals && (c == '"' || c == '\'')) {
      i = html.find(c, i + 1);
      if (i == std::string_view::npos) break;
      // Without a space, the next attribute may start right behind the quote.
      if (++attributes > kAttributeLimit) return {i + 1, true};
    }
    after_equals = false;
  }
  return {};
}

MarkupScan ScanMarkup(std::string_view html) {
  MarkupScan scan;
  scan.entities = html.find('&') != std::string_view::npos;
  ForEachTag(html, [&](std::size_t name_at, bool closing) {
    scan.tags = true;
    scan.comments = scan.comments || html[name_at] == '!';
    if (!scan.block_tags) {
      std::array<char, 12> buffer;
      scan.block_tags = Contains(kBlockNames, NameAt(html.substr(name_at), buffer));
    }
    if (closing || !IsAlpha(html[name_at])) return name_at;
    const TagEnd end = FindTagEnd(html, name_at);
    scan.crowded_tag = scan.crowded_tag || end.crowded;
    return end.crowded && scan.block_tags ? std::string_view::npos : end.offset;
  });
  return scan;
}

std::string EndCrowdedTags(std::string_view html) {
  std::string ended;
  ended.reserve(html.size() + 16);
  std::size_t copied = 0;
  ForEachTag(html, [&](std::size_t name_at, bool closing) {
    if (closing || !IsAlpha(html[name_at])) return name_at;
    const TagEnd end = FindTagEnd(html, name_at);
    if (end.crowded) {
      ended += html.substr(copied, end.offset - copied);
      ended += '>';
      copied = end.offset;
    }
    return end.offset;
  });
  ended += html.substr(copied);
  return ended;
}

std::string EscapeUnlikelyTags(std::string_view line) {
  std::array<char, 12> buffer;
  std::vector<std::string> opened;
  std::vector<std::string> closed;
  const auto note = [](std::vector<std::string>& names, std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  ForEachTag(line, [&](std::size_t name_at, bool closing) {
    const std::string_view name = NameAt(line.substr(name_at), buffer);
    if (Contains(kRunNames, name)) note(closing ? closed : opened, name);
    return name_at;
  });
  const auto is_in = [](const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::string escaped;
  escaped.reserve(line.size() + 16);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '<') {
      escaped += line[i];
      continue;
    }
    const bool closing = i + 1 < line.size() && line[i + 1] == '/';
    const std::string_view name = NameAt(line.substr(i + (closing ? 2 : 1)), buffer);
    const bool likely = name == "br" || (is_in(opened, name) && is_in(closed, name)) ||
                        line.substr(i).starts_with("<!--");
    escaped += likely ? "<" : "&lt;";
  }
  return escaped;
}

}  // namespace cuepoint
