#include "corpus/notes/notes_times.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/notes/notes_time_text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

struct LineCase {
  const char* name;
  std::string line;
  std::string shown;  // "TIME title", or nothing.

  friend std::ostream& operator<<(std::ostream& out, const LineCase& c) {
    return out << '"' << c.line << '"';
  }
};

std::string NameOf(const ::testing::TestParamInfo<LineCase>& info) { return info.param.name; }

// "[text](url)" becomes a link.
TextBlock MakeBlock(const std::string& text) {
  TextBlock block;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t middle = text.find("](", at);
    const std::size_t open = middle == std::string::npos ? middle : text.rfind('[', middle);
    if (open == std::string::npos || open < at) {
      block.text += text.substr(at);
      break;
    }
    const std::size_t close = text.find(')', middle);
    block.text += text.substr(at, open - at);
    TextLink link;
    link.begin = block.text.size();
    block.text += text.substr(open + 1, middle - open - 1);
    link.end = block.text.size();
    link.url = text.substr(middle + 2, close - middle - 2);
    block.links.push_back(link);
    at = close + 1;
  }
  return block;
}

NotesLine MakeLine(const TextBlock& block) {
  return {.block = &block,
          .begin = 0,
          .text = block.text,
          .links = block.links,
          .first = true,
          .alone = true};
}

std::string Show(const NotesLine& line, const std::optional<LineTime>& time) {
  if (!time) return {};
  const std::string_view rest =
      time->at_end ? line.text.substr(0, time->begin) : line.text.substr(time->end);
  return FormatTime(time->start_s) + " " + std::string(TrimTitle(rest));
}

