#include "corpus/notes/notes_times.h"

#include <algorithm>
#include <array>

#include "corpus/notes/notes_text.h"
#include "corpus/notes/notes_time_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Length of the decoration at the start of `text`: white space, dashes, bullets, arrows, clocks.
std::size_t DecorationLength(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view(" \t*-|~>+=.,;:_").find(text.front()) != std::string_view::npos) return 1;
  const std::size_t length = Utf8SequenceLength(text);
  if (length == 2) return text.starts_with("\xC2\xA0") || text.starts_with("\xC2\xB7") ? 2 : 0;
  // U+2000 to U+2BFF (punctuation, arrows, symbols) and U+FE0F; U+1F000 on (pictographs).
  if (length == 3) {
    const bool symbol = text[0] == '\xE2' && static_cast<unsigned char>(text[1]) <= 0xAF;
    return symbol || text.starts_with("\xEF\xB8\x8F") ? 3 : 0;
  }
  return length == 4 && text.starts_with("\xF0\x9F") ? 4 : 0;
}

bool IsOpening(char c) { return c == '(' || c == '[' || c == '{' || c == '<' || c == '@'; }
bool IsClosing(char c) { return c == ')' || c == ']' || c == '}' || c == '>'; }

bool StartsWithWord(std::string_view text, std::string_view word) {
  return StartsWithNoCase(text, word) &&
         (text.size() == word.size() || !IsAlnum(text[word.size()]));
}

// Whether what follows a time makes it one of a clock on the wall.
bool IsTimeOfDay(std::string_view after) {
  if (after.starts_with("\xC2\xA0")) after.remove_prefix(2);
  if (after.starts_with(' ')) after.remove_prefix(1);
  constexpr std::array<std::string_view, 20> kMarks = {
      "am",  "pm",  "a.m", "p.m", "uhr", "h",   "hrs",  "utc", "gmt", "cet",
      "est", "edt", "cst", "cdt", "pst", "pdt", "cest", "bst", "ist", "o'clock"};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return StartsWithWord(after, mark); });
}

// Whether a title can start right behind a time, or white space or a mark stands there.
bool CanFollowTime(std::string_view after) {
  if (after.empty()) return true;
  const char c = after.front();
  if (IsLower(c) || IsDigit(c)) return false;
  return c != '%' && c != '/' && c != '$' && c != '\'';
}

// Length of " - 15:30" or " to 15:30" at the start of `after`.
std::size_t RangeEndLength(std::string_view after) {
  std::size_t at = 0;
  while (at < after.size() && IsSpace(after[at])) ++at;
  std::size_t joint = 0;
  for (const std::string_view mark : {"-", "\xE2\x80\x93", "\xE2\x80\x94", "to ", "bis "}) {
    if (after.substr(at).starts_with(mark)) joint = mark.size();
  }
  if (joint == 0) return 0;
  at += joint;
  while (at < after.size() && IsSpace(after[at])) ++at;
  const auto end = ReadTime(after.substr(at, kMaxTimeBytes));
  if (!end) return 0;
  at += end->length;
  return CanFollowTime(after.substr(at)) ? at : 0;
}

// The link that holds the byte `at` of the line, where it points to a time.
struct TimeLink {
  double start_s = 0;
  std::size_t begin = 0;  // In the line.
  std::size_t end = 0;
};

std::optional<TimeLink> FindTimeLink(const NotesLine& line, std::size_t at) {
  const auto after = std::upper_bound(
      line.links.begin(), line.links.end(), line.begin + at,
      [](std::size_t offset, const TextLink& link) { return offset < link.begin; });
  if (after == line.links.begin()) return std::nullopt;
  const TextLink& link = *(after - 1);
  if (line.begin + at >= link.end) return std::nullopt;
  const auto start_s = TimeInUrl(link.url);
  if (!start_s) return std::nullopt;
  const std::size_t begin = std::max(link.begin, line.begin) - line.begin;
  return TimeLink{*start_s, begin, std::min(link.end - line.begin, line.text.size())};
}

// Whether the text of a link is meant as a time, though perhaps a misspelt one: "@1;29:26".
bool LooksLikeTime(std::string_view text) {
  if (text.size() > kMaxTimeBytes || text.find_first_of("0123456789") == std::string_view::npos) {
    return false;
  }
  return text.find_first_not_of("0123456789:;., ()[]@hmsHMS") == std::string_view::npos;
}

// Behind a time: what closes it and sets it off from the title.
std::size_t SkipClosing(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (StartsWithOption(text.substr(at))) break;
    if (IsClosing(text[at])) {
      ++at;
    } else if (const std::size_t length = DecorationLength(text.substr(at));
               length > 0 && text[at] != '.' && text[at] != '+' && text[at] != '=' &&
               text[at] != '_' && length < 3) {
      at += length;
    } else {
      break;
    }
  }
  return at;
}

void SetLink(const TimeLink& link, LineTime& time) {
  time.linked = true;
  if (link.start_s != time.start_s) time.linked_s = link.start_s;
}

// Whether `before` ends in a word after which a time is one of day, or a length.
bool EndsInPreposition(std::string_view before) {
  before = Trim(before);
  const std::size_t space = before.find_last_of(" \t(");
  const std::string_view word = before.substr(space == std::string_view::npos ? 0 : space + 1);
  constexpr std::array<std::string_view, 22> kWords = {
      "at",     "by",    "from",  "until",    "till",  "to", "around", "about",
      "before", "after", "~",     "past",     "since", "um", "ab",     "bis",
      "von",    "seit",  "gegen", "\xC3\xA0", "vers",  "las"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view known) { return EqualsNoCase(word, known); });
}

