#include "corpus/markdown/front_matter.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corpus/markdown/front_matter_formats.h"
#include "corpus/markdown/markdown_reader.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Line {
  std::string_view text;  // Without its end, and without white space behind it.
  std::size_t next = 0;   // Offset of the line after it.
};

Line LineAt(std::string_view content, std::size_t offset) {
  const std::size_t newline = content.find('\n', offset);
  const std::size_t end = std::min(newline, content.size());
  std::string_view text = content.substr(offset, end - offset);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return {text, newline == std::string_view::npos ? content.size() : newline + 1};
}

// The offset behind the "}" that closes the object at `begin`; npos when there is none.
std::size_t ObjectEnd(std::string_view content, std::size_t begin) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < content.size(); ++i) {
    const char c = content[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// Whether an object that starts at `begin` is front matter rather than JSON for its own sake, and
// where it ends: text follows it, and the text is no JSON.
std::optional<std::size_t> FrontObjectEnd(std::string_view content, std::size_t begin) {
  if (begin >= content.size() || content[begin] != '{') return std::nullopt;
  const std::string_view inside = Trim(content.substr(begin + 1, 64));
  if (inside.empty() || (inside[0] != '"' && inside[0] != '}')) return std::nullopt;
  const std::size_t end = ObjectEnd(content, begin);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view after = Trim(content.substr(end));
  if (after.empty() || after[0] == '{' || after[0] == ',' || after[0] == '[') return std::nullopt;
  // The text starts on a line of its own.
  if (!LineAt(content, end).text.empty()) return std::nullopt;
  return end;
}

std::size_t BodyStart(std::string_view content) {
  return content.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

Result<FrontMatter> ReadFenced(std::string_view content, std::size_t begin, bool toml) {
  const std::string_view fence = toml ? "+++" : "---";
  std::size_t offset = LineAt(content, begin).next;
  const std::size_t text_begin = offset;
  std::size_t line = 2;
  for (; offset < content.size(); ++line) {
    const Line current = LineAt(content, offset);
    // "..." ends a document of YAML, too.
    if (current.text == fence || (!toml && current.text == "...")) {
      const std::string_view text = content.substr(text_begin, offset - text_begin);
      if (text.size() > kFrontMatterLimitBytes) return FrontMatterTooLarge(1);
      FrontMatter front_matter;
      front_matter.body_offset = current.next;
      front_matter.body_line = line + 1;
      Result<FrontMatterValue> value = toml ? ReadToml(text, 2) : ReadYaml(text, 2);
      if (!value && !toml && value.error().code == ErrorCode::kParse) {
        Error error = value.error();
        FrontMatterValue repaired = ReadKeyLines(text, 2);
        if (repaired.keys.empty()) return error;
        error.message += "; read line by line";
        error.kind = "front-matter-repaired";
        front_matter.warnings.push_back(std::move(error));
        value = std::move(repaired);
      }
      if (!value) return value.error();
      front_matter.value = *std::move(value);
      return front_matter;
    }
    offset = current.next;
  }
  Error error{ErrorCode::kParse, "front matter has no end"};
  error.line = 1;
  error.remedy = "close it with a line of \"" + std::string(fence) + "\"";
  error.kind = "front-matter-open";
  return error;
}

}  // namespace

Error FrontMatterTooLarge(std::size_t line) {
  Error error{ErrorCode::kTooLarge,
              "front matter is larger than any show's: at most 1 MiB, 20,000 "
              "values and 64 levels are read"};
  error.line = line;
  error.kind = "front-matter-too-large";
  return error;
}

Error FrontMatterSyntax(std::string_view format, std::string_view what, std::size_t line) {
  Error error{ErrorCode::kParse, "front matter is no valid " + std::string(format) + ": " +
                                     std::string(TruncateUtf8(what, 200))};
  error.line = line;
  error.kind = "bad-front-matter";
  return error;
}

bool HasFrontMatter(std::string_view head) {
  const std::size_t begin = BodyStart(head);
  const Line first = LineAt(head, begin);
  if (first.text == "---" || first.text == "+++") return first.next > begin + first.text.size();
  return FrontObjectEnd(head, begin).has_value();
}

Result<FrontMatter> ReadFrontMatter(std::string_view content) {
  const std::size_t begin = BodyStart(content);
  const Line first = LineAt(content, begin);
  FrontMatter front_matter;
  if (first.text == "---" || first.text == "+++") {
    Result<FrontMatter> fenced = ReadFenced(content, begin, first.text == "+++");
    if (!fenced) return fenced;
    front_matter = *std::move(fenced);
  } else if (const std::optional<std::size_t> end = FrontObjectEnd(content, begin)) {
    const std::string_view text = content.substr(begin, *end - begin);
    if (text.size() > kFrontMatterLimitBytes) return FrontMatterTooLarge(1);
    Result<FrontMatterValue> value = ReadJsonObject(text, 1);
    if (!value) return value.error();
    front_matter.value = *std::move(value);
    front_matter.body_offset = LineAt(content, *end).next;
    front_matter.body_line =
        2 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  } else {
    front_matter.body_offset = begin;
  }
  if (front_matter.value.kind == FrontMatterValue::Kind::kNull) {
    front_matter.value.kind = FrontMatterValue::Kind::kMap;
  }
  if (!front_matter.value.is_map()) {
    return FrontMatterSyntax("set of fields", "a list or a single value", 1);
  }
  return front_matter;
}

}  // namespace cuepoint
