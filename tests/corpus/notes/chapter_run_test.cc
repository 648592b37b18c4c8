#include "corpus/notes/chapter_run.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

struct RunCase {
  const char* name;
  std::string text;
  std::optional<double> duration_s;
  std::string chapters;  // "TIME title|TIME title"

  friend std::ostream& operator<<(std::ostream& out, const RunCase& c) {
    return out << '"' << c.text << '"';
  }
};

std::string Show(const std::vector<Chapter>& chapters) {
  std::string shown;
  for (const Chapter& chapter : chapters) {
    if (!shown.empty()) shown += '|';
    shown += FormatTime(chapter.start_s) + " " + chapter.title;
  }
  return shown;
}

class ChapterRunTable : public ::testing::TestWithParam<RunCase> {};
TEST_P(ChapterRunTable, IsCutWhereItsTimesAreConsistent) {
  const RunCase& c = GetParam();
  EXPECT_EQ(Show(ReadChapterRun(c.text, c.duration_s).chapters), c.chapters);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ChapterRunTable,
    ::testing::ValuesIn(std::vector<RunCase>{
        {"Plain", "00:00 Hello00:34 Meet Ada05:32 Bye", 400, "0:00 Hello|0:34 Meet Ada|5:32 Bye"},
        {"ATitleThatEndsInADigit", "00:00 a32:40 HTTP/2 and HTTP/334:05 Next36:14 z", 3900,
         "0:00 a|32:40 HTTP/2 and HTTP/3|34:05 Next|36:14 z"},
        {"ATitleThatEndsInADigitWithoutADuration",
         "00:00 a32:40 HTTP/2 and HTTP/334:05 Next36:14 z",
         {},
         "0:00 a|32:40 HTTP/2 and HTTP/3|34:05 Next|36:14 z"},
        {"ATitleThatEndsInAYear",
         "00:00 a10:00 Since 200412:30 b",
         {},
         "0:00 a|10:00 Since 2004|12:30 b"},
        {"ATitleThatEndsInABracket",
         "33:51 Coffee (1998)37:04 Pots",
         {},
         "33:51 Coffee (1998)|37:04 Pots"},
        {"ATitleThatStartsWithADigit",
         "00:00 a27:13 5 years later32:57 b",
         {},
         "0:00 a|27:13 5 years later|32:57 b"},
        {"ATitleGluedToTheTimeBefore",
         "00:00 a00:343 ways05:00 b",
         {},
         "0:00 a|0:34 3 ways|5:00 b"},
        {"MinutesThenHours", "58:22 a01:00:05 b01:03:53 c", 3900, "58:22 a|1:00:05 b|1:03:53 c"},
        {"ADigitBeforeHours", "58:22 HTTP/301:00:05 b", 3900, "58:22 HTTP/3|1:00:05 b"},
        {"ADigitBeforeShortHours", "58:22 HTTP/31:00:05 b", 3900, "58:22 HTTP/3|1:00:05 b"},
        {"SingleDigitMinutes",
         "0:00 Hi9:30 Potters10:15 Bye",
         {},
         "0:00 Hi|9:30 Potters|10:15 Bye"},
        {"ADigitBeforeSingleDigitMinutes",
         "0:00 Hi8:10 Layer 39:30 Potters10:15 Bye",
         {},
         "0:00 Hi|8:10 Layer 3|9:30 Potters|10:15 Bye"},
        {"MinutesBeyondAnHour", "00:00 a59:10 b75:30 c102:15 d", 7000,
         "0:00 a|59:10 b|1:15:30 c|1:42:15 d"},
        {"ATimeThatGoesBackIsPartOfATitle",
         "00:00 a20:00 The 12:30 train25:00 c",
         {},
         "0:00 a|20:00 The 12:30 train|25:00 c"},
        {"ATimeOfDayIsPartOfATitle",
         "00:00 a02:00 Up at 4:30am05:00 c",
         {},
         "0:00 a|2:00 Up at 4:30am|5:00 c"},
        {"SixtySecondsIsNoTime", "00:00 a01:60 b02:00 c", {}, "0:00 a01:60 b|2:00 c"},
        {"SpacesBetween", "00:00 Intro 00:34 Meet 05:32 Bye", {}, "0:00 Intro|0:34 Meet|5:32 Bye"},
        {"LineByLine",
         "00:00 Intro\n00:34 - Meet Ada\n(05:32) Bye\n",
         {},
         "0:00 Intro|0:34 Meet Ada|5:32 Bye"},
        {"ListMarkers",
         "* [00:00] Intro\n- [@07:51] - Trees\n* **1:02:03** Home",
         {},
         "0:00 Intro|7:51 Trees|1:02:03 Home"},
        {"ATimeInsideALine",
         "00:00 Intro\n05:00 What happens at 7:30 daily\n09:00 End",
         {},
         "0:00 Intro|5:00 What happens at 7:30 daily|9:00 End"},
        {"DashesAndColons",
         "0:00: One\n1:00 – Two\n2:00 — Three\n3:00 | Four",
         {},
         "0:00 One|1:00 Two|2:00 Three|3:00 Four"},
        {"Fractions", "00:00:00.000 a00:01:02.500 b", {}, "0:00 a|1:02 b"},
        {"AnAddressIsNoTime",
         "00:00 fe80:12:34:56:78 rocks05:00 b",
         {},
         "0:00 fe80:12:34:56:78 rocks|5:00 b"},
        {"AVersionIsNoTime", "00:00 Rust 1.62 is out05:00 b", {}, "0:00 Rust 1.62 is out|5:00 b"},
        {"ATimeFarBeyondTheEnd", "00:00 a05:00 Ratio 40:00:00 b06:00 c", 400,
         "0:00 a|5:00 Ratio 40:00:00 b|6:00 c"},
        {"EqualTimesOnce", "00:00 a00:00 b05:00 c", {}, "0:00 a00:00 b|5:00 c"},
        {"NoTitle", "00:00 05:00", {}, "0:00 |5:00 "},
        {"NoTimes", "nothing here", {}, ""},
        {"Empty", "", {}, ""},
        {"OnlyColons", ":::::", {}, ""}}),
    [](const auto& param) { return param.param.name; });

