#include "corpus/markup/markdown_directives.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// How far apart the two ends of a directive may be.
constexpr std::size_t kDirectiveLimitBytes = 4096;

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

// The fence that opens or closes a block of code: its character, or 0. A fence is closed by one
// that is at least as long (CommonMark 0.30, 4.5).
struct Fence {
  char mark = 0;
  std::size_t length = 0;
};

Fence FenceOf(std::string_view line) {
  line = TrimLeft(line);
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return {};
  std::size_t length = 0;
  while (length < line.size() && line[length] == line[0]) ++length;
  if (length < 3) return {};
  if (line[0] == '`' && line.find('`', length) != std::string_view::npos) return {};
  return {line[0], length};
}

// Digits, a colon and two digits, possibly in brackets or emphasised: how a line of a list of times
// starts.
bool StartsWithTime(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() &&
         (IsSpace(line[i]) || std::string_view("[(*_@>").find(line[i]) != std::string_view::npos)) {
    ++i;
  }
  std::size_t digits = 0;
  while (i < line.size() && IsDigit(line[i])) {
    ++i;
    ++digits;
  }
  return digits > 0 && digits <= 3 && i + 2 < line.size() && line[i] == ':' &&
         IsDigit(line[i + 1]) && IsDigit(line[i + 2]);
}

bool EndsWithTime(std::string_view line) {
  std::size_t i = line.size();
  while (i > 0 && (IsSpace(line[i - 1]) ||
                   std::string_view("])*_").find(line[i - 1]) != std::string_view::npos)) {
    --i;
  }
  return i >= 4 && IsDigit(line[i - 1]) && IsDigit(line[i - 2]) && line[i - 3] == ':' &&
         IsDigit(line[i - 4]);
}

class DirectiveDropper {
 public:
  explicit DirectiveDropper(std::string_view markdown) : text_(markdown) {
    kept_.reserve(markdown.size() + markdown.size() / 16);
  }

  std::string Run() {
    SkipImports();
    while (at_ < text_.size()) Line();
    return std::move(kept_);
  }

 private:
  std::size_t LineEnd(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }
  void NextLine(std::size_t end) { at_ = std::min(end + 1, text_.size()); }

