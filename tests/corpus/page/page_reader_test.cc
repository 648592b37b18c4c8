#include "corpus/page/page_reader.h"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/page/page_cues.h"
#include "corpus/page/page_notes.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A page as players show them: chrome around the notes, and notes whose parts run together.
std::string Page() {
  return "quokka.example\n\nBurrow Radio Ltd\nundefined\n3 snips\n"
         "Mar 5, 2024 • 1h\n\nMoles Revisited with Cy Cedar\n\n"
         "Cy Cedar, a gardener, returns to moles.\nundefined\n"
         "Feb 27, 2024 • 1h 2min\n\nTunnels in Depth with Ada Burrow\n\n"
         "episode 4 — Tunnels in Depth with Ada Burrow.We talk with Ada Burrow about tunnels."
         "Learn more:https://ada.example/ — Home of Adahttps://dig.example/rfc9000 — RFC 9000 on "
         "DiggingMoleIf you like this podcast you may like our spade: https://moleworks.example"
         "Chapters00:00 Intro00:34 Why dig05:32 Layer 2 and Layer 306:40 Since 199912:01 Roots "
         "(2001)59:12 The end01:01:30 OutroQuokka.ExampleMore information: "
         "https://quokka.example/#episode-4Join our Discord: https://chat.exampleReach out to us: "
         "hello@quokka.exampleMusic for this episode was composed by X. https://music.example.\n"
         "undefined\n12 snips\n"
         "Feb 20, 2024 • 45 min\n\nSand with Bo\n\nBo, a geologist, explains sand.\nundefined\n"
         "Feb 13, 2024 • 58min\n\nGetting started with Clay\n\n"
         "Episode 2 - Getting started with Clay.All about clay.Chapters0:00 Hi9:30 Potters10:15 Bye"
         "Quokka.ExampleMore information: https://quokka.example/#episode-2\n\n"
         "The AI-powered Podcast Player\n\nSave insights by tapping your headphones\nGet the app\n";
}

std::string Times(const Episode& episode) {
  std::string shown;
  for (const Chapter& chapter : episode.chapters) {
    if (!shown.empty()) shown += '|';
    shown += FormatTime(chapter.start_s) + " " + chapter.title;
  }
  return shown;
}

TEST(PageReader, FindsEveryEpisodeWithItsFacts) {
  const PageContent page = ReadPage(Page());
  ASSERT_EQ(page.episodes.size(), 4u);
  const Episode& episode = page.episodes[1];
  EXPECT_EQ(episode.title, "Tunnels in Depth with Ada Burrow");
  EXPECT_EQ(episode.number, 4);
  EXPECT_EQ(episode.published, "2024-02-27");
  EXPECT_EQ(episode.duration_s, 3720);
  EXPECT_EQ(episode.url, "https://quokka.example/#episode-4");
  EXPECT_EQ(episode.description, "We talk with Ada Burrow about tunnels.");
  EXPECT_THAT(episode.people, ElementsAre(Person{"Ada Burrow", "guest", "", ""}));
  EXPECT_THAT(episode.links, ElementsAre(Link{"https://ada.example/", "Home of Ada", std::nullopt},
                                         Link{"https://dig.example/rfc9000", "RFC 9000 on Digging",
                                              std::nullopt}));
}

TEST(PageReader, KeepsAChapterWhoseTitleEndsInDigits) {
  EXPECT_EQ(Times(ReadPage(Page()).episodes[1]),
            "0:00 Intro|0:34 Why dig|5:32 Layer 2 and Layer 3|6:40 Since 1999|"
            "12:01 Roots (2001)|59:12 The end|1:01:30 Outro");
}

TEST(PageReader, LeavesBoilerplateAndChromeOut) {
  for (const Episode& episode : ReadPage(Page()).episodes) {
    std::string text = episode.description + Times(episode);
    for (const Link& link : episode.links) text += link.url + " " + link.title + "\n";
    for (const char* boilerplate :
         {"Mole", "podcast", "Discord", "chat.example", "Quokka", "hello@", "Music", "undefined",
          "snips", "Player", "headphones", "Get the app", "Chapters", "Learn more"}) {
      EXPECT_EQ(text.find(boilerplate), std::string::npos) << boilerplate << " in " << text;
    }
  }
}

TEST(PageReader, InfersNumbersAndAddressesFromNeighboursAndSaysSo) {
  const PageContent page = ReadPage(Page());
  EXPECT_EQ(page.episodes[0].number, 5);
  EXPECT_EQ(page.episodes[0].url, "https://quokka.example/#episode-5");
  EXPECT_EQ(page.episodes[2].number, 3);
  EXPECT_EQ(page.episodes[3].number, 2);
  ASSERT_EQ(page.warnings.size(), 2u);
  EXPECT_THAT(page.warnings[0].message, HasSubstr("3 follows from its neighbours"));
  EXPECT_EQ(page.warnings[1].line, 8u);
}

