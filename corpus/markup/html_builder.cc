#include "corpus/markup/html_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/markup/html_links.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

enum ByteClass : unsigned char {
  kPlain,
  kWhite,    // ASCII white space.
  kControl,  // ASCII controls, never shown.
  kLead,     // May start one of Unicode's spaces or zero-width characters.
};

constexpr std::array<ByteClass, 256> MakeByteClasses() {
  std::array<ByteClass, 256> classes{};
  for (std::size_t c = 0; c < 0x20; ++c) classes[c] = kControl;
  classes[0x7F] = kControl;
  for (const unsigned char c : {' ', '\t', '\n', '\v', '\f', '\r'}) classes[c] = kWhite;
  for (const std::size_t c : {0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEFu}) classes[c] = kLead;
  return classes;
}

constexpr std::array<ByteClass, 256> kByteClasses = MakeByteClasses();

ByteClass ClassOf(char c) { return kByteClasses[static_cast<unsigned char>(c)]; }

enum class Special { kNone, kSpace, kZeroWidth };

struct SpecialAt {
  Special kind = Special::kNone;
  std::size_t length = 0;
};

// Unicode's White_Space property beyond ASCII, and the format characters of no width.
SpecialAt FindSpecial(std::string_view text) {
  const auto byte = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  switch (byte(0)) {
    case 0xC2:  // U+0085, U+00A0
      if (byte(1) == 0x85 || byte(1) == 0xA0) return {Special::kSpace, 2};
      break;
    case 0xE1:  // U+1680
      if (byte(1) == 0x9A && byte(2) == 0x80) return {Special::kSpace, 3};
      break;
    case 0xE2:
      if (byte(1) == 0x80) {
        const unsigned last = byte(2);
        if (last >= 0x80 && last <= 0x8A) return {Special::kSpace, 3};      // U+2000 to U+200A
        if (last >= 0x8B && last <= 0x8F) return {Special::kZeroWidth, 3};  // U+200B to U+200F
        if (last == 0xA8 || last == 0xA9 || last == 0xAF) return {Special::kSpace, 3};
      } else if (byte(1) == 0x81) {
        if (byte(2) == 0x9F) return {Special::kSpace, 3};      // U+205F
        if (byte(2) == 0xA0) return {Special::kZeroWidth, 3};  // U+2060
      }
      break;
    case 0xE3:  // U+3000
      if (byte(1) == 0x80 && byte(2) == 0x80) return {Special::kSpace, 3};
      break;
    case 0xEF:  // U+FEFF
      if (byte(1) == 0xBB && byte(2) == 0xBF) return {Special::kZeroWidth, 3};
      break;
    default:
      break;
  }
  return {};
}

// Bytes to drop from the end of `text`: one zero-width character or one white space.
std::size_t EdgeLength(std::string_view text) {
  if (text.empty()) return 0;
  if (IsSpace(text.back())) return 1;
  if (text.size() < 3) return 0;
  const SpecialAt special = FindSpecial(text.substr(text.size() - 3));
  return special.kind == Special::kZeroWidth ? special.length : 0;
}

bool IsPunctuation(char c) { return static_cast<unsigned char>(c) < 0x80 && !IsAlnum(c); }

// A heading or a row is one line's worth of text, and an item is one item, however many paragraphs
// they hold.
bool HoldsParagraphs(BlockKind kind) {
  return kind == BlockKind::kListItem || kind == BlockKind::kHeading ||
         kind == BlockKind::kTableRow;
}

}  // namespace

RichTextBuilder::RichTextBuilder() { open_.push_back({BlockKind::kParagraph, 0}); }

void RichTextBuilder::Text(std::string_view text) {
  if (kind() == BlockKind::kPreformatted) {
    AppendPreformatted(text);
    return;
  }
  std::size_t i = 0;
  while (i < text.size()) {
    const ByteClass first = ClassOf(text[i]);
    if (first == kWhite) {
      space_ = true;
      ++i;
      continue;
    }
    if (first == kControl) {
      ++i;
      continue;
    }
    if (first == kLead) {
      const SpecialAt special = FindSpecial(text.substr(i));
      if (special.kind == Special::kSpace) {
        space_ = true;
        i += special.length;
        continue;
      }
      if (special.kind == Special::kZeroWidth && AtLineStart()) {
        i += special.length;
        continue;
      }
    }
    // As long a run as can be copied as it is: words with single spaces between them.
    std::size_t end = i + 1;
    while (end < text.size()) {
      const ByteClass next = ClassOf(text[end]);
      if (next == kPlain ||
          (next == kLead && FindSpecial(text.substr(end)).kind != Special::kSpace) ||
          (text[end] == ' ' && end + 1 < text.size() && ClassOf(text[end + 1]) == kPlain)) {
        ++end;
      } else {
        break;
      }
    }
    Append(text.substr(i, end - i));
    i = end;
  }
}

