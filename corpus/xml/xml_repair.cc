#include "corpus/xml/xml_repair.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include <libxml/HTMLparser.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kCdataBegin = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";
// The longest name of an HTML 4 entity is "thetasym".
constexpr std::size_t kMaxEntityName = 8;
// A tag cannot be longer than the distance to the next "<"; shorter ones are not looked into.
constexpr std::size_t kLongTagBytes = 2 * kMaxXmlAttributes;

std::size_t Find(std::string_view text, char c, std::size_t from) {
  if (from >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + from, c, text.size() - from);
  return found == nullptr ? text.size()
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Where a CDATA section starts; the size when none does. Looked for by "[", which is rare, and not
// by "<", which is not.
std::size_t FindCdata(std::string_view text, std::size_t from) {
  for (std::size_t at = Find(text, '[', from); at < text.size(); at = Find(text, '[', at + 1)) {
    if (at >= from + 2 && text.substr(at - 2).starts_with(kCdataBegin)) return at - 2;
  }
  return text.size();
}

// "&amp;" and its like, and numeric references: what XML has by itself.
bool IsXmlReference(std::string_view text) {
  const std::string_view rest = text.substr(1);
  switch (rest.empty() ? '\0' : rest[0]) {
    case 'l':
      return rest.starts_with("lt;");
    case 'g':
      return rest.starts_with("gt;");
    case 'a':
      return rest.starts_with("amp;") || rest.starts_with("apos;");
    case 'q':
      return rest.starts_with("quot;");
    case '#': {
      const bool hex = rest.size() > 1 && rest[1] == 'x';
      const std::size_t begin = hex ? 2 : 1;
      std::size_t end = begin;
      while (
          end < rest.size() && end < begin + 8 &&
          (IsDigit(rest[end]) || (hex && ToLower(rest[end]) >= 'a' && ToLower(rest[end]) <= 'f'))) {
        ++end;
      }
      return end > begin && end < rest.size() && rest[end] == ';';
    }
    default:
      return false;
  }
}

std::string ToUtf8(unsigned code_point) {
  std::string text;
  const auto put = [&text](unsigned byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
  return text;
}

struct HtmlEntity {
  std::size_t length;  // From "&" to ";".
  std::string text;
};

std::optional<HtmlEntity> ReadHtmlEntity(std::string_view text) {
  const std::size_t end = text.substr(0, kMaxEntityName + 2).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string name(text.substr(1, end - 1));
  if (!std::all_of(name.begin(), name.end(), IsAlnum)) return std::nullopt;
  const htmlEntityDesc* entity = htmlEntityLookup(
      reinterpret_cast<const xmlChar*>(name.c_str()));  // HTML 4: all below U+FFFF.
  if (entity == nullptr) return std::nullopt;
  return HtmlEntity{end + 1, ToUtf8(entity->value)};
}

// Whether a byte is a control character that XML 1.0 forbids (production 2).
bool IsForbidden(char c) {
  return (static_cast<unsigned char>(c) < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
}

std::size_t FindForbidden(std::string_view text, std::size_t from) {
  // Blocks of a fixed size without a branch in them: compilers make vectors of that.
  constexpr std::size_t kBlock = 64;
  while (text.size() - from >= kBlock) {
    unsigned char forbidden = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      forbidden |= static_cast<unsigned char>(IsForbidden(text[from + i]));
    }
    if (forbidden != 0) break;
    from += kBlock;
  }
  while (from < text.size() && !IsForbidden(text[from])) ++from;
  return from;
}

// What ends the section at the start of `text` in which "<" means nothing; empty for a tag.
std::string_view EndOfOpaque(std::string_view text) {
  if (text.starts_with("<?")) return "?>";
  if (!text.starts_with("<!")) return {};
  if (text.starts_with("<!--")) return "-->";
  return text.starts_with(kCdataBegin) ? kCdataEnd : std::string_view();
}

// Attributes of the tag at the start of `text`, counted by their "=" outside quotes, up to the
// bound.
std::size_t CountAttributes(std::string_view text) {
  std::size_t count = 0;
  char quote = '\0';
  for (const char c : text.substr(1)) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    } else if (c == '=' && ++count > kMaxXmlAttributes) {
      break;
    }
  }
  return count;
}

