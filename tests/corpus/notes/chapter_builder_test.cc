// What chapters are called where a list of times is written in a way of its own.
#include "corpus/notes/chapter_builder.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

Notes Read(std::string_view markdown, std::optional<double> duration_s = {}) {
  return ReadNotes(ReadMarkdown(markdown), "Tea", duration_s);
}

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

TEST(ChapterBuilder, CallsAChapterByItsTopicWhereASponsorIsThankedFirst) {
  const Notes notes = Read(
      "* **[01:00](#t=01:00)** Pots\n"
      "* **[02:30](#t=02:30)** Brought to you by [Xojo](https://xojo.example)\n"
      "* **[02:30](#t=02:30)** How [leaves](https://a.example) open\n"
      "  * [Oolong](https://b.example)\n"
      "* **[04:00](#t=04:00)** Cups\n");
  EXPECT_EQ(Show(notes.chapters), "1:00 Pots|2:30 How leaves open|4:00 Cups");
  EXPECT_EQ(notes.sponsor_notes, "Brought to you by Xojo");
  const std::vector<Link> expected = {{"https://a.example", "leaves", 150},
                                      {"https://b.example", "Oolong", 150}};
  EXPECT_EQ(notes.links, expected);
}

TEST(ChapterBuilder, CallsAChapterByItsTopicWhereASponsorIsThankedBehind) {
  const Notes notes = Read(
      "- 01:00 Pots\n- 02:30 How leaves open\n"
      "- 02:30 Sponsor: [Xojo](https://xojo.example)\n- 04:00 Cups\n");
  EXPECT_EQ(Show(notes.chapters), "1:00 Pots|2:30 How leaves open|4:00 Cups");
  EXPECT_EQ(notes.sponsor_notes, "Sponsor: Xojo");
  EXPECT_TRUE(notes.links.empty());
}

TEST(ChapterBuilder, SaysTimesThatFitNoChapterWithoutTheirMarks) {
  EXPECT_EQ(Show(Read("- [@01:00] - Pots\n- [@02:30] - Cups\n- [@38:50] - What comes next\n"
                      "- [@44:25](https://a.example?t=2665) - [Leaves](https://b.example)\n",
                      1200)
                     .chapters),
            "1:00 Pots|2:30 Cups {38:50 What comes next\n44:25 Leaves}");
  EXPECT_EQ(Show(Read("- **[01:00](#t=01:00)** Pots\n- **[09:00](#t=09:00)** Cups\n"
                      "- **[03:00](#t=03:00)** Lids\n- **[12:00](#t=12:00)** Leaves\n"
                      "- **[15:00](#t=15:00)** Tins\n")
                     .chapters),
            "1:00 Pots|9:00 Cups {03:00 Lids}|12:00 Leaves|15:00 Tins");
}

TEST(ChapterBuilder, NamesTheAddressBelowATitleByIt) {
  const Notes notes = Read(
      "* **[01:00](#t=01:00)** pots.example\n<https://www.pots.example>\n"
      "* **[02:30](#t=02:30)** Where to buy cups: <https://cups.example>\n"
      "* **[03:30](#t=03:30)** Tins:\n  * <https://tins.example>\n"
      "* **[04:00](#t=04:00)** <https://lids.example>\n"
      "* **[05:00](#t=05:00)** Is https://tea.example down?\n");
  EXPECT_EQ(Show(notes.chapters),
            "1:00 pots.example|2:30 Where to buy cups|3:30 Tins|4:00 https://lids.example|"
            "5:00 Is https://tea.example down?");
  const std::vector<Link> expected = {{"https://www.pots.example", "pots.example", 60},
                                      {"https://cups.example", "Where to buy cups", 150},
                                      {"https://tins.example", "Tins", 210},
                                      {"https://lids.example", "https://lids.example", 240},
                                      {"https://tea.example", "https://tea.example", 300}};
  EXPECT_EQ(notes.links, expected);
}

TEST(ChapterBuilder, KeepsALabelApartFromTheListBelowIt) {
  EXPECT_EQ(Show(Read("20:34 - Drawbacks:\n* Lids break\n  * Often\n* Cups, too\n\n"
                      "26:14 - Q:\n\nWhy?\n\n30:00 - Tip:\n* Warm the pot\n")
                     .chapters),
            "20:34 Drawbacks {Lids break\nOften\nCups, too}|26:14 Q: Why?|30:00 Tip: Warm the pot");
}

TEST(ChapterBuilder, TellsTalkOfSponsorsFromTheirAdverts) {
  EXPECT_EQ(Show(Read("10:00 - Sponsors\n* Two hours a week of work\n* We sell it all ourselves\n\n"
                      "20:00 - Sponsors\n* Xojo\n* Pots of Sand\n\n30:00 - Cups\n")
                     .chapters),
            "10:00 Sponsors {Two hours a week of work\nWe sell it all ourselves}|"
            "20:00 Sponsors {Xojo\nPots of Sand} (advert)|30:00 Cups");
}

TEST(ChapterBuilder, PutsALineInBoldUnderTheChapterBelowIt) {
  const Notes notes = Read(
      "- 01:00 Pots\n\n**From leaf to cup**\n\n- 02:00 Leaves\n- 03:00 Cups\n\n"
      "**Of sand**\n\n04:00 Dunes\n");
  EXPECT_EQ(Show(notes.chapters),
            "1:00 Pots|2:00 Leaves {From leaf to cup}|3:00 Cups|4:00 Dunes {Of sand}");
  EXPECT_EQ(notes.description, "");
}

TEST(ChapterBuilder, KeepsTheDashesOfAnOption) {
  const Notes notes = Read(
      "- [@01:00] - [`--keep-warm`](https://a.example)\n- [@02:00] -- Pots\n- 03:00 --steep\n"
      "- 04:00 --Cups\n");
  EXPECT_EQ(Show(notes.chapters), "1:00 --keep-warm|2:00 Pots|3:00 --steep|4:00 Cups");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].title, "--keep-warm");
}

}  // namespace
}  // namespace cuepoint
