#include "corpus/markup/html_unclosed.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/markup/html_scan.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Those that HtmlEvents skips, but for "head", which may go without an end tag.
constexpr auto kHiding = std::to_array<std::string_view>(
    {"audio", "button", "canvas", "iframe", "math", "noframes", "noscript", "object", "script",
     "select", "style", "svg", "template", "textarea", "title", "video"});

constexpr std::string_view kCommentBegin = "<!--";

// Index in kHiding of the element whose name starts at `text`; its size for any other.
std::size_t HidingAt(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && IsAlnum(text[length])) ++length;
  const std::string_view name = text.substr(0, length);
  const bool whole = length == text.size() || IsSpace(text[length]) || text[length] == '>' ||
                     text[length] == '/' || text[length] == '<';
  if (!whole) return kHiding.size();
  const auto found = std::find_if(kHiding.begin(), kHiding.end(), [name](std::string_view hiding) {
    return EqualsNoCase(hiding, name);
  });
  return static_cast<std::size_t>(found - kHiding.begin());
}

class Unhider {
 public:
  explicit Unhider(std::string_view html) : html_(html), last_comment_end_(html.rfind("-->")) {
    last_end_.fill(0);
    for (std::size_t at = html_.find("</"); at != html_.npos; at = html_.find("</", at + 2)) {
      if (const std::size_t hiding = HidingAt(html_.substr(at + 2)); hiding < kHiding.size()) {
        last_end_[hiding] = at;
      }
    }
  }

  std::optional<std::string> Run() {
    for (std::size_t at = html_.find('<'); at != html_.npos; at = html_.find('<', at)) {
      const std::string_view rest = html_.substr(at);
      if (rest.starts_with(kCommentBegin)) {
        const bool ends = last_comment_end_ != html_.npos && last_comment_end_ > at;
        if (!ends) Replace(at, at + 1, "&lt;");
        at += kCommentBegin.size();
        continue;
      }
      ++at;
      const std::size_t hiding = HidingAt(rest.substr(1));
      if (hiding < kHiding.size() && last_end_[hiding] < at) {
        at = ShowTag(at - 1, at + kHiding[hiding].size());
      }
    }
    if (copied_ == 0) return std::nullopt;
    shown_ += html_.substr(copied_);
    return std::move(shown_);
  }

 private:
  // The tag at `begin`, whose name ends at `name_end`. Returns where to go on.
  std::size_t ShowTag(std::size_t begin, std::size_t name_end) {
    // One that does not end is looked for once only.
    const std::size_t end = tags_end_ ? FindTagEnd(html_, name_end).offset : html_.npos;
    tags_end_ = end != html_.npos;
    if (!tags_end_) {
      Replace(begin, begin + 1, "&lt;");
      return name_end;
    }
    if (html_[end] == '>' && html_[end - 1] == '/') return end;  // It has no contents.
    if (Trim(html_.substr(name_end, end - name_end)).empty()) {
      Replace(begin, begin + 1, "&lt;");
    } else {
      Replace(begin, std::min(end + 1, html_.size()), {});
    }
    return end;
  }

  void Replace(std::size_t begin, std::size_t end, std::string_view with) {
    shown_ += html_.substr(copied_, begin - copied_);
    shown_ += with;
    copied_ = end;
  }

  std::string_view html_;
  std::size_t last_comment_end_;
  std::array<std::size_t, kHiding.size()> last_end_;  // Where the last end tag of each stands.
  bool tags_end_ = true;
  std::string shown_;
  std::size_t copied_ = 0;  // Bytes of the document that are in `shown_`.
};

}  // namespace

std::optional<std::string> ShowUnclosed(std::string_view html) { return Unhider(html).Run(); }

}  // namespace cuepoint