  // An MDX file starts with its imports and exports, between blank lines.
  void SkipImports() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t end = LineEnd(at);
      const std::string_view line = text_.substr(at, end - at);
      const bool imports =
          line.starts_with("import ") && (line.find(" from ") != std::string_view::npos ||
                                          line.find_first_of("'\"") != std::string_view::npos);
      const bool exports = line.starts_with("export const ") || line.starts_with("export default ");
      if (!Trim(line).empty() && !imports && !exports) break;
      at = std::min(end + 1, text_.size());
      if (imports || exports) at_ = at;
    }
  }

  void Line() {
    const std::size_t end = LineEnd(at_);
    const std::string_view line = text_.substr(at_, end - at_);
    const Fence fence = FenceOf(line);
    if (fence_.mark != 0) {
      const bool closes = fence.mark == fence_.mark && fence.length >= fence_.length;
      if (closes) fence_ = {};
      Keep(line, false);
      NextLine(end);
      return;
    }
    if (fence.mark != 0) {
      fence_ = fence;
      Keep(line, false);
      NextLine(end);
      return;
    }
    const std::string_view trimmed = Trim(line);
    if (trimmed.starts_with("{:") && trimmed.ends_with("}")) {
      DropListPlaceholder(trimmed);
      NextLine(end);
      return;
    }
    if (trimmed.size() > 1 && trimmed[0] == '<') {
      const std::size_t name = trimmed[1] == '/' ? 2 : 1;
      if (name < trimmed.size() && IsUpper(trimmed[name])) {
        const auto tag = static_cast<std::size_t>(trimmed.data() - text_.data());
        const std::size_t tag_end = ComponentEnd(tag);
        if (tag_end != std::string_view::npos) {
          at_ = tag_end;
          if (Trim(text_.substr(at_, LineEnd(at_) - at_)).empty()) {
            // The component stood alone: what comes after it is a paragraph of its own.
            NextLine(LineEnd(at_));
            Keep("", false);
          }
          return;
        }
      }
    }
    if (OpensForGood(trimmed)) {
      // To Markdown it would make HTML of all that follows.
      const auto tag = static_cast<std::size_t>(trimmed.data() - line.data());
      Keep(std::string(line.substr(0, tag)) + '\\' + std::string(trimmed), true);
      NextLine(end);
    } else if (line.find('{') == std::string_view::npos) {
      Keep(line, true);
      NextLine(end);
    } else {
      LineWithBraces();
    }
  }

  // Whether a line starts with a tag that nothing ends from here on, or a comment.
  bool OpensForGood(std::string_view line) {
    if (!line.starts_with('<')) return false;
    const auto at = static_cast<std::size_t>(line.data() - text_.data());
    for (Directive& opener : html_openers_) {
      if (!StartsWithNoCase(line, opener.begin)) continue;
      const std::string_view rest = line.substr(opener.begin.size());
      if (opener.begin != "<!--" && !rest.empty() && !IsSpace(rest[0]) && rest[0] != '>') continue;
      return opener.end.Next(text_, at) == text_.size();
    }
    return false;
  }

  // "{:toc}" replaces the list item above it, whatever that says.
  void DropListPlaceholder(std::string_view attributes) {
    if (attributes != "{:toc}" || kept_.empty()) return;
    const std::size_t before =
        kept_.size() < 2 ? std::string::npos : kept_.rfind('\n', kept_.size() - 2);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string_view item = TrimLeft(std::string_view(kept_).substr(begin));
    if (item.starts_with("* ") || item.starts_with("- ") || item.starts_with("1. ")) {
      kept_.resize(begin);
    }
  }

  // The offset behind the ">" that ends the component's tag at `at`, beyond quotes and braces.
  std::size_t ComponentEnd(std::size_t at) const {
    int depth = 0;
    const std::size_t limit = std::min(text_.size(), at + kDirectiveLimitBytes);
    for (std::size_t i = at + 1; i < limit; ++i) {
      const char c = text_[i];
      if (c == '{') ++depth;
      if (c == '}' && depth > 0) --depth;
      if (depth == 0 && (c == '"' || c == '\'')) {
        i = text_.find(c, i + 1);
        if (i >= limit) return std::string_view::npos;
      } else if (depth == 0 && c == '>') {
        return i + 1;
      } else if (depth == 0 && c == '<') {
        return std::string_view::npos;
      }
    }
    return std::string_view::npos;
  }

  // Copies a line but for its directives, which may go on over lines.
  void LineWithBraces() {
    std::string line;
    bool code = false;
    std::size_t i = at_;
    while (i < text_.size() && text_[i] != '\n') {
      if (text_[i] == '`') code = !code;
      if (text_[i] == '{' && !code) {
        const std::size_t end = DirectiveEnd(i);
        if (end != std::string_view::npos) {
          i = end;
          continue;
        }
      }
      line += text_[i++];
    }
    const bool only_directives = Trim(line).empty();
    Keep(only_directives ? std::string_view() : std::string_view(line), true);
    NextLine(i);
  }

  std::size_t DirectiveEnd(std::size_t at) {
    for (Directive& directive : directives_) {
      if (!text_.substr(at).starts_with(directive.begin)) continue;
      const std::size_t end = directive.end.Next(text_, at + directive.begin.size());
      // A blank line ends whatever never did.
      if (end == text_.size() || end - at > kDirectiveLimitBytes) break;
      if (blank_line_.Next(text_, at) < end) break;
      return end + directive.end.what.size();
    }
    return std::string_view::npos;
  }

  void Keep(std::string_view line, bool prose) {
    const bool blank = Trim(line).empty();
    if (prose && !blank && previous_prose_ && (previous_time_ || StartsWithTime(line))) {
      kept_.insert(kept_.size() - 1, "  ");
    }
    previous_prose_ = prose && !blank;
    previous_time_ = previous_prose_ && EndsWithTime(line);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    kept_ += line;
    kept_ += '\n';
  }

  // Where a string stands next. Asked for ascending places, it searches the text once.
  struct NextPlace {
    std::string_view what;
    std::size_t at = 0;
    bool known = false;

    std::size_t Next(std::string_view text, std::size_t from) {
      if (!known || at < from) at = std::min(text.find(what, from), text.size());
      known = true;
      return at;
    }
  };
  struct Directive {
    std::string_view begin;
    NextPlace end;
  };

  std::string_view text_;
  std::string kept_;
  std::array<Directive, 3> directives_ = {
      {{"{%", {.what = "%}"}}, {"{{", {.what = "}}"}}, {"{/*", {.what = "*/}"}}}};
  std::array<Directive, 4> html_openers_ = {{{"<style", {.what = "</style"}},
                                             {"<script", {.what = "</script"}},
                                             {"<textarea", {.what = "</textarea"}},
                                             {"<!--", {.what = "-->"}}}};
  NextPlace blank_line_ = {.what = "\n\n"};
  std::size_t at_ = 0;
  Fence fence_;
  bool previous_prose_ = false;
  bool previous_time_ = false;
};

}  // namespace

std::string DropDirectives(std::string_view markdown) { return DirectiveDropper(markdown).Run(); }

}  // namespace cuepoint
