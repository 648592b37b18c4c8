#include "corpus/timed/speaker_label.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxLabelBytes = 100;
constexpr std::size_t kMaxNameBytes = 60;
constexpr std::size_t kMaxNameWords = 6;
constexpr std::string_view kWideColon = "\uFF1A";  // As in Chinese and Japanese.

constexpr std::array<std::string_view, 20> kParticles = {
    "van", "von", "de", "der", "den", "del", "della", "di",  "da",  "dos",
    "du",  "la",  "le", "el",  "al",  "bin", "ibn",   "ter", "ten", "and"};

// Words that stand before a colon without speaking, and sounds that stand in brackets.
constexpr std::array<std::string_view, 44> kNoSpeakers = {
    "also",      "and",      "announcement", "applause", "blank_audio", "but",      "caution",
    "chapter",   "credits",  "crosstalk",    "date",     "disclaimer",  "edit",     "episode",
    "example",   "fixme",    "foreign",      "hint",     "http",        "https",    "important",
    "inaudible", "language", "laughter",     "laughs",   "link",        "links",    "music",
    "note",      "notes",    "noise",        "pause",    "ps",          "remember", "silence",
    "so",        "summary",  "tip",          "title",    "todo",        "topics",   "transcript",
    "update",    "warning"};

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view one) { return EqualsNoCase(one, word); });
}

bool IsNameByte(char c) {
  return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '\'' || c == '-' ||
         c == '_' || c == ',' || c == '#' || c == '&' || c == '/';
}

bool IsNameWord(std::string_view word, bool first) {
  if (!std::all_of(word.begin(), word.end(), IsNameByte)) return false;
  const char front = word.front();
  if (IsUpper(front) || static_cast<unsigned char>(front) >= 0x80) return true;
  if (first) return false;
  return IsDigit(front) || front == '#' || front == '&' || IsOneOf(word, kParticles);
}

std::string_view TrimColon(std::string_view text) {
  text = Trim(text);
  if (text.ends_with(':')) text.remove_suffix(1);
  if (text.ends_with(kWideColon)) text.remove_suffix(kWideColon.size());
  return Trim(text);
}

// What stands behind a colon at the front of `text`; nullopt without one.
std::optional<std::string_view> AfterColon(std::string_view text) {
  text = Trim(text);
  if (text.starts_with(':')) return Trim(text.substr(1));
  if (text.starts_with(kWideColon)) return Trim(text.substr(kWideColon.size()));
  return std::nullopt;
}

// "**NAME**: TEXT", "**NAME:** TEXT" and the same with "__".
std::optional<SpeakerLabel> TakeEmphasised(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  const std::size_t close = line.substr(0, kMaxLabelBytes).find(mark, mark.size());
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inner = Trim(line.substr(mark.size(), close - mark.size()));
  const std::string_view rest = line.substr(close + mark.size());
  const std::string_view name = TrimColon(inner);
  if (!LooksLikeSpeaker(name)) return std::nullopt;
  if (const auto text = AfterColon(rest)) return SpeakerLabel{name, *text, true};
  if (name.size() < inner.size()) return SpeakerLabel{name, Trim(rest), true};
  return std::nullopt;
}

std::optional<SpeakerLabel> TakeBracketed(std::string_view line) {
  if (!line.starts_with('[')) return std::nullopt;
  const std::size_t close = line.substr(0, kMaxLabelBytes).find(']');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view name = TrimColon(line.substr(1, close - 1));
  const std::string_view rest = line.substr(close + 1);
  // "[link](address)" and "[name]: address" are Markdown.
  if (!LooksLikeSpeaker(name) || rest.starts_with('(')) return std::nullopt;
  if (const auto text = AfterColon(rest)) {
    if (StartsWithNoCase(*text, "http") || text->starts_with("{{")) return std::nullopt;
    return SpeakerLabel{name, *text, true};
  }
  if (Trim(rest).empty()) return std::nullopt;  // "[Music]"
  return SpeakerLabel{name, Trim(rest), true};
}

std::optional<SpeakerLabel> TakePlain(std::string_view line) {
  const std::string_view head = line.substr(0, kMaxLabelBytes);
  const std::size_t colon = std::min(head.find(':'), head.find(kWideColon));
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(colon);
  // "12:30" and "https://" are no labels.
  if (rest[0] == ':' && rest.size() > 1 && !IsSpace(rest[1])) return std::nullopt;
  const std::string_view name = Trim(line.substr(0, colon));
  if (!LooksLikeSpeaker(name)) return std::nullopt;
  return SpeakerLabel{name, *AfterColon(rest), false};
}

}  // namespace

bool LooksLikeSpeaker(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > kMaxNameBytes) return false;
  if (IsOneOf(text, kNoSpeakers)) return false;
  std::size_t words = 0;
  bool particle = false;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, length);
    // A title or affiliation in brackets, "Ann (host)".
    const bool aside = words > 0 && word.starts_with('(') && word.ends_with(')');
    if (!aside && !IsNameWord(word, words == 0)) return false;
    if (++words > kMaxNameWords) return false;
    particle = IsOneOf(word, kParticles);
    text = Trim(text.substr(length));
  }
  return !particle;
}

std::optional<SpeakerLabel> TakeSpeakerLabel(std::string_view line) {
  line = Trim(line);
  while (line.starts_with('>')) line.remove_prefix(1);  // Broadcasters' sign of a new speaker.
  line = Trim(line);
  if (line.empty()) return std::nullopt;
  switch (line.front()) {
    case '*':
      return TakeEmphasised(line, "**");
    case '_':
      return TakeEmphasised(line, "__");
    case '[':
      return TakeBracketed(line);
    default:
      return TakePlain(line);
  }
}

}  // namespace cuepoint