// "2024-01-02", "1.2.2024": a date in front makes the time one of day.
bool EndsInDate(std::string_view before) {
  before = Trim(before);
  std::size_t digits = 0;
  std::size_t marks = 0;
  for (std::size_t i = before.size(); i > 0 && digits + marks < 12; --i) {
    const char c = before[i - 1];
    if (IsDigit(c)) {
      ++digits;
    } else if (c == '-' || c == '.' || c == '/') {
      ++marks;
    } else {
      break;
    }
  }
  return digits >= 4 && marks >= 1;
}

}  // namespace

std::optional<LineTime> FindTimeAtStart(const NotesLine& line) {
  const std::string_view text = line.text;
  std::size_t at = 0;
  while (at < text.size()) {
    if (IsOpening(text[at])) {
      ++at;
    } else if (const std::size_t length = DecorationLength(text.substr(at)); length > 0) {
      at += length;
    } else {
      break;
    }
  }
  // "1. 00:12 Title", "2) 03:40 Title" in a list made by hand.
  if (const std::size_t digits = LeadingDigits(text.substr(at));
      digits > 0 && digits < 4 && at + digits + 1 < text.size() &&
      (text[at + digits] == '.' || text[at + digits] == ')') && IsSpace(text[at + digits + 1])) {
    std::size_t next = at + digits + 2;
    while (next < text.size() && (IsSpace(text[next]) || IsOpening(text[next]))) ++next;
    at = next;
  }
  if (at >= text.size() || !IsDigit(text[at])) return std::nullopt;

  LineTime result;
  const auto link = FindTimeLink(line, at);
  const auto time = ReadTime(text.substr(at, kMaxTimeBytes));
  if (time) {
    result.start_s = time->start_s;
    result.groups = time->groups;
    result.end = at + time->length;
    if (link) SetLink(*link, result);
    if (!result.linked) {
      const std::string_view after = text.substr(result.end);
      if (!CanFollowTime(after) || IsTimeOfDay(after)) return std::nullopt;
    }
    result.end += RangeEndLength(text.substr(result.end));
  } else if (link && LooksLikeTime(text.substr(link->begin, link->end - link->begin))) {
    result.start_s = link->start_s;
    result.linked = true;
    result.end = link->end;
  } else {
    return std::nullopt;
  }
  result.end = SkipClosing(text, result.end);
  return result;
}

std::optional<LineTime> FindTimeAtEnd(const NotesLine& line) {
  const std::string_view text = line.text;
  std::size_t end = text.size();
  bool bracketed = false;
  while (end > 0 && (IsSpace(text[end - 1]) || IsClosing(text[end - 1]) ||
                     std::string_view("*_.,;").find(text[end - 1]) != std::string_view::npos)) {
    bracketed = bracketed || IsClosing(text[end - 1]);
    --end;
  }
  if (end == 0 ||
      (!IsDigit(text[end - 1]) && ToLower(text[end - 1]) != 's' && ToLower(text[end - 1]) != 'm')) {
    return std::nullopt;
  }
  LineTime result;
  result.at_end = true;
  result.end = text.size();
  const auto link = FindTimeLink(line, end - 1);
  const auto time = ReadTrailingTime(text.substr(0, end));
  if (time) {
    result.begin = time->begin;
    result.start_s = time->time.start_s;
    result.groups = time->time.groups;
    if (link) {
      SetLink(*link, result);
      // The bracket or "@" that the link has in front of the time, never a part of a character.
      const bool mark = result.begin > link->begin && !IsAlnum(text[result.begin - 1]) &&
                        static_cast<unsigned char>(text[result.begin - 1]) < 0x80;
      if (mark) --result.begin;
    }
  } else if (link && LooksLikeTime(text.substr(link->begin, link->end - link->begin))) {
    result.begin = link->begin;
    result.start_s = link->start_s;
    result.linked = true;
  } else {
    return std::nullopt;
  }
  std::string_view before = text.substr(0, result.begin);
  if (before.empty()) return std::nullopt;  // It is the whole line, and so at its start, too.
  if (!result.linked) {
    const bool opened = IsOpening(before.back());
    if (IsAlnum(before.back()) || (bracketed && !opened && !IsSpace(before.back()))) {
      return std::nullopt;
    }
    result.bare = !opened && TrimTitle(before).size() == Trim(before).size();
    if (EndsInPreposition(before) || EndsInDate(before)) return std::nullopt;
  }
  // "12:00 - 15:30" at the end: the start counts.
  before = Trim(before);
  for (const std::string_view joint : {"-", "\xE2\x80\x93", "\xE2\x80\x94"}) {
    if (!before.ends_with(joint)) continue;
    const auto start = ReadTrailingTime(Trim(before.substr(0, before.size() - joint.size())));
    if (start && start->time.start_s < result.start_s) {
      result.start_s = start->time.start_s;
      result.groups = start->time.groups;
      result.begin = start->begin;
    }
    break;
  }
  while (result.begin > 0 &&
         (IsOpening(text[result.begin - 1]) || IsSpace(text[result.begin - 1]))) {
    --result.begin;
  }
  return result;
}

}  // namespace cuepoint
