#include "corpus/timed/timed_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "corpus/text.h"
#include "corpus/timed/speaker_label.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxHeadBytes = 100;  // A name, and the white space in which some set it.
constexpr std::size_t kMaxTimeBytes = 24;
constexpr std::array<std::string_view, 6> kDashes = {"-->",    "->",     "\u2013",
                                                     "\u2014", "\u2192", "-"};

bool IsEmphasis(char c) { return c == '*' || c == '_' || c == '`'; }

// Without white space and emphasis in front.
std::string_view TrimFront(std::string_view text) {
  while (!text.empty() && (IsSpace(text[0]) || IsEmphasis(text[0]))) text.remove_prefix(1);
  return text;
}

std::string_view TrimBack(std::string_view text) {
  while (!text.empty() && (IsSpace(text.back()) || IsEmphasis(text.back()))) text.remove_suffix(1);
  return text;
}

// Without what stands between a time and the words: dashes, colons, bars.
std::string_view TrimSeparators(std::string_view text) {
  while (true) {
    const std::size_t before = text.size();
    text = TrimFront(text);
    for (const std::string_view dash : kDashes) {
      if (text.starts_with(dash)) text.remove_prefix(dash.size());
    }
    if (text.starts_with(':') || text.starts_with('|')) text.remove_prefix(1);
    if (text.size() == before) return text;
  }
}

char ClosingBracket(char open) {
  switch (open) {
    case '[':
      return ']';
    case '(':
      return ')';
    case '{':
      return '}';
    case '<':
      return '>';
    default:
      return '\0';
  }
}

// A time at the front, consumed.
std::optional<double> TakeTime(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && length < kMaxTimeBytes &&
         (IsDigit(text[length]) || text[length] == ':' || text[length] == '.' ||
          text[length] == ',')) {
    ++length;
  }
  while (length > 0 && !IsDigit(text[length - 1])) --length;
  const auto seconds = ParseTimestamp(text.substr(0, length));
  if (seconds) text.remove_prefix(length);
  return seconds;
}

// "--> END" at the front, consumed together with white space.
std::optional<double> TakeRangeEnd(std::string_view& text) {
  std::string_view rest = Trim(text);
  for (const std::string_view dash : kDashes) {
    if (!rest.starts_with(dash)) continue;
    rest = TrimFront(rest.substr(dash.size()));
    const auto end_s = TakeTime(rest);
    if (end_s) text = rest;
    return end_s;
  }
  return std::nullopt;
}

bool StartsHalfDay(std::string_view text) {
  for (const std::string_view word : {"am", "pm", "a.m", "p.m", "Uhr", "o'clock"}) {
    if (StartsWithNoCase(text, word) && (text.size() == word.size() || !IsAlpha(text[word.size()])))
      return true;
  }
  return false;
}

// Whether `rest`, behind a time without brackets, lets it stand by itself: "12:30)" does not.
bool EndsTime(std::string_view rest) {
  return rest.empty() || IsSpace(rest[0]) || rest[0] == '-' || rest[0] == ':' || rest[0] == '|' ||
         rest[0] == '[' || static_cast<unsigned char>(rest[0]) >= 0x80;
}

// A line that starts with a time.
std::optional<TimedLine> TakeTimeFirst(std::string_view line) {
  TimedLine timed;
  const char close = line.empty() ? '\0' : ClosingBracket(line.front());
  if (close != '\0') line = TrimFront(line.substr(1));
  const auto start_s = TakeTime(line);
  if (!start_s) return std::nullopt;
  timed.start_s = *start_s;
  timed.end_s = TakeRangeEnd(line);
  while (!line.empty() && IsEmphasis(line[0])) line.remove_prefix(1);
  if (close != '\0') {
    line = TrimFront(line);
    if (line.empty() || line.front() != close) return std::nullopt;
    line.remove_prefix(1);
    if (line.starts_with('(')) return std::nullopt;  // "[1:52](#t=112)", a chapter's link.
    timed.marked = true;
  } else if (StartsHalfDay(Trim(line)) || !EndsTime(line)) {
    return std::nullopt;
  }
  timed.marked |= Trim(line).empty() || timed.start_s != std::floor(timed.start_s);
  line = Trim(line);
  // The emphasis of "**[0:12]** Ann" ends here; that of "[0:12] **Ann:**" starts.
  const auto early_label = TakeSpeakerLabel(line);
  const std::string_view rest = early_label ? line : TrimSeparators(line);
  const auto label = early_label ? early_label : TakeSpeakerLabel(rest);
  timed.speaker = label ? label->speaker : std::string_view();
  timed.text = label ? label->text : rest;
  return timed;
}

// Where the first time of `head` starts, behind something else; npos without one.
std::size_t FindTime(std::string_view head) {
  for (std::size_t i = 1; i < head.size(); ++i) {
    if (!IsDigit(head[i]) || IsDigit(head[i - 1])) continue;
    std::string_view rest = head.substr(i);
    if (TakeTime(rest)) return i;
  }
  return std::string_view::npos;
}

// A line that starts with a speaker, and a time behind it.
std::optional<TimedLine> TakeSpeakerFirst(std::string_view line) {
  const std::size_t at = FindTime(line.substr(0, std::min(line.size(), kMaxHeadBytes)));
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view name = TrimBack(line.substr(0, at));
  char close = name.empty() ? '\0' : ClosingBracket(name.back());
  if (close != '\0') name = TrimBack(name.substr(0, name.size() - 1));
  if (close == '\0' && name.starts_with('[')) {
    close = name.find(']') == std::string_view::npos ? ']' : '\0';  // "[Ann 1:02]", "[Ann] 1:02"
    name.remove_prefix(1);
    if (name.ends_with(']')) name.remove_suffix(1);
  }
  while (!name.empty() && (name.back() == ':' || name.back() == '|' || name.back() == '-' ||
                           name.back() == ',' || name.back() == '@')) {
    name = TrimBack(name.substr(0, name.size() - 1));
  }
  name = TrimFront(name);
  if (!LooksLikeSpeaker(name)) return std::nullopt;
  TimedLine timed;
  timed.marked = true;
  timed.speaker = name;
  std::string_view rest = line.substr(at);
  timed.start_s = *TakeTime(rest);
  timed.end_s = TakeRangeEnd(rest);
  rest = TrimFront(rest);
  if (close != '\0') {
    if (rest.empty() || rest.front() != close) return std::nullopt;
    rest.remove_prefix(1);
  }
  timed.text = TrimSeparators(rest);
  // "Ann 12:30 was late" is prose.
  if (close == '\0' && !timed.text.empty()) return std::nullopt;
  return timed;
}

}  // namespace

std::optional<TimedLine> TakeTimedLine(std::string_view line) {
  line = Trim(line);
  for (const std::string_view bullet : {"- ", "* ", "+ ", "> ", "\u2022 "}) {
    if (line.starts_with(bullet)) line = Trim(line.substr(bullet.size()));
  }
  const std::string_view plain = TrimFront(line);
  if (const auto timed = TakeTimeFirst(plain)) return timed;
  return TakeSpeakerFirst(line);
}

}  // namespace cuepoint