void RichTextBuilder::Append(std::string_view text) {
  if (!block_.text.empty()) {
    if (tabs_ > 0) {
      block_.text.append(tabs_, '\t');
    } else if (breaks_ > 0) {
      block_.text += '\n';
    } else if (space_) {
      block_.text += ' ';
    }
  }
  space_ = false;
  breaks_ = 0;
  tabs_ = 0;
  if (!link_url_.empty() && link_begin_ == std::string::npos) link_begin_ = block_.text.size();
  NoteEmphasis(text);
  block_.text += text;
}

void RichTextBuilder::AppendPreformatted(std::string_view text) {
  if (!link_url_.empty() && link_begin_ == std::string::npos) link_begin_ = block_.text.size();
  NoteEmphasis(text);
  for (const char c : text) {
    const ByteClass byte_class = ClassOf(c);
    if (byte_class == kControl || c == '\r') continue;
    if (c == '\n' && block_.text.empty()) continue;
    block_.text += c;
  }
}

void RichTextBuilder::NoteEmphasis(std::string_view text) {
  if (strong_ > 0) {
    strong_text_ = true;
  } else if (!plain_text_) {
    // The colon after "<b>Links</b>:" does not make it less of a heading.
    plain_text_ = !std::all_of(text.begin(), text.end(), IsPunctuation);
  }
}

void RichTextBuilder::Break() {
  if (kind() == BlockKind::kPreformatted) {
    block_.text += '\n';
    return;
  }
  space_ = false;
  if (block_.text.empty()) return;
  ++breaks_;
  if (breaks_ > 1 && !HoldsParagraphs(kind())) Flush();
}

void RichTextBuilder::Boundary() {
  if (!HoldsParagraphs(kind())) {
    Flush();
    return;
  }
  space_ = false;
  if (!block_.text.empty()) breaks_ = 1;
}

void RichTextBuilder::Cell() {
  if (kind() != BlockKind::kTableRow) {
    Boundary();
    return;
  }
  if (cells_) ++tabs_;
  cells_ = true;
}

void RichTextBuilder::TrimBlock() {
  std::string& text = block_.text;
  std::size_t size = text.size();
  while (const std::size_t length = EdgeLength(std::string_view(text).substr(0, size))) {
    size -= length;
  }
  text.resize(size);
  while (!block_.links.empty() && block_.links.back().end > size) {
    block_.links.back().end = size;
    if (block_.links.back().begin < size) break;
    block_.links.pop_back();
  }
}

void RichTextBuilder::Flush() {
  AddLink();
  TrimBlock();
  if (!block_.text.empty()) {
    block_.kind = open_.back().kind;
    block_.level = open_.back().level;
    block_.strong = strong_text_ && !plain_text_;
    LinkAddresses(block_);
    built_.blocks.push_back(std::move(block_));
  }
  block_ = TextBlock{};
  space_ = false;
  breaks_ = 0;
  tabs_ = 0;
  cells_ = false;
  strong_text_ = false;
  plain_text_ = false;
}

void RichTextBuilder::Open(BlockKind kind, int level) {
  Flush();
  open_.push_back({kind, level});
}

void RichTextBuilder::Close(BlockKind kind) {
  const auto innermost = std::find_if(open_.rbegin(), open_.rend() - 1,
                                      [kind](const OpenBlock& open) { return open.kind == kind; });
  if (innermost == open_.rend() - 1) return;
  Flush();
  open_.erase(innermost.base() - 1, open_.end());
}

void RichTextBuilder::BeginLink(std::string url) {
  EndLink();
  link_url_ = std::move(url);
  link_begin_ = std::string::npos;
  link_has_text_ = false;
  image_text_.clear();
}

void RichTextBuilder::EndLink() {
  if (link_url_.empty()) return;
  if (link_begin_ == std::string::npos && !link_has_text_ && !image_text_.empty()) {
    const std::string text = std::exchange(image_text_, {});
    Text(text);
  }
  AddLink();
  link_url_.clear();
}

void RichTextBuilder::AddLink() {
  const std::size_t begin = std::exchange(link_begin_, std::string::npos);
  // Text that was not shown leaves the link without any.
  if (link_url_.empty() || begin >= block_.text.size()) return;
  block_.links.push_back({begin, block_.text.size(), link_url_});
  link_has_text_ = true;
}

void RichTextBuilder::ImageText(std::string_view alternative) {
  if (!link_url_.empty() && image_text_.empty()) image_text_ = alternative;
}

void RichTextBuilder::Reset() {
  Flush();
  link_url_.clear();
  open_.resize(1);
  strong_ = 0;
}

RichText RichTextBuilder::Finish() {
  EndLink();
  Reset();
  return std::exchange(built_, {});
}

}  // namespace cuepoint