class Scanner {
 public:
  explicit Scanner(std::string_view xml) : xml_(xml) {}

  Result<XmlRepair> Scan() {
    if (auto error = CheckTags()) return *std::move(error);
    std::size_t at = 0;
    while (at < xml_.size()) {
      const std::size_t cdata = FindCdata(xml_, at);
      RepairReferences(at, cdata);
      at = cdata == xml_.size() ? cdata : std::min(xml_.find(kCdataEnd, cdata), xml_.size());
    }
    Finish();
    return std::move(repair_);
  }

 private:
  std::optional<Error> CheckTags() const {
    for (std::size_t tag = Find(xml_, '<', 0); tag < xml_.size();) {
      if (const std::string_view end = EndOfOpaque(xml_.substr(tag)); !end.empty()) {
        tag = Find(xml_, '<', std::min(xml_.find(end, tag), xml_.size()));
        continue;
      }
      const std::size_t next = Find(xml_, '<', tag + 1);
      if (next - tag > kLongTagBytes &&
          CountAttributes(xml_.substr(tag, next - tag)) > kMaxXmlAttributes) {
        return Error{
            .code = ErrorCode::kTooLarge,
            .message =
                "an element has more than " + std::to_string(kMaxXmlAttributes) + " attributes",
            .offset = tag,
            .line = 1 + static_cast<std::size_t>(std::count(xml_.data(), xml_.data() + tag, '\n')),
            .kind = "too-many-attributes"};
      }
      tag = next;
    }
    return std::nullopt;
  }

  void RepairReferences(std::size_t begin, std::size_t end) {
    for (std::size_t at = Find(xml_, '&', begin); at < end; at = Find(xml_, '&', at + 1)) {
      const std::string_view rest = xml_.substr(at, end - at);
      if (IsXmlReference(rest)) continue;
      if (const auto entity = ReadHtmlEntity(rest)) {
        Replace(at, entity->length, entity->text);
        if (repair_.html_entities++ == 0) repair_.first_html_entity_line = line_;
      } else {
        Replace(at, 1, "&amp;");
        if (repair_.ampersands++ == 0) repair_.first_ampersand_line = line_;
      }
    }
  }

  void Replace(std::size_t at, std::size_t length, std::string_view with) {
    const std::string_view kept = xml_.substr(copied_, at - copied_);
    line_ += static_cast<std::size_t>(std::count(kept.begin(), kept.end(), '\n'));
    repair_.text += kept;
    repair_.text += with;
    repair_.repaired = true;
    copied_ = at + length;
  }

  // Copies the rest, and sees to control characters, which may stand anywhere.
  void Finish() {
    if (repair_.repaired) repair_.text += xml_.substr(copied_);
    std::size_t at = FindForbidden(repair_.repaired ? repair_.text : xml_, 0);
    if (at == (repair_.repaired ? repair_.text.size() : xml_.size())) return;
    if (!repair_.repaired) repair_.text = xml_;
    repair_.repaired = true;
    std::string& text = repair_.text;
    repair_.first_control_line =
        1 + static_cast<std::size_t>(std::count(text.data(), text.data() + at, '\n'));
    for (; at < text.size(); at = FindForbidden(text, at + 1)) {
      text[at] = ' ';
      ++repair_.controls;
    }
  }

  std::string_view xml_;
  XmlRepair repair_;
  std::size_t copied_ = 0;  // Bytes of the document that are in the repaired text.
  std::size_t line_ = 1;    // At `copied_`.
};

}  // namespace

Result<XmlRepair> ScanXml(std::string_view xml) { return Scanner(xml).Scan(); }

}  // namespace cuepoint
