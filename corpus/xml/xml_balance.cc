#include "corpus/xml/xml_balance.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include "corpus/text.h"
#include "corpus/xml/xml_parser.h"

namespace cuepoint {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool StartsName(char c) {
  return IsAlpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool IsNameChar(char c) { return StartsName(c) || IsDigit(c) || c == '-' || c == '.'; }

std::string_view NameAt(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsNameChar);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// Length of the tag at the start of `text`, quotes respected; npos when another "<" or the end
// comes first.
std::size_t TagLength(std::string_view text) {
  char quote = '\0';
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') return kNone;
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>') {
      return i + 1;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return kNone;
}

class Balancer {
 public:
  explicit Balancer(std::string_view xml) : xml_(xml) { balanced_.reserve(xml.size()); }

  std::string Run() {
    while (at_ < xml_.size()) {
      const std::size_t tag = std::min(xml_.find('<', at_), xml_.size());
      Copy(tag - at_);
      if (at_ == xml_.size()) break;
      if (!CopySection() && !CopyEndTag() && !CopyStartTag()) {
        balanced_ += "&lt;";
        ++at_;
      }
      if (open_.size() > kMaxXmlDepth) Copy(xml_.size() - at_);
    }
    return std::move(balanced_);
  }

 private:
  void Copy(std::size_t length) {
    balanced_ += xml_.substr(at_, length);
    at_ += length;
  }

  // Comments, CDATA sections, processing instructions and a DOCTYPE.
  bool CopySection() {
    const std::string_view rest = xml_.substr(at_);
    std::string_view end;
    if (rest.starts_with("<!--")) {
      end = "-->";
    } else if (rest.starts_with("<![CDATA[")) {
      end = "]]>";
    } else if (rest.starts_with("<?")) {
      end = "?>";
    } else if (rest.starts_with("<!")) {
      end = ">";
    } else {
      return false;
    }
    const std::size_t found = rest.find(end);
    Copy(found == kNone ? rest.size() : found + end.size());
    return true;
  }

  bool CopyEndTag() {
    const std::string_view rest = xml_.substr(at_);
    if (!rest.starts_with("</") || rest.size() < 3 || !StartsName(rest[2])) return false;
    const std::string_view name = NameAt(rest.substr(2));
    const std::size_t length = rest.find_first_of("<>", 2);
    if (length == kNone || rest[length] == '<') return false;
    if (const auto count = counts_.find(name); count != counts_.end() && count->second > 0) {
      bool closed = false;
      while (!closed) {
        const std::string_view innermost = open_.back();
        (balanced_ += "</").append(innermost) += '>';
        closed = innermost == name;
        --counts_[innermost];
        open_.pop_back();
      }
    }
    at_ += length + 1;
    // The lines of a tag that spans some.
    const std::string_view tag = rest.substr(0, length);
    balanced_.append(static_cast<std::size_t>(std::count(tag.begin(), tag.end(), '\n')), '\n');
    return true;
  }

  bool CopyStartTag() {
    const std::string_view rest = xml_.substr(at_);
    if (rest.size() < 2 || !StartsName(rest[1])) return false;
    const std::size_t length = TagLength(rest);
    if (length == kNone) return false;
    if (rest[length - 2] != '/') {
      open_.push_back(NameAt(rest.substr(1)));
      ++counts_[open_.back()];
    }
    Copy(length);
    return true;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::string balanced_;
  std::vector<std::string_view> open_;
  std::unordered_map<std::string_view, std::size_t> counts_;  // How many of a name are open.
};

}  // namespace

std::string BalanceXml(std::string_view xml) { return Balancer(xml).Run(); }

}  // namespace cuepoint
