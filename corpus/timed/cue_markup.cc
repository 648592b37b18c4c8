#include "corpus/timed/cue_markup.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <libxml/HTMLparser.h>
#include <unicode/utf8.h>

#include "corpus/text.h"
#include "corpus/timed/cue_list.h"
#include "corpus/timed/speaker_label.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxReferenceBytes = 32;  // "&CounterClockwiseContourIntegral;" is longer.

void AppendCodePoint(std::uint32_t code, std::string& to) {
  if (code == 0xA0) code = ' ';                  // A no-break space is a space to whoever searches.
  if (code == 0x200E || code == 0x200F) return;  // Directions, "&lrm;" and "&rlm;".
  if (code == 0 || code > 0x10FFFF || U_IS_SURROGATE(code)) code = 0xFFFD;
  char bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, code);
  to.append(bytes, length);
}

// The character that "&NAME;" stands for, where `name` is what is between.
std::optional<std::uint32_t> DecodeReference(std::string_view name) {
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
    if (hexadecimal) name.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return code;
  }
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  const std::string terminated(name);
  const auto* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (entity == nullptr) return std::nullopt;
  return entity->value;
}

// Whether `text`, which starts with "<", starts with a tag rather than a sign ("a < b").
bool StartsTag(std::string_view text) {
  return text.size() > 1 && (IsAlnum(text[1]) || text[1] == '/');
}

bool EndsSentence(std::string_view text) {
  constexpr std::string_view kAscii = ".!?\")]-:";
  return text.empty() || kAscii.find(text.back()) != std::string_view::npos ||
         static_cast<unsigned char>(text.back()) >= 0x80;
}

}  // namespace

void AppendDecoded(std::string_view text, std::string& to) {
  while (true) {
    const std::size_t at = text.find('&');
    to += text.substr(0, at);
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + 1);
    const std::size_t end = text.substr(0, kMaxReferenceBytes).find(';');
    const auto code = end == std::string_view::npos ? std::optional<std::uint32_t>()
                                                    : DecodeReference(text.substr(0, end));
    if (!code) {
      to += '&';
      continue;
    }
    AppendCodePoint(*code, to);
    text.remove_prefix(end + 1);
  }
}

void CueMarkup::AddLine(std::string_view line) {
  line_.clear();
  AppendStripped(line);
  TakeLabel();
}

// Text of `line` goes to line_; a voice ends the part before it.
void CueMarkup::AppendStripped(std::string_view line) {
  // Whether a closing bracket may still come, so that each byte is looked for once.
  bool tags = true;
  bool overrides = true;
  while (!line.empty()) {
    const std::size_t at = line.find_first_of("<{\\");
    AppendDecoded(line.substr(0, at), line_);
    if (at == std::string_view::npos) return;
    line.remove_prefix(at);
    const bool is_tag = line[0] == '<' && tags && StartsTag(line);
    const bool is_override =
        overrides && line.starts_with("{\\");  // SubStation Alpha's, as in "{\an8}".
    if (is_tag || is_override) {
      const std::size_t close = line.find(is_tag ? '>' : '}');
      if (close != std::string_view::npos) {
        if (is_tag) TakeTag(line.substr(1, close - 1));
        line.remove_prefix(close + 1);
        continue;
      }
      (is_tag ? tags : overrides) = false;
    }
    if (line.starts_with("\\N") || line.starts_with("\\h")) {
      line_ += ' ';
      line.remove_prefix(2);
      continue;
    }
    line_ += line[0];
    line.remove_prefix(1);
  }
}

void CueMarkup::TakeTag(std::string_view tag) {
  const std::size_t name_end = tag.find_first_of(" \t.");
  const std::string_view name = tag.substr(0, name_end);
  if (EqualsNoCase(name, "br") || EqualsNoCase(name, "br/")) line_ += ' ';
  if (name != "v") return;
  const std::size_t space = tag.find_first_of(" \t");
  if (space == std::string_view::npos) return;
  std::string speaker;
  AppendDecoded(tag.substr(space), speaker);
  speaker = OneLine(speaker);
  if (speaker.empty()) return;
  TakeLabel();
  line_.clear();
  CuePart& last = parts_.back();
  if (!last.text.empty()) parts_.emplace_back();
  parts_.back().speaker = std::move(speaker);
}

// Moves line_ to the parts, the label in front of it as a speaker.
void CueMarkup::TakeLabel() {
  std::string text = OneLine(line_);
  if (text.empty()) return;
  if (!voices_) {
    const auto label = TakeSpeakerLabel(text);
    if (label && IsSpeaker(label->speaker, label->marked)) {
      if (!parts_.back().text.empty()) parts_.emplace_back();
      parts_.back().speaker = std::string(label->speaker);
      speakers_.insert(*parts_.back().speaker);
      text = std::string(label->text);
    } else if (text.starts_with(">>")) {
      text = std::string(Trim(std::string_view(text).substr(2)));
    }
  }
  if (text.empty()) return;
  sentence_ended_ = EndsSentence(text);
  std::string& part = parts_.back().text;
  if (!part.empty()) part += ' ';
  part += text;
}

// A word before a colon in the midst of a sentence is a speaker only if it was one before.
bool CueMarkup::IsSpeaker(std::string_view name, bool marked) const {
  return marked || sentence_ended_ || speakers_.contains(std::string(name));
}

}  // namespace cuepoint
