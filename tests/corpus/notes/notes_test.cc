// Whole notes: description, sponsors and boilerplate, links.
#include "corpus/notes/notes.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Notes ReadText(const std::string& markdown) { return ReadNotes(ReadMarkdown(markdown), "Tea", {}); }

TEST(Notes, KeepParagraphsOfTheDescriptionApart) {
  EXPECT_EQ(ReadText("All about tea.\n\nAnd pots.\n\n- One\n- Two\n").description,
            "All about tea.\n\nAnd pots.\n\nOne\nTwo");
}

TEST(Notes, AreEmptyForNothing) {
  const Notes notes = ReadNotes({}, "", {});
  EXPECT_TRUE(notes.description.empty());
  EXPECT_TRUE(notes.chapters.empty());
  EXPECT_TRUE(notes.people.empty());
}

TEST(Notes, KeepSponsorsApart) {
  const Notes notes = ReadText(
      "All about tea.\n\n## Xojo - Sponsor\n\nXojo sells [pots](https://x.example).\n\n"
      "### Get 10 % off\n\nNow.\n\n## Show Notes\n\n- 00:10 Green\n- 02:00 Black\n");
  EXPECT_EQ(notes.description, "All about tea.");
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("Xojo sells pots."));
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("Get 10 % off"));
  EXPECT_TRUE(notes.links.empty());
  EXPECT_EQ(notes.chapters.size(), 2u);
}

TEST(Notes, KeepAdvertisingParagraphsApart) {
  const Notes notes = ReadText(
      "All about tea.\n\nThis episode is sponsored by Xojo. They sell pots.\n\nAnd about cups.\n");
  EXPECT_EQ(notes.description, "All about tea.\n\nAnd about cups.");
  EXPECT_EQ(notes.sponsor_notes, "This episode is sponsored by Xojo. They sell pots.");
}

TEST(Notes, TakeAnAdvertisingSentenceOutOfAParagraph) {
  const Notes notes =
      ReadText("We talk about tea. This episode is brought to you by Xojo. And about cups, too.\n");
  EXPECT_EQ(notes.description, "We talk about tea. And about cups, too.");
  EXPECT_EQ(notes.sponsor_notes, "This episode is brought to you by Xojo.");
}

TEST(Notes, KeepAnEpisodeAboutSponsorship) {
  const Notes notes = ReadText(
      "Ada tells how sponsors pay for open source, and what GitHub Sponsors changed.\n\n"
      "- 00:10 Finding sponsors\n- 02:00 What is sponsorship?\n");
  EXPECT_TRUE(notes.sponsor_notes.empty());
  EXPECT_FALSE(notes.chapters[0].sponsor);
  EXPECT_FALSE(notes.chapters[1].sponsor);
}

TEST(Notes, KeepBoilerplateApart) {
  const Notes notes = ReadText(
      "All about tea.\n\n## Contributing to Tea Time\n\nWrite to us.\n\n- Web: "
      "[tea](https://t.example)\n\n"
      "## Timestamps\n\n- 00:10 Green\n- 02:00 Black\n\n## Credits\n\nMusic: Bo\n");
  EXPECT_EQ(notes.description, "All about tea.");
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("Write to us."));
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("Music: Bo"));
  EXPECT_EQ(notes.chapters.size(), 2u);
  EXPECT_TRUE(notes.links.empty());
}

TEST(Notes, TakeTheContactsBelowAnInvitationForBoilerplate) {
  const Notes notes = ReadText(
      "All about tea.\n\nGet in touch with us!\n\n- Mastodon: [@tea](https://t.example)\n"
      "- Mail: tea@t.example\n- Pots are made of clay\n");
  EXPECT_EQ(notes.description, "All about tea.\n\nPots are made of clay");
  EXPECT_TRUE(notes.links.empty());
}

TEST(Notes, TakeAListOfNothingButContactsForBoilerplate) {
  const Notes notes = ReadText(
      "All about tea. We would love to hear of yours!\n\n- Twitter: [@tea](https://t.example)\n"
      "- Discord: [The Tea House](https://d.example)\n- Email: tea@t.example\n\n## Pots\n\n"
      "- Clay: [A pot](https://p.example)\n- Github: [potter](https://g.example) makes them\n");
  EXPECT_EQ(notes.description,
            "All about tea. We would love to hear of yours!\n\nPots\n\n"
            "Clay: A pot\nGithub: potter makes them");
  EXPECT_EQ(notes.links.size(), 2u);
}

TEST(Notes, FindSectionsUnderBoldLinesAndLabels) {
  const Notes notes = ReadNotes(
      ReadHtml("<p>All about tea.</p><p><strong>Sponsors</strong></p><p>Xojo sells pots.</p>"
               "<p>More about tea.</p><p>Follow us:<br>On every network</p><p>The end.</p>"),
      "Tea", {});
  EXPECT_EQ(notes.description, "All about tea.\n\nMore about tea.\n\nThe end.");
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("Xojo sells pots."));
  EXPECT_THAT(notes.sponsor_notes, HasSubstr("On every network"));
}

TEST(Notes, KeepWhatIsSaidBesideLinks) {
  const Notes notes = ReadText(
      "## Links\n\n- [Pots](https://a.example/1)\n- Ada likes [cups](https://a.example/2)\n");
  EXPECT_EQ(notes.description, "Ada likes cups");
  EXPECT_EQ(notes.links.size(), 2u);
}

TEST(Notes, LeaveOutLinksThatLeadNowhere) {
  const Notes notes = ReadText(
      "[a](#below) [b](mailto:a@b.example) [c](javascript:alert(1)) [d](https://d.example)\n");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].url, "https://d.example");
}

TEST(Notes, LeaveOutTheLinksOfAdverts) {
  const Notes notes = ReadText(
      "- 00:10 [Green](https://a.example)\n- 02:00 Sponsor: [Xojo](https://x.example)\n"
      "- 03:00 Black\n");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].title, "Green");
}

TEST(Notes, KeepTheTextOfATranscript) {
  const Notes notes = ReadText("Tea.\n\n## Transcript\n\n00:10 Hello.\n\n00:20 Hello, Ada.\n");
  EXPECT_THAT(notes.description, HasSubstr("Hello, Ada."));
  EXPECT_TRUE(notes.chapters.empty());
}

TEST(Notes, LoseNothingOfAStrangeLayout) {
  const Notes notes = ReadText("- 00:10 Tea\n\n# Part\n\ntwo\n\n- 05:00 Pots\n\n# End\n\nbye\n");
  std::string all = notes.description + notes.sponsor_notes;
  for (const Chapter& chapter : notes.chapters) all += chapter.title + chapter.text;
  for (const char* word : {"Tea", "Part", "two", "Pots", "End", "bye"}) {
    EXPECT_THAT(all, HasSubstr(word));
  }
}

}  // namespace
}  // namespace cuepoint
