// Chapters of whole notes: which times count, what they are called, and what stands under them.
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

std::string Show(const std::vector<Chapter>& chapters) {
  std::string shown;
  for (const Chapter& chapter : chapters) {
    if (!shown.empty()) shown += '|';
    shown += FormatTime(chapter.start_s) + " " + chapter.title;
    if (!chapter.text.empty()) shown += " {" + chapter.text + "}";
    if (chapter.sponsor) shown += " (advert)";
  }
  return shown;
}

std::string Kinds(const std::vector<Error>& warnings) {
  std::string kinds;
  for (const Error& warning : warnings) {
    if (!kinds.empty()) kinds += ' ';
    kinds += warning.kind;
  }
  return kinds;
}

struct NotesCase {
  const char* name;
  std::string markdown;
  std::optional<double> duration_s;
  std::string chapters;
  std::string warnings = {};

  friend std::ostream& operator<<(std::ostream& out, const NotesCase& c) { return out << c.name; }
};

class NotesChapters : public ::testing::TestWithParam<NotesCase> {};
TEST_P(NotesChapters, AreThoseThatPeopleMean) {
  const NotesCase& c = GetParam();
  const Notes notes = ReadNotes(ReadMarkdown(c.markdown), "Tea", c.duration_s);
  EXPECT_EQ(Show(notes.chapters), c.chapters);
  EXPECT_EQ(Kinds(notes.warnings), c.warnings);
}

