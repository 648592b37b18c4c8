#include "corpus/markup/html_events.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "corpus/markup/html_links.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

enum class Element {
  kOther,
  kAnchor,
  kBreak,
  kBoundary,
  kCell,
  kHeading,
  kImage,
  kItem,
  kList,
  kPreformatted,
  kQuote,
  kRow,
  kRule,
  kSkipped,
  kStrong,
};

struct NamedElement {
  std::string_view name;
  Element element;
};

// What is not here is a run of text.
constexpr std::array kElements = std::to_array<NamedElement>({
    {"a", Element::kAnchor},          {"address", Element::kBoundary},
    {"article", Element::kBoundary},  {"aside", Element::kBoundary},
    {"audio", Element::kSkipped},     {"b", Element::kStrong},
    {"blockquote", Element::kQuote},  {"body", Element::kBoundary},
    {"br", Element::kBreak},          {"button", Element::kSkipped},
    {"canvas", Element::kSkipped},    {"caption", Element::kBoundary},
    {"center", Element::kBoundary},   {"dd", Element::kBoundary},
    {"details", Element::kBoundary},  {"dir", Element::kList},
    {"div", Element::kBoundary},      {"dl", Element::kBoundary},
    {"dt", Element::kBoundary},       {"embed", Element::kOther},
    {"fieldset", Element::kBoundary}, {"figcaption", Element::kBoundary},
    {"figure", Element::kBoundary},   {"footer", Element::kBoundary},
    {"form", Element::kBoundary},     {"h1", Element::kHeading},
    {"h2", Element::kHeading},        {"h3", Element::kHeading},
    {"h4", Element::kHeading},        {"h5", Element::kHeading},
    {"h6", Element::kHeading},        {"head", Element::kSkipped},
    {"header", Element::kBoundary},   {"hgroup", Element::kBoundary},
    {"hr", Element::kRule},           {"html", Element::kBoundary},
    {"iframe", Element::kSkipped},    {"img", Element::kImage},
    {"li", Element::kItem},           {"main", Element::kBoundary},
    {"math", Element::kSkipped},      {"menu", Element::kList},
    {"nav", Element::kBoundary},      {"noframes", Element::kSkipped},
    {"noscript", Element::kSkipped},  {"object", Element::kSkipped},
    {"ol", Element::kList},           {"option", Element::kBoundary},
    {"p", Element::kBoundary},        {"pre", Element::kPreformatted},
    {"script", Element::kSkipped},    {"section", Element::kBoundary},
    {"select", Element::kSkipped},    {"strong", Element::kStrong},
    {"style", Element::kSkipped},     {"summary", Element::kBoundary},
    {"svg", Element::kSkipped},       {"table", Element::kBoundary},
    {"td", Element::kCell},           {"template", Element::kSkipped},
    {"textarea", Element::kSkipped},  {"th", Element::kCell},
    {"title", Element::kSkipped},     {"tr", Element::kRow},
    {"ul", Element::kList},           {"video", Element::kSkipped},
});
// The first seven bytes of a name and its length: names compare as one number.
constexpr std::uint64_t KeyOf(std::string_view name) {
  std::uint64_t key = name.size() & 0xFF;
  for (std::size_t i = 0; i < 7; ++i) {
    key = key << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0u);
  }
  return key;
}

struct KeyedElement {
  std::uint64_t key = 0;
  const NamedElement* named = nullptr;
};

constexpr auto SortByKey() {
  std::array<KeyedElement, kElements.size()> keyed{};
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    keyed[i] = {KeyOf(kElements[i].name), &kElements[i]};
  }
  std::sort(keyed.begin(), keyed.end(),
            [](const KeyedElement& a, const KeyedElement& b) { return a.key < b.key; });
  return keyed;
}

constexpr auto kKeyedElements = SortByKey();

constexpr bool KeysDiffer() {
  for (std::size_t i = 1; i < kKeyedElements.size(); ++i) {
    if (kKeyedElements[i].key == kKeyedElements[i - 1].key) return false;
  }
  return true;
}
static_assert(KeysDiffer());

