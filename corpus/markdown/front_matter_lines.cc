#include <algorithm>
#include <string>
#include <utility>

#include "corpus/markdown/front_matter_formats.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

using Kind = FrontMatterValue::Kind;

// A value as somebody wrote it: without the quotes around it, or the comment behind it.
std::string Unquote(std::string_view text) {
  text = Trim(text);
  if (text.size() >= 2 && (text[0] == '"' || text[0] == '\'')) {
    const std::size_t end = text.rfind(text[0]);
    const std::string_view after = Trim(text.substr(end + 1));
    if (end > 0 && (after.empty() || after[0] == '#')) return std::string(text.substr(1, end - 1));
  }
  const std::size_t comment = text.find(" #");
  return std::string(Trim(text.substr(0, comment)));
}

FrontMatterValue Scalar(std::string_view text, std::size_t line) {
  FrontMatterValue value;
  value.line = line;
  value.text = Unquote(text);
  // What stands for a block of text below it, as the lines are joined anyway.
  if (value.text == "|" || value.text == ">" || value.text == "|-" || value.text == ">-") {
    value.text.clear();
  }
  if (!value.text.empty()) value.kind = Kind::kScalar;
  return value;
}

// Length of the key at the start of `line`, which a colon follows; 0 when there is none.
std::size_t KeyLength(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && (IsAlnum(line[i]) || line[i] == '_' || line[i] == '-')) ++i;
  const bool colon = i < line.size() && line[i] == ':';
  return colon && (i + 1 == line.size() || IsSpace(line[i + 1])) ? i : 0;
}

// Adds what stands below a key: an item of its list, or more of its text.
void AddBelow(FrontMatterValue& value, std::string_view text, std::size_t line) {
  if (text.starts_with("- ")) {
    if (value.kind != Kind::kList) {
      value = FrontMatterValue{};
      value.kind = Kind::kList;
      value.line = line;
    }
    value.items.push_back(Scalar(text.substr(2), line));
    return;
  }
  if (value.kind == Kind::kList) return;
  if (!value.text.empty()) value.text += '\n';
  value.text += text;
  value.kind = Kind::kScalar;
}

}  // namespace

FrontMatterValue ReadKeyLines(std::string_view text, std::size_t first_line) {
  FrontMatterValue map;
  map.kind = Kind::kMap;
  map.line = first_line;
  std::size_t values = 0;
  for (std::size_t line = first_line; !text.empty() && values < kFrontMatterLimitValues; ++line) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, newline);
    text.remove_prefix(std::min(newline + 1, text.size()));
    const std::string_view trimmed = Trim(whole);
    if (trimmed.empty() || trimmed[0] == '#') continue;
    ++values;
    const std::size_t key = KeyLength(whole);
    if (key > 0) {
      map.keys.emplace_back(whole.substr(0, key));
      map.items.push_back(Scalar(whole.substr(key + 1), line));
    } else if (!map.items.empty() && (IsSpace(whole[0]) || whole[0] == '-')) {
      AddBelow(map.items.back(), trimmed, line);
    }
  }
  return map;
}

}  // namespace cuepoint