TEST(ChapterRun, GivesWhatStandsBeforeTheFirstTime) {
  EXPECT_EQ(ReadChapterRun("All times: 00:00 a05:00 b", {}).before, "All times: ");
  EXPECT_EQ(ReadChapterRun("no times", {}).before, "no times");
}

TEST(ChapterRun, KeepsLinesWithoutATimeAsTheChaptersNotes) {
  const ChapterRun run = ReadChapterRun("00:00 Intro\nWe say hello.\nTwice.\n05:00 End\n", {});
  ASSERT_EQ(run.chapters.size(), 2u);
  EXPECT_EQ(run.chapters[0].title, "Intro");
  EXPECT_EQ(run.chapters[0].text, "We say hello.\nTwice.");
  EXPECT_EQ(run.chapters[1].text, "");
}

TEST(ChapterRun, RecoversEveryListFromItsGluedForm) {
  // Titles that begin and end in all the ways that make the cut hard, at steps of a minute or more.
  const std::vector<std::string> titles = {"HTTP/3", "Since 1999", "Layer 2", "(2001)", "Web 2.0",
                                           "Why?",   "5 whys",     "a",       "C++20",  "RFC 9000"};
  for (int step_s = 61; step_s < 900; step_s += 37) {
    std::string text;
    std::string expected;
    for (int i = 0; i < 12; ++i) {
      const int start_s = i * step_s;
      const std::string& title = titles[static_cast<std::size_t>(i * 7 + step_s) % titles.size()];
      const std::string time = FormatTime(start_s);
      if (time.size() % 3 == 1) text += '0';  // "9:42" and "1:05:12" alike get two digits first.
      text.append(time).append(" ").append(title);
      if (i > 0) expected += '|';
      expected.append(time).append(" ").append(title);
    }
    EXPECT_EQ(Show(ReadChapterRun(text, 12.0 * step_s).chapters), expected) << text;
  }
}

TEST(ChapterRun, StaysFastOnHostileText) {
  // Quadratic work on these would run for hours, far beyond the test's time limit.
  std::string times;
  for (int i = 0; i < 200'000; ++i) times += "1:11 x9:59:59";
  std::string digits(2'000'000, '1');
  std::string alternating;
  for (int i = 0; i < 500'000; ++i) alternating += "11:";
  EXPECT_LE(ReadChapterRun(times, {}).chapters.size(), 10u);
  EXPECT_EQ(ReadChapterRun(digits, {}).chapters.size(), 0u);
  EXPECT_EQ(ReadChapterRun(alternating, {}).chapters.size(), 0u);
  EXPECT_LE(ReadChapterRun(std::string(2'000'000, ' ') + "1:11", {}).chapters.size(), 1u);
}

TEST(FindChapterListStart, FindsZeroInEverySpelling) {
  EXPECT_EQ(FindChapterListStart("Text 0:00 a"), 5u);
  EXPECT_EQ(FindChapterListStart("Text00:00 a"), 4u);
  EXPECT_EQ(FindChapterListStart("Text 00:00:00 a"), 5u);
  EXPECT_EQ(FindChapterListStart("at 10:00 we go, then 00:00"), 21u);
  EXPECT_EQ(FindChapterListStart("at 10:00"), std::string::npos);
  EXPECT_EQ(FindChapterListStart("0:001"), std::string::npos);
}

TEST(StartsWithTime, LooksBehindBracketsOnly) {
  EXPECT_TRUE(StartsWithTime(" (00:34) a"));
  EXPECT_TRUE(StartsWithTime("1:02:03"));
  EXPECT_FALSE(StartsWithTime("a 0:34"));
  EXPECT_FALSE(StartsWithTime("0:3"));
  EXPECT_FALSE(StartsWithTime(""));
}

}  // namespace
}  // namespace cuepoint