TEST(PageReader, DescribesTheShowAsTheNotesSpellIt) {
  const Show show = ReadPage(Page()).episodes[2].show;
  EXPECT_EQ(show.id, "quokka.example");
  EXPECT_EQ(show.title, "Quokka.Example");
  EXPECT_EQ(show.url, "https://quokka.example");
  EXPECT_EQ(show.deep_link, "{url}&t={seconds}") << "the addresses have a fragment already";
}

TEST(PageReader, TakesNoGuestFromATopic) {
  const PageContent page = ReadPage(Page());
  EXPECT_THAT(page.episodes[3].people, IsEmpty()) << "Clay is not a person";
  EXPECT_THAT(page.episodes[2].people, ElementsAre(Person{"Bo", "guest", "", ""}));
}

TEST(PageReader, InfersNoNumberAcrossAGap) {
  const auto numbers = [](const std::string& first_date, const std::string& numbered) {
    std::string page = "Show\n" + first_date + " • 1h\nA\nNotes\n";
    page += "Feb 20, 2024 • 1h\nB\nepisode 8 - B. Notes\n";
    page += "Feb 13, 2024 • 1h\nC\n" + numbered + "Notes\n";
    page += "Feb 6, 2024 • 1h\nD\nepisode 6 - D. Notes\n";
    std::string shown;
    for (const Episode& episode : ReadPage(page).episodes) {
      shown += (episode.number ? std::to_string(*episode.number) : "-") + " ";
    }
    return shown;
  };
  EXPECT_EQ(numbers("Feb 27, 2024", ""), "9 8 7 6 ");
  EXPECT_EQ(numbers("Mar 5, 2024", ""), "- 8 7 6 ") << "a week was left out";
  EXPECT_EQ(numbers("Feb 1, 2024", ""), "- 8 - 6 ") << "dates that go back and forth";
  EXPECT_EQ(numbers("Feb 27, 2024", "episode 99 - "), "- 8 99 6 ") << "numbers that do not fit";
}

TEST(PageReader, ReadsLineEndsOfEverySystem) {
  const auto spaced = [](const std::string& line_end) {
    std::string page;
    for (const char c : Page()) page += c == '\n' ? line_end : std::string(1, c);
    return ReadPage(page).episodes;
  };
  EXPECT_EQ(spaced("\r\n"), ReadPage(Page()).episodes);
  EXPECT_EQ(spaced("\r"), ReadPage(Page()).episodes);
}

TEST(PageReader, ReadsNotesInLinesAsWell) {
  const PageContent page = ReadPage(
      "Show\n\n2024-02-27 | 1:02:00\n\nA walk with Ada\n\nAda shares her walk.\n\n"
      "Timestamps:\n(00:00) Hello\n(01:15) Boots at 9:30\nand laces\n59:59 Home\n\n"
      "Links:\n- Map: https://walk.example/map\n- https://boots.example\n\n"
      "Join our Discord: https://chat.example\n\nUntil next time.\n");
  ASSERT_EQ(page.episodes.size(), 1u);
  const Episode& episode = page.episodes[0];
  EXPECT_EQ(Times(episode), "0:00 Hello|1:15 Boots at 9:30|59:59 Home");
  EXPECT_EQ(episode.chapters[1].text, "and laces");
  EXPECT_EQ(episode.description, "Ada shares her walk.\nUntil next time.");
  EXPECT_THAT(episode.links, ElementsAre(Link{"https://walk.example/map", "Map", std::nullopt},
                                         Link{"https://boots.example", "", std::nullopt}));
}

TEST(PageReader, TakesAPageWithChaptersButNoDateForOneEpisode) {
  const PageContent page = ReadPage("#12: A walk\n\nWe walk.\n0:00 Hello\n1:15 Boots\n2:00 Bye\n");
  ASSERT_EQ(page.episodes.size(), 1u);
  EXPECT_EQ(page.episodes[0].number, 12);
  EXPECT_EQ(page.episodes[0].title, "#12: A walk");
  EXPECT_EQ(page.episodes[0].description, "We walk.");
  EXPECT_EQ(Times(page.episodes[0]), "0:00 Hello|1:15 Boots|2:00 Bye");
}

TEST(PageReader, FindsNothingInProse) {
  EXPECT_THAT(ReadPage("").episodes, IsEmpty());
  EXPECT_THAT(ReadPage("Once upon a time, at 10:00, it rained.\n").episodes, IsEmpty());
  EXPECT_THAT(ReadPage("Show\n\nDec 9, 2025 • 1h\n").episodes, IsEmpty());
  EXPECT_EQ(ReadPage("Show\n\nDec 9, 2025 • 1h\n").warnings.size(), 1u);
}

TEST(PageReader, LeavesMarkupToOtherReaders) {
  EXPECT_THAT(ReadPage("---\ntitle: A\n---\n0:00 a\n1:00 b\n").episodes, IsEmpty());
  EXPECT_THAT(ReadPage("<p>Title\n0:00 a\n1:00 b\n").episodes, IsEmpty());
}

TEST(PageReader, TakesNoRuleForATitle) {
  const PageContent page = ReadPage("* * *\n2024-02-27 | 1:02:00\n=====\nClay\nNotes.\n");
  ASSERT_EQ(page.episodes.size(), 1u);
  EXPECT_EQ(page.episodes[0].title, "Clay");
}