Element ElementOf(std::string_view name) {
  const std::uint64_t key = KeyOf(name);
  const auto found = std::lower_bound(
      kKeyedElements.begin(), kKeyedElements.end(), key,
      [](const KeyedElement& element, std::uint64_t wanted) { return element.key < wanted; });
  if (found == kKeyedElements.end() || found->key != key) return Element::kOther;
  return found->named->name == name ? found->named->element : Element::kOther;
}

// The value of an attribute; empty when it is not there.
std::string_view Attribute(const unsigned char** attributes, std::string_view name) {
  if (attributes == nullptr) return {};
  for (; attributes[0] != nullptr; attributes += 2) {
    if (name != reinterpret_cast<const char*>(attributes[0])) continue;
    if (attributes[1] == nullptr) return {};
    return reinterpret_cast<const char*>(attributes[1]);
  }
  return {};
}

// A picture of one by one counts who opened the page and shows nothing.
bool IsTrackingPixel(const unsigned char** attributes) {
  const auto tiny = [](std::string_view length) {
    return length == "0" || length == "1" || length == "0px" || length == "1px";
  };
  return tiny(Attribute(attributes, "width")) || tiny(Attribute(attributes, "height"));
}

}  // namespace

void HtmlEvents::Start(std::string_view name, const unsigned char** attributes) {
  const Element element = ElementOf(name);
  if (element == Element::kSkipped) {
    ++skipped_;
    has_hidden_ = true;
    return;
  }
  if (skipped_ > 0) return;
  switch (element) {
    case Element::kAnchor:
      builder_.BeginLink(ResolveLink(Attribute(attributes, "href"), base_url_));
      break;
    case Element::kBreak:
      builder_.Break();
      break;
    case Element::kBoundary:
      builder_.Boundary();
      break;
    case Element::kCell:
      builder_.Cell();
      break;
    case Element::kHeading:
      builder_.Open(BlockKind::kHeading, name[1] - '0');
      break;
    case Element::kImage:
      if (!IsTrackingPixel(attributes)) builder_.ImageText(Attribute(attributes, "alt"));
      break;
    case Element::kItem:
      builder_.Open(BlockKind::kListItem, std::max(lists_, 1));
      break;
    case Element::kList:
      ++lists_;
      builder_.Boundary();
      break;
    case Element::kPreformatted:
      builder_.Open(BlockKind::kPreformatted, 0);
      break;
    case Element::kQuote:
      builder_.Open(BlockKind::kQuote, 0);
      break;
    case Element::kRow:
      builder_.Open(BlockKind::kTableRow, 0);
      break;
    case Element::kRule:
      builder_.Flush();
      break;
    case Element::kStrong:
      builder_.BeginStrong();
      break;
    case Element::kOther:
    case Element::kSkipped:
      break;
  }
}

void HtmlEvents::End(std::string_view name) {
  const Element element = ElementOf(name);
  if (element == Element::kSkipped) {
    if (skipped_ > 0) --skipped_;
    return;
  }
  if (skipped_ > 0) return;
  switch (element) {
    case Element::kAnchor:
      builder_.EndLink();
      break;
    case Element::kBoundary:
      builder_.Boundary();
      break;
    case Element::kHeading:
      builder_.Close(BlockKind::kHeading);
      break;
    case Element::kItem:
      builder_.Close(BlockKind::kListItem);
      break;
    case Element::kList:
      if (lists_ > 0) --lists_;
      builder_.Boundary();
      break;
    case Element::kPreformatted:
      builder_.Close(BlockKind::kPreformatted);
      break;
    case Element::kQuote:
      builder_.Close(BlockKind::kQuote);
      break;
    case Element::kRow:
      builder_.Close(BlockKind::kTableRow);
      break;
    case Element::kStrong:
      builder_.EndStrong();
      break;
    case Element::kBreak:
    case Element::kCell:
    case Element::kImage:
    case Element::kOther:
    case Element::kRule:
    case Element::kSkipped:
      break;
  }
}

void HtmlEvents::Text(std::string_view text) {
  if (skipped_ > 0) return;
  if (lines_ != nullptr) {
    lines_->Text(text);
  } else {
    builder_.Text(text);
  }
}

void HtmlEvents::Restart() {
  builder_.Reset();
  skipped_ = 0;
  lists_ = 0;
}

}  // namespace cuepoint
