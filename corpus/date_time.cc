#include "corpus/date_time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "corpus/date.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxBytes = 80;  // Far longer than any spelling.

struct NamedZone {
  std::string_view name;
  std::string_view offset;
};

// RFC 822, 5.1, and others that mean one thing only.
constexpr std::array<NamedZone, 24> kZones = {
    {{"Z", "Z"},         {"UT", "Z"},        {"UTC", "Z"},       {"GMT", "Z"},
     {"EST", "-05:00"},  {"EDT", "-04:00"},  {"CST", "-06:00"},  {"CDT", "-05:00"},
     {"MST", "-07:00"},  {"MDT", "-06:00"},  {"PST", "-08:00"},  {"PDT", "-07:00"},
     {"BST", "+01:00"},  {"WEST", "+01:00"}, {"CET", "+01:00"},  {"MEZ", "+01:00"},
     {"CEST", "+02:00"}, {"MESZ", "+02:00"}, {"EET", "+02:00"},  {"EEST", "+03:00"},
     {"MSK", "+03:00"},  {"JST", "+09:00"},  {"AEST", "+10:00"}, {"AEDT", "+11:00"}}};

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (!IsDigit(c)) return false;
  }
  return !text.empty();
}

bool AllAlpha(std::string_view text) {
  for (const char c : text) {
    // Weekdays and months of other languages have letters beyond ASCII.
    if (!IsAlpha(c) && static_cast<unsigned char>(c) < 0x80) return false;
  }
  return !text.empty();
}

int ToInt(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string TwoDigits(int value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

// "Z", "+02:00", or nothing for a zone that is not known.
std::string Zone(std::string_view text) {
  for (const NamedZone& zone : kZones) {
    if (EqualsNoCase(text, zone.name)) return std::string(zone.offset);
  }
  for (const std::string_view prefix : {"GMT", "UTC"}) {
    if (StartsWithNoCase(text, prefix)) text.remove_prefix(prefix.size());
  }
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return {};
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == ':') continue;
    if (!IsDigit(c)) return {};
    digits += c;
  }
  if (digits.size() == 1 || digits.size() == 3) digits.insert(0, 1, '0');
  if (digits.size() == 2) digits += "00";
  if (digits.size() != 4) return {};
  if (digits == "0000") return "Z";
  if (ToInt(digits.substr(0, 2)) > 14 || ToInt(digits.substr(2)) > 59) return {};
  return text[0] + digits.substr(0, 2) + ":" + digits.substr(2);
}

// "8:00", "08:00:00", "08:00:00.123" as "08:00:00", in `half` "AM" or "PM" of the day; empty for
// what is no time of day.
std::string TimeOfDay(std::string_view text, std::string_view half) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (parts.size() < 2 || parts.size() > 3) return {};
  if (parts.size() == 2) parts.push_back("00");
  parts[2] = parts[2].substr(0, parts[2].find_first_of(".,"));
  for (const std::string_view part : parts) {
    if (!AllDigits(part) || part.size() > 2) return {};
  }
  int hours = ToInt(parts[0]);
  if (!half.empty()) {
    if (hours < 1 || hours > 12) return {};
    hours = hours % 12 + (EqualsNoCase(half, "PM") ? 12 : 0);
  }
  if (hours > 23 || ToInt(parts[1]) > 59 || ToInt(parts[2]) > 60) return {};
  return TwoDigits(hours) + ":" + TwoDigits(ToInt(parts[1])) + ":" + TwoDigits(ToInt(parts[2]));
}

std::string Join(const std::string& date, const std::string& time, const std::string& zone) {
  return time.empty() ? date : date + "T" + time + zone;
}

// Where a zone starts behind a time: at its sign or first letter.
std::size_t ZoneBegin(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() &&
         (IsDigit(text[i]) || text[i] == ':' || text[i] == '.' || text[i] == ',')) {
    ++i;
  }
  return i;
}