class TimeAtStart : public ::testing::TestWithParam<LineCase> {};
TEST_P(TimeAtStart, IsReadWithItsTitle) {
  const TextBlock block = MakeBlock(GetParam().line);
  const NotesLine line = MakeLine(block);
  EXPECT_EQ(Show(line, FindTimeAtStart(line)), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, TimeAtStart,
    ::testing::ValuesIn(std::vector<LineCase>{
        {"Plain", "00:34 Welcome", "0:34 Welcome"},
        {"OneDigit", "4:05 Welcome", "4:05 Welcome"},
        {"Hours", "1:02:03 Welcome", "1:02:03 Welcome"},
        {"HoursWithZeros", "00:10:28 - Welcome", "10:28 Welcome"},
        {"HoursWithOneZero", "0:10:28 - Welcome", "10:28 Welcome"},
        {"MinutesPastAnHour", "62:03 Welcome", "1:02:03 Welcome"},
        {"Fraction", "00:12:30.500 Welcome", "12:30 Welcome"},
        {"Units", "1h02m Welcome", "1:02:00 Welcome"},
        {"AllUnits", "1h02m03s: Welcome", "1:02:03 Welcome"},
        {"RoundBrackets", "(12:34) Welcome", "12:34 Welcome"},
        {"SquareBrackets", "[12:34] Welcome", "12:34 Welcome"},
        {"At", "[@07:51] - Guarantees", "7:51 Guarantees"},
        {"EnDash", "12:34 \xE2\x80\x93 Welcome", "12:34 Welcome"},
        {"EmDash", "12:34\xE2\x80\x94Welcome", "12:34 Welcome"},
        {"Colon", "12:34: Welcome", "12:34 Welcome"},
        {"Bar", "12:34 | Welcome", "12:34 Welcome"},
        {"Tab", "12:34\tWelcome", "12:34 Welcome"},
        {"NoBreakSpace", "12:34\xC2\xA0- Welcome", "12:34 Welcome"},
        {"Bullet", "\xE2\x80\xA2 12:34 Welcome", "12:34 Welcome"},
        {"Clock", "\xE2\x8F\xB1\xEF\xB8\x8F 12:34 Welcome", "12:34 Welcome"},
        {"Arrow", "12:34 \xE2\x86\x92 Welcome", "12:34 Welcome"},
        {"Number", "3. 12:34 Welcome", "12:34 Welcome"},
        {"NumberWithBracket", "3) 12:34 Welcome", "12:34 Welcome"},
        {"GluedTitle", "12:34Welcome", "12:34 Welcome"},
        {"FullWidthColon",
         "12\xEF\xBC\x9A"
         "34 \xE6\xAD\xA1\xE8\xBF\x8E",
         "12:34 \xE6\xAD\xA1\xE8\xBF\x8E"},
        {"Alone", "01:10", "1:10 "},
        {"Range", "12:00 - 15:30 Welcome", "12:00 Welcome"},
        {"RangeInBrackets",
         "(12:00\xE2\x80\x93"
         "15:30) Welcome",
         "12:00 Welcome"},
        {"RangeInWords", "12:00 to 15:30: Welcome", "12:00 Welcome"},
        {"TitleThatStartsWithADot", "09:14 - .d.ts files", "9:14 .d.ts files"},
        {"TitleInBrackets", "09:14 - (audience) Why?", "9:14 (audience) Why?"},
        {"LinkToTheTime", "[00:39](#t=00:39) Welcome", "0:39 Welcome"},
        {"LinkToAVideo", "[@1:52](https://a.example/v?t=112) Welcome", "1:52 Welcome"},
        {"LinkOverTimeAndTitle", "[1:52 Welcome](https://a.example/v?t=112)", "1:52 Welcome"},
        {"MisspeltTimeInALink", "[@1;29:26](https://a.example/v?t=5366) Hm", "1:29:26 Hm"},
        {"TimeOfDay", "5:00 PM we start", ""},
        {"TimeOfDayGlued", "5:00pm we start", ""},
        {"TimeOfDayByZone", "20:00 UTC on Mondays", ""},
        {"TimeOfDayInGerman", "20:00 Uhr geht es los", ""},
        {"SecondsBeyondAMinute", "12:75 of them", ""},
        {"Ratio", "16:9 is wide", ""},
        {"Score", "3:2 for us", ""},
        {"Decimal", "12.34 Welcome", ""},
        {"Date", "2024-01-02 12:30", ""},
        {"FourGroups", "00:01:02:03 Welcome", ""},
        {"Verse", "3:16,17 for God", ""},
        {"LowerCaseGlued", "10:00ish", ""},
        {"JustMinutes", "5m of fame", ""},
        {"InTheMiddle", "We met at 12:30", ""},
        {"NumberInFront", "The 12:30 train", ""},
        {"LinkElsewhere", "[Welcome](https://a.example/v?t=112)", ""}}),
    NameOf);

class TimeAtEnd : public ::testing::TestWithParam<LineCase> {};
TEST_P(TimeAtEnd, IsReadWithItsTitle) {
  const TextBlock block = MakeBlock(GetParam().line);
  const NotesLine line = MakeLine(block);
  EXPECT_EQ(Show(line, FindTimeAtEnd(line)), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(Cases, TimeAtEnd,
                         ::testing::ValuesIn(std::vector<LineCase>{
                             {"Dash", "Welcome - 00:17:42", "17:42 Welcome"},
                             {"EmDash", "Welcome \xE2\x80\x94 17:42", "17:42 Welcome"},
                             {"Brackets", "Welcome (12:34)", "12:34 Welcome"},
                             {"SquareBrackets", "Welcome [12:34]", "12:34 Welcome"},
                             {"At", "Welcome @ 12:34", "12:34 Welcome"},
                             {"Bar", "Welcome | 12:34", "12:34 Welcome"},
                             {"Bare", "Welcome 12:34", "12:34 Welcome"},
                             {"Linked", "\"A quote\" [(23:45)](https://a.example/v?t=1425)",
                              "23:45 \"A quote\""},
                             {"Range", "Welcome 12:00 - 15:30", "12:00 Welcome"},
                             {"FullStop", "Welcome (12:34).", "12:34 Welcome"},
                             {"TimeOfDay", "We met at 12:30", ""},
                             {"TimeOfDayInGerman", "Wir sehen uns um 12:30", ""},
                             {"Date", "Recorded 2024-01-02 12:30", ""},
                             {"About", "An older episode (around 12:30)", ""},
                             {"PartOfAWord", "port localhost:12:34", ""},
                             {"Ratio", "Televisions are 16:9", ""},
                             {"Number", "There are 42", ""}}),
                         NameOf);

TEST(TimeAtEnd, SaysWhenNothingSetsItOff) {
  const TextBlock bare = MakeBlock("Welcome 12:34");
  const TextBlock dashed = MakeBlock("Welcome - 12:34");
  EXPECT_TRUE(FindTimeAtEnd(MakeLine(bare))->bare);
  EXPECT_FALSE(FindTimeAtEnd(MakeLine(dashed))->bare);
}

TEST(TimeAtStart, PrefersWhatIsShownToTheAddressButKeepsBoth) {
  const TextBlock block = MakeBlock("[14:23](https://a.example/v?t=870) Welcome");
  const auto time = FindTimeAtStart(MakeLine(block));
  ASSERT_TRUE(time);
  EXPECT_TRUE(time->linked);
  EXPECT_EQ(time->start_s, 863);
  EXPECT_EQ(time->linked_s, 870);
}

struct UrlCase {
  const char* url;
  std::optional<double> start_s;
};

TEST(TimeInUrl, IsReadAsPlayersDo) {
  const std::vector<UrlCase> cases = {{"#t=39", 39},
                                      {"#t=00:39", 39},
                                      {"#t=1:02:03", 3723},
                                      {"https://a.example/v?t=112", 112},
                                      {"https://a.example/v?v=x&t=112s", 112},
                                      {"https://a.example/v?t=1h2m3s&x=y", 3723},
                                      {"https://a.example/v#t=12,30", 12},
                                      {"https://a.example/v#t=npt:10", 10},
                                      {"https://a.example/v?t=1%3A02", 62},
                                      {"https://a.example/v?start=90", 90},
                                      {"https://a.example/v?at=90", {}},
                                      {"https://a.example/v?t=", {}},
                                      {"https://a.example/v?t=soon", {}},
                                      {"https://a.example/t=9", {}},
                                      {"", {}}};
  for (const UrlCase& c : cases) EXPECT_EQ(TimeInUrl(c.url), c.start_s) << c.url;
}

}  // namespace
}  // namespace cuepoint
