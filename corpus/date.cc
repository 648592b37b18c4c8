#include "corpus/date.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

#include "corpus/text.h"

namespace cuepoint {
namespace {

struct CivilDate {
  int year = 0;
  int month = 1;
  int day = 1;
};

std::optional<int> TakeNumber(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!IsDigit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool InCalendar(const CivilDate& date) {
  const std::chrono::year_month_day ymd{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  return date.year >= 1 && date.year <= 9999 && ymd.ok();
}

// "Z", "+02:00", "-0530", "+02" or nothing.
bool IsZone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return true;
  if (!TakeChar(text, '+') && !TakeChar(text, '-')) return false;
  const auto hours = TakeNumber(text, 2);
  if (!hours || *hours > 23) return false;
  if (text.empty()) return true;
  TakeChar(text, ':');
  const auto minutes = TakeNumber(text, 2);
  return minutes && *minutes <= 59 && text.empty();
}

// "08:00", "08:00:00", "08:00:00.123", each with a zone.
bool IsTimeOfDay(std::string_view text) {
  const auto hours = TakeNumber(text, 2);
  if (!hours || *hours > 24 || !TakeChar(text, ':')) return false;
  const auto minutes = TakeNumber(text, 2);
  if (!minutes || *minutes > 59) return false;
  if (TakeChar(text, ':')) {
    const auto seconds = TakeNumber(text, 2);
    if (!seconds || *seconds > 60) return false;  // 60: a leap second.
    if (TakeChar(text, '.') || TakeChar(text, ',')) {
      const std::size_t before = text.size();
      while (!text.empty() && IsDigit(text.front())) text.remove_prefix(1);
      if (text.size() == before) return false;
    }
  }
  return IsZone(Trim(text));
}

std::optional<CivilDate> ParseIso(std::string_view text) {
  CivilDate date;
  const auto year = TakeNumber(text, 4);
  if (!year) return std::nullopt;
  date.year = *year;
  if (!text.empty()) {
    if (!TakeChar(text, '-')) return std::nullopt;
    const auto month = TakeNumber(text, 2);
    if (!month) return std::nullopt;
    date.month = *month;
    if (!text.empty()) {
      if (!TakeChar(text, '-')) return std::nullopt;
      const auto day = TakeNumber(text, 2);
      if (!day) return std::nullopt;
      date.day = *day;
      if (!text.empty()) {
        if (!TakeChar(text, 'T') && !TakeChar(text, 't') && !TakeChar(text, ' ')) {
          return std::nullopt;
        }
        if (!IsTimeOfDay(text)) return std::nullopt;
      }
    }
  }
  if (!InCalendar(date)) return std::nullopt;
  return date;
}

std::string Format(const CivilDate& date) {
  const auto pad = [](int value, std::size_t width) {
    std::string digits = std::to_string(value);
    return std::string(width - digits.size(), '0') + digits;
  };
  return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2);
}

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

// Position of the name that `word` is, in full or cut to three letters or more ("Sept").
template <std::size_t size>
std::optional<int> IndexOfName(const std::array<std::string_view, size>& names,
                               std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < size; ++i) {
    if (StartsWithNoCase(names[i], word)) return static_cast<int>(i);
  }
  return std::nullopt;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && !IsSpace(text[i]) && text[i] != ',' && text[i] != '.') continue;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return words;
}

// "9", "09" or "9th".
std::optional<int> ParseDay(std::string_view word) {
  const std::size_t digits = word.size() > 1 && IsDigit(word[1]) ? 2 : 1;
  const auto day = TakeNumber(word, digits);
  if (!day) return std::nullopt;
  for (const std::string_view suffix : {"", "st", "nd", "rd", "th"}) {
    if (EqualsNoCase(word, suffix)) return day;
  }
  return std::nullopt;
}

std::optional<CivilDate> ParseWritten(std::string_view text) {
  std::vector<std::string_view> words = SplitWords(text);
  if (!words.empty() && IndexOfName(kWeekdays, words.front())) words.erase(words.begin());
  if (words.size() < 3) return std::nullopt;
  // What follows the year may only be a time of day and a zone name.
  if (words.size() > 5) return std::nullopt;
  if (words.size() > 3 && !IsTimeOfDay(words[3])) return std::nullopt;

  std::optional<int> month = IndexOfName(kMonths, words[0]);
  std::optional<int> day = ParseDay(words[1]);
  if (!month) {
    month = IndexOfName(kMonths, words[1]);
    day = ParseDay(words[0]);
  }
  std::string_view year_word = words[2];
  const auto year = TakeNumber(year_word, 4);
  if (!month || !day || !year || !year_word.empty()) return std::nullopt;
  const CivilDate date{*year, *month + 1, *day};
  if (!InCalendar(date)) return std::nullopt;
  return date;
}

}  // namespace

std::optional<std::string> ParseDate(std::string_view text) {
  text = Trim(text);
  if (text.size() > 64) return std::nullopt;  // Far longer than any spelling above.
  if (text.size() >= 10) {                    // A lone year or month is not a day.
    if (const auto date = ParseIso(text)) return Format(*date);
  }
  if (const auto date = ParseWritten(text)) return Format(*date);
  return std::nullopt;
}

bool IsIsoDate(std::string_view text) { return ParseIso(text).has_value(); }

std::optional<std::int32_t> DaysSinceEpoch(std::string_view iso) {
  const auto date = ParseIso(iso);
  if (!date) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(date->year),
                                        std::chrono::month(static_cast<unsigned>(date->month)),
                                        std::chrono::day(static_cast<unsigned>(date->day))};
  return static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count());
}

}  // namespace cuepoint