// "2025-12-09T08:00:00+0000", "2025/12/09 08:00", "20251209T080000Z".
std::optional<std::string> ParseIsoLike(std::string_view text) {
  std::string date(text.substr(0, 10));
  std::string_view rest = text.substr(std::min<std::size_t>(text.size(), 10));
  if (text.size() >= 8 && AllDigits(text.substr(0, 8))) {
    date = text.substr(0, 8);
    date.insert(6, 1, '-').insert(4, 1, '-');
    rest = text.substr(8);
    if (!rest.empty() && rest[0] != 'T') return std::nullopt;
  } else if (date.size() == 10 && date[4] == '/' && date[7] == '/') {
    date[4] = date[7] = '-';
  }
  if (date.size() != 10 || !IsIsoDate(date)) return std::nullopt;
  if (rest.empty()) return date;
  if (rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' && rest[0] != ',') return std::nullopt;
  rest = Trim(rest.substr(1));
  const std::size_t zone = ZoneBegin(rest);
  std::string time(rest.substr(0, zone));
  if (time.size() == 6 && AllDigits(time)) time.insert(4, 1, ':').insert(2, 1, ':');
  return Join(date, TimeOfDay(time, {}), Zone(Trim(rest.substr(zone))));
}

// Words, split at white space and commas; comments in brackets left out; "9-Dec-2025" apart.
std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    bool ends = i == text.size() || IsSpace(text[i]) || text[i] == ',' || text[i] == '(';
    if (!ends && text[i] == '-' && i > begin && IsAlnum(text[i - 1])) {
      const std::string_view word = text.substr(begin, i - begin);
      const bool zone = StartsWithNoCase(word, "GMT") || StartsWithNoCase(word, "UTC");
      ends = !zone && word.find(':') == std::string_view::npos;
    }
    if (!ends) continue;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
    if (i < text.size() && text[i] == '(') {
      i = std::min(text.find(')', i), text.size() - 1);
    }
    begin = i + 1;
  }
  return words;
}

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// 1 to 12 for a name in full or cut to three letters or more; 0 for anything else.
int MonthNumber(std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (StartsWithNoCase(kMonths[i], word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// "9", "09", "9th".
bool LooksLikeDay(std::string_view word) {
  const std::size_t digits = word.size() > 1 && IsDigit(word[1]) ? 2 : 1;
  return IsDigit(word[0]) && (word.size() == digits || !IsDigit(word[digits]));
}

// What may follow the digits of a day.
bool IsOrdinal(std::string_view suffix) {
  for (const std::string_view known : {"", "st", "nd", "rd", "th"}) {
    if (EqualsNoCase(suffix, known)) return true;
  }
  return false;
}

// RFC 2822, 4.3.
std::string FullYear(std::string_view year) {
  if (year.size() == 3) return std::to_string(1900 + ToInt(year));
  if (year.size() != 2) return std::string(year);
  return (ToInt(year) < 50 ? "20" : "19") + std::string(year);
}

std::optional<std::string> ParseWords(std::string_view text) {
  std::string_view day;
  int month = 0;
  std::string_view year;
  std::string_view clock;
  std::string_view half;
  std::string zone;
  bool first = true;
  for (std::string_view word : SplitWords(text)) {
    if (word.ends_with('.')) word.remove_suffix(1);
    const bool number = AllDigits(word);
    if (word.find(':') != std::string_view::npos && IsDigit(word[0])) {
      if (!clock.empty()) return std::nullopt;
      const std::size_t end = ZoneBegin(word);
      clock = word.substr(0, end);
      if (EqualsNoCase(word.substr(end), "AM") || EqualsNoCase(word.substr(end), "PM")) {
        half = word.substr(end);
      } else {
        zone = Zone(word.substr(end));
      }
    } else if (!clock.empty() && (EqualsNoCase(word, "AM") || EqualsNoCase(word, "PM"))) {
      half = word;
    } else if (month == 0 && MonthNumber(word) != 0) {
      month = MonthNumber(word);
    } else if (day.empty() && LooksLikeDay(word)) {
      day = word;
    } else if (year.empty() && number && word.size() >= 2 && word.size() <= 4) {
      year = word;
    } else if (first && AllAlpha(word)) {
      // A weekday, in whatever language and spelling: the date does not need it.
    } else if (!clock.empty() && zone.empty()) {
      zone = Zone(word);
    } else if (!EqualsNoCase(word, "at")) {
      return std::nullopt;
    }
    first = false;
  }
  // Without a clock it is somebody's prose, where a year of two digits may be anything.
  if (year.size() < 4 && clock.empty()) return std::nullopt;
  if (day.empty() || month == 0 || year.empty()) return std::nullopt;
  const std::string_view digits = day.substr(0, day.size() > 1 && IsDigit(day[1]) ? 2 : 1);
  const std::string date = FullYear(year) + "-" + TwoDigits(month) + "-" + TwoDigits(ToInt(digits));
  if (!IsIsoDate(date) || !IsOrdinal(day.substr(digits.size()))) return std::nullopt;
  return Join(date, TimeOfDay(clock, half), zone);
}

}  // namespace

std::optional<std::string> ParseDateTime(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > kMaxBytes) return std::nullopt;
  if (auto iso = ParseIsoLike(text)) return iso;
  if (auto written = ParseWords(text)) return written;
  return ParseDate(text);
}

}  // namespace cuepoint