std::string NameOf(const ::testing::TestParamInfo<NotesCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Layouts, NotesChapters,
    ::testing::ValuesIn(std::vector<NotesCase>{
        {"LinkedInBold",
         "* **[00:39](#t=00:39)** Welcome\n* **[02:10](#t=02:10)** Green tea\n",
         {},
         "0:39 Welcome|2:10 Green tea"},
        {"AtSign",
         "- [@07:51] - Pots\n- [@1:02:03] - [Cups](https://a.example)\n",
         {},
         "7:51 Pots|1:02:03 Cups"},
        {"TitleOnTheNextLineOfTheItem",
         "- [@1:52](https://a.example/v?t=112)\n  *Water*\n- [@3:00](https://a.example/v?t=180)\n"
         "  Leaves\n",
         {},
         "1:52 Water|3:00 Leaves"},
        {"Paragraphs",
         "0:00:00 - Hello\n\n0:10:28 - Pots\n\n1:02:03 - Cups\n",
         {},
         "0:00 Hello|10:28 Pots|1:02:03 Cups"},
        {"LinesOfOneParagraph",
         "00:10 Hello\n10:28 Pots\n1:00:05 Cups\n",
         {},
         "0:10 Hello|10:28 Pots|1:00:05 Cups"},
        {"AtTheEnd", "* Hello - *00:17*\n* Pots - *00:17:42*\n", {}, "0:17 Hello|17:42 Pots"},
        {"AtTheEndInBrackets", "* Hello (0:17)\n* Pots (17:42)\n", {}, "0:17 Hello|17:42 Pots"},
        {"AtTheEndBare",
         "* Hello 0:17\n* Pots 17:42\n* Cups 20:00\n",
         {},
         "0:17 Hello|17:42 Pots|20:00 Cups"},
        {"Headings",
         "#### [@02:57] News\n\nTea is up.\n\n### 12:34 Pots\n",
         {},
         "2:57 News {Tea is up.}|12:34 Pots"},
        {"HeadingAboveTheTime",
         "## Green tea\n[@2:46](https://a.example/v?t=166)\nA long story about leaves that goes on "
         "and on, so that nobody would call it a title, and about water.\n\n## Pots\n"
         "[@7:05](https://a.example/v?t=425)\nAnother story about clay and how it is burnt in "
         "ovens that are far hotter than those in kitchens.\n",
         {},
         "2:46 Green tea {A long story about leaves that goes on and on, so that nobody would call "
         "it a title, and about water.}|7:05 Pots {Another story about clay and how it is burnt in "
         "ovens that are far hotter than those in kitchens.}"},
        {"TimeAloneAboveAList",
         "03:00\n\n* A stroll down memory lane\n* The first pot\n\n9:00\n\n* Cups\n",
         {},
         "3:00 A stroll down memory lane {The first pot}|9:00 Cups"},
        {"TimeAloneAboveAHeading",
         "03:00\n\n### Pots\n\nClay.\n\n9:00\n\n### Cups\n",
         {},
         "3:00 Pots {Clay.}|9:00 Cups"},
        {"TimeAloneWithNothingBelow",
         "03:00\n\n9:00\n\n* Cups\n",
         {},
         "3:00 \xE2\x80\xA6|9:00 Cups"},
        {"ALabelForATitle",
         "[@6:38] Q:\n\n> Is it tea?\n\n[@7:00] Q:\n\n> Is it hot?\n\nYes.\n",
         {},
         "6:38 Q: Is it tea?|7:00 Q: Is it hot? {Yes.}"},
        {"RunTogether", "00:00 Hello 01:20 Pots 12:45 Bye\n", {}, "0:00 Hello|1:20 Pots|12:45 Bye"},
        {"RunTogetherWithoutSpaces",
         "00:00 Hello01:20 Pots12:45 Bye\n",
         {},
         "0:00 Hello|1:20 Pots|12:45 Bye"},
        {"RunTogetherBehindProse",
         "All about tea. 00:00 Hello 01:20 Pots 12:45 Bye\n",
         {},
         "0:00 Hello|1:20 Pots|12:45 Bye"},
        {"Ranges", "- 00:00 - 02:10 Hello\n- 02:10 - 04:00 - Pots\n", {}, "0:00 Hello|2:10 Pots"},
        {"Nested",
         "- 00:10 Tea\n  - 00:20 Green\n  - 01:00 Black\n- 02:00 Pots\n",
         {},
         "0:10 Tea|0:20 Green|1:00 Black|2:00 Pots"},
        {"TheSameTimeTwice",
         "- 12:26 Tea\n  - 12:26 Green\n- 20:00 Pots\n",
         {},
         "12:26 Tea {Green}|20:00 Pots"},
        {"AListTwice",
         "- 00:10 Tea\n- 02:00 Pots\n\n## Again\n\n- 00:10 Tea\n- 02:00 Pots\n",
         {},
         "0:10 Tea|2:00 Pots"},
        {"MarkupInTitles",
         "- 00:10 `tea()` and **pots**\n- 02:00 <em>Cups</em> &amp; jars\n",
         {},
         "0:10 tea() and pots|2:00 Cups & jars"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Order, NotesChapters,
    ::testing::ValuesIn(std::vector<NotesCase>{
        {"OneOutOfOrder",
         "- 00:10 a\n- 19:08 b\n- 09:22 c\n- 38:02 d\n- 47:29 e\n",
         {},
         "0:10 a|19:08 b {09:22 c}|38:02 d|47:29 e",
         "time-out-of-order"},
        {"BeyondTheEnd", "- 00:10 a\n- 05:00 b\n- 50:00 c\n", 600, "0:10 a|5:00 b {50:00 c}",
         "time-beyond-end"},
        {"JustBeyondTheEnd", "- 00:10 a\n- 10:30 b\n", 600, "0:10 a|10:30 b"},
        {"TheHourLeftOut",
         "- 30:00 a\n- 58:38 b\n- 59:49 c\n- 02:12 d\n- 07:09 e\n",
         {},
         "30:00 a|58:38 b|59:49 c|1:02:12 d|1:07:09 e",
         "time-without-hour"},
        {"HoursAndMinutes",
         "- 30:00 a\n- 59:10 b\n- 01:05 c\n- 01:20 d\n",
         {},
         "30:00 a|59:10 b|1:05:00 c|1:20:00 d",
         "time-without-hour"},
        {"TheHourLeftOutWouldBeBeyondTheEnd", "- 30:00 a\n- 58:38 b\n- 02:12 c\n", 3540,
         "30:00 a|58:38 b {02:12 c}", "time-out-of-order"},
        {"EarlyTimesAreOutOfOrder",
         "- 10:00 a\n- 20:00 b\n- 02:12 c\n",
         {},
         "10:00 a|20:00 b {02:12 c}",
         "time-out-of-order"},
        {"Frames",
         "- 00:49:11 a\n- 13:22:09 b\n- 56:36:20 c\n",
         {},
         "0:49 a|13:22 b|56:36 c",
         "time-with-frames"},
        {"ALinkSettlesAnOddTime",
         "- [10:00](https://a.example/v?t=600) a\n- [1:20:00](https://a.example/v?t=720) b\n"
         "- [14:00](https://a.example/v?t=840) c\n- [16:00](https://a.example/v?t=960) d\n",
         {},
         "10:00 a|12:00 b|14:00 c|16:00 d"},
        {"MostlyDisorder", "- 50:00 a\n- 40:00 b\n- 30:00 c\n- 20:00 d\n", {}, ""}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    NoChapters, NotesChapters,
    ::testing::ValuesIn(std::vector<NotesCase>{
        {"Prose", "We met at 12:30 and left at 14:45.\n", {}, ""},
        {"OneTimeInALine", "12:30 we met\n", {}, ""},
        {"Schedule", "Live at 5:00 PM\n\nOn air until 20:00 UTC\n", {}, ""},
        {"TimesOfDayAtTheEnd", "* We met at 12:30\n* We left at 14:45\n* Home by 16:00\n", {}, ""},
        {"Ratios", "* 16:9\n* 4:3\n* 3:2\n", {}, ""},
        {"Prices", "* 12.34 for a cup\n* 45.00 for a pot\n", {}, ""},
        {"LengthsOfVideos", "## Links\n\n* Tea (12:30)\n* Pots (14:45)\n", {}, ""},
        {"ATranscript", "## Transcript\n\n00:10 Hello.\n\n00:20 Hello, Ada.\n", {}, ""},
        {"TwoBareEnds", "* Tea 12:30\n* Pots 14:45\n", {}, ""}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Single, NotesChapters,
    ::testing::ValuesIn(std::vector<NotesCase>{
        {"Linked", "- [@5:10](https://a.example/v?t=310) Pots\n", {}, "5:10 Pots"},
        {"ZeroInAList", "- 00:00 Hello\n- Pots\n", {}, "0:00 Hello {Pots}"},
        {"BelowItsHeading",
         "## Show Notes\n\n05:12 - Why tea?\n\n* Because\n",
         {},
         "5:12 Why tea? {Because}"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(Adverts, NotesChapters,
                         ::testing::ValuesIn(std::vector<NotesCase>{
                             {"KeepTheirPlace",
                              "- 00:10 a\n- 01:00 Sponsor: Xojo\n- 02:00 Sponsors of science\n",
                              {},
                              "0:10 a|1:00 Sponsor: Xojo (advert)|2:00 Sponsors of science"},
                             {"BroughtToYou",
                              "- 00:10 a\n- 01:00 Tea Time brought to you by Xojo.\n- 02:00 b\n",
                              {},
                              "0:10 a|1:00 Tea Time brought to you by Xojo. (advert)|2:00 b"}}),
                         NameOf);

INSTANTIATE_TEST_SUITE_P(
    Text, NotesChapters,
    ::testing::ValuesIn(std::vector<NotesCase>{
        {"EndsAtASection",
         "- 00:10 a\n- 01:00 b\n  - [Xojo](https://a.example) rocks\n\n"
         "## Sick Picks\n\n* Ada: a pot\n",
         {},
         "0:10 a|1:00 b {Xojo rocks}"},
        {"LinksAreNotRepeated",
         "- 00:10 a\n- [Xojo](https://a.example)\n- 01:00 b\n",
         {},
         "0:10 a|1:00 b"},
        {"AParagraphBelowTheListIsAboutTheEpisode",
         "- 00:10 a\n- 01:00 b\n\nWe love tea.\n",
         {},
         "0:10 a|1:00 b"},
        {"AdvertsAreLeftOut",
         "00:10 a\n\nThis episode is sponsored by Xojo.\n\n01:00 b\n",
         {},
         "0:10 a|1:00 b"},
        {"LongTitlesAreCutAfterASentence",
         "- 00:10 " + std::string(150, 'a') + ". " + std::string(150, 'b') + ".\n- 01:00 b\n",
         {},
         "0:10 " + std::string(150, 'a') + ". {" + std::string(150, 'b') + ".}|1:00 b"}}),
    NameOf);

TEST(NotesChapters, AreReadFromLinesOfHtml) {
  const Notes notes =
      ReadNotes(ReadHtml("<p>All about tea.</p><p>(00:00) Hello<br>(01:20) <b>Pots</b><br/>(12:45) "
                         "<a href=\"https://a.example\">Cups</a></p>"),
                "Tea", {});
  EXPECT_EQ(Show(notes.chapters), "0:00 Hello|1:20 Pots|12:45 Cups");
  EXPECT_EQ(notes.description, "All about tea.");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0], (Link{"https://a.example", "Cups", 765}));
}

TEST(NotesChapters, AreReadFromPlainText) {
  const Notes notes =
      ReadNotes(ReadHtml("All about tea.\n\nChapters:\n00:00 Hello\n01:20 Pots\n\nLinks:\n"
                         "https://a.example\n"),
                "Tea", {});
  EXPECT_EQ(Show(notes.chapters), "0:00 Hello|1:20 Pots");
  EXPECT_EQ(notes.description, "All about tea.");
}

TEST(NotesChapters, GiveTheirTimeToTheLinksBelowThem) {
  const Notes notes = ReadNotes(ReadMarkdown("[Before](https://a.example/0)\n\n"
                                             "- [00:10](#t=10) [Tea](https://a.example/1)\n"
                                             "  - [Green](https://a.example/2)\n"
                                             "- [01:00](#t=60) Pots\n\n"
                                             "## Links\n\n- [After](https://a.example/3)\n"),
                                "Tea", {});
  const std::vector<Link> expected = {{"https://a.example/0", "Before", {}},
                                      {"https://a.example/1", "Tea", 10},
                                      {"https://a.example/2", "Green", 10},
                                      {"https://a.example/3", "After", {}}};
  EXPECT_EQ(notes.links, expected);
}

TEST(NotesChapters, WarnOfATimeAtMostSoManyTimes) {
  std::string markdown;
  for (int i = 0; i < 100; ++i) markdown += "- " + std::to_string(100 + i) + ":00 a\n";
  for (int i = 0; i < 90; ++i) markdown += "- 05:" + std::to_string(59 - i % 50) + " b\n";
  const Notes notes = ReadNotes(ReadMarkdown(markdown), "Tea", {});
  EXPECT_EQ(notes.warnings.size(), 16u);
  EXPECT_NE(notes.warnings.back().message.find("more)"), std::string::npos);
}

}  // namespace
}  // namespace cuepoint