TEST(PageReader, StaysFastOnHostileText) {
  std::string dates;
  for (int i = 0; i < 50'000; ++i) dates += "Dec 9, 2025 • 1h\nx\n";
  EXPECT_EQ(ReadPage("Show\n" + dates).episodes.size(), 50'000u);
  std::string cues = "Show\nDec 9, 2025 • 1h\nT\n";
  for (int i = 0; i < 50'000; ++i) cues += "Chapters0:00 aLearn more:https://a.example";
  EXPECT_EQ(ReadPage(cues).episodes.size(), 1u);
  ReadPage("Show\nDec 9, 2025 • 1h\nwith A" + std::string(1'000'000, ',') + "\n" +
           std::string(1'000'000, 'A'));
  std::string zeros = "Show\nDec 9, 2025 • 1h\nT\n";
  for (int i = 0; i < 200'000; ++i) zeros += "0:00 http";
  EXPECT_EQ(ReadPage(zeros).episodes.size(), 1u);
}

TEST(PageNotes, SplitTheProseFromListsWithoutAHeading) {
  const PageNotes notes =
      ReadPageNotes("All about clay. 00:00 Hi 05:00 Pots 06:00 Bye", "", {}, "");
  EXPECT_EQ(notes.description, "All about clay.");
  EXPECT_EQ(notes.chapters.size(), 3u);
}

TEST(PageNotes, KeepATimeInProseAsProse) {
  const PageNotes notes = ReadPageNotes("We start at 0:00 sharp.", "", {}, "");
  EXPECT_EQ(notes.description, "We start at 0:00 sharp.");
  EXPECT_TRUE(notes.chapters.empty());
}

TEST(PageNotes, CollectTheLinksOfProse) {
  const PageNotes notes = ReadPageNotes("See https://a.example for more.", "", {}, "");
  EXPECT_EQ(notes.description, "See https://a.example for more.");
  EXPECT_THAT(notes.links, ElementsAre(Link{"https://a.example", "", std::nullopt}));
}

TEST(PageNotes, ReadWordsOfACueInASentenceAsProse) {
  const std::string prose =
      "They join our Discord. We read Chapters of a book. Follow usage. And please Join our "
      "Discord.";
  EXPECT_EQ(ReadPageNotes(prose, "", {}, "").description, prose);
}

struct NumberCase {
  const char* text;
  std::optional<std::int64_t> number;
  const char* rest;
};

class EpisodeNumber : public ::testing::TestWithParam<NumberCase> {};
TEST_P(EpisodeNumber, IsTakenOffTheFront) {
  std::string_view text = GetParam().text;
  EXPECT_EQ(TakeEpisodeNumber(text), GetParam().number) << GetParam().text;
  EXPECT_EQ(text, GetParam().rest);
}

INSTANTIATE_TEST_SUITE_P(PageNotes, EpisodeNumber,
                         ::testing::ValuesIn(std::vector<NumberCase>{
                             {"episode 17 — Title", 17, "Title"},
                             {"Episode 14 – Title", 14, "Title"},
                             {"Episode #14: Title", 14, "Title"},
                             {"Ep. 3 - Title", 3, "Title"},
                             {"EP3 Title", 3, "Title"},
                             {"#17 Title", 17, "Title"},
                             {"Episode 17", 17, ""},
                             {"17 reasons", std::nullopt, "17 reasons"},
                             {"Episode 17th of May", std::nullopt, "Episode 17th of May"},
                             {"Episode seven", std::nullopt, "Episode seven"},
                             {"Episode 12345678", std::nullopt, "Episode 12345678"},
                             {"Episodes 1 to 3", std::nullopt, "Episodes 1 to 3"},
                             {"", std::nullopt, ""}}));

TEST(PageCues, KnowThePageAroundTheNotes) {
  for (const char* line : {"undefined", " 7 snips", "1 snip", "Get the app"}) {
    EXPECT_TRUE(IsChromeLine(line)) << line;
  }
  for (const char* line : {"", "7 snipers", "snips", "Undefined behaviour", "Get the apple"}) {
    EXPECT_FALSE(IsChromeLine(line)) << line;
  }
}

TEST(PageCues, TakeAHeadingOffOnlyWhereItBelongsToWhatFollows) {
  std::string_view name;
  EXPECT_EQ(TrimHeading("the Revival ProjectRama", "see https://ramaproxy.org", "x", name),
            "the Revival Project");
  EXPECT_EQ(TrimHeading("a Panorama", "see https://ramaproxy.org", "x", name), "a Panorama");
  EXPECT_EQ(TrimHeading("the End", "see https://ramaproxy.org", "x", name), "the End");
  EXPECT_EQ(name, "");
  EXPECT_EQ(TrimHeading("OutroNetstack.FM", "", "netstack.fm", name), "Outro");
  EXPECT_EQ(name, "Netstack.FM");
}

}  // namespace
}  // namespace cuepoint
