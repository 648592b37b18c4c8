#include "indexer/passage.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Episode WithChapters(const std::vector<double>& starts) {
  Episode episode;
  episode.title = "An episode";
  for (const double start : starts) {
    episode.chapters.push_back({.start_s = start,
                                .title = "At " + std::to_string(static_cast<int>(start)),
                                .url = {},
                                .text = {}});
  }
  return episode;
}

Episode WithTranscript(std::size_t cues, double length_s, double pause_s) {
  Episode episode;
  episode.title = "An episode";
  for (std::size_t i = 0; i < cues; ++i) {
    const double start = static_cast<double>(i) * (length_s + pause_s);
    episode.transcript.push_back({.start_s = start,
                                  .end_s = start + length_s,
                                  .speaker = {},
                                  .text = "cue" + std::to_string(i) + "."});
  }
  return episode;
}

TEST(Passages, AreOnePerChapterEachEndingWhereTheNextStarts) {
  Episode episode = WithChapters({0, 34, 100.5});
  episode.duration_s = 300;
  const std::vector<Passage> passages = MakePassages(episode);
  ASSERT_THAT(passages, SizeIs(3));
  for (std::size_t i = 0; i < passages.size(); ++i) {
    EXPECT_EQ(passages[i].kind, PassageKind::kChapter);
    EXPECT_EQ(passages[i].start_s, episode.chapters[i].start_s);
    EXPECT_EQ(passages[i].end_s, i + 1 < 3 ? passages[i + 1].start_s : episode.duration_s);
    EXPECT_EQ(passages[i].title, episode.chapters[i].title);
  }
}

TEST(Passages, LeaveTheLastChapterOpenWithoutADuration) {
  EXPECT_FALSE(MakePassages(WithChapters({0, 34})).back().end_s);
}

TEST(Passages, LeaveTheLastChapterOpenWhenItStartsAfterTheEnd) {
  Episode episode = WithChapters({0, 340});
  episode.duration_s = 300;
  EXPECT_FALSE(MakePassages(episode).back().end_s);
}

TEST(Passages, OfChaptersCoverTheEpisodeWithoutGapOrOverlap) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> starts;
    for (int i = 0; i < 1 + round % 20; ++i) starts.push_back(static_cast<double>(random() % 4000));
    std::sort(starts.begin(), starts.end());
    Episode episode = WithChapters(starts);
    episode.duration_s = 4000;
    const std::vector<Passage> passages = MakePassages(episode);
    ASSERT_EQ(passages.size(), starts.size());
    EXPECT_EQ(passages.front().start_s, starts.front());
    EXPECT_EQ(passages.back().end_s, 4000);
    for (std::size_t i = 1; i < passages.size(); ++i) {
      EXPECT_EQ(passages[i - 1].end_s, passages[i].start_s);
    }
  }
}

TEST(Passages, TakeTheNotesLinksAndWordsOfTheirChapter) {
  Episode episode = WithChapters({0, 60});
  episode.chapters[1].text = "Notes on loss recovery";
  episode.links = {{.url = "https://a.example", .title = "The draft", .start_s = 60},
                   {.url = "https://b.example", .title = "Elsewhere", .start_s = {}}};
  episode.transcript = {{.start_s = 5, .end_s = 9, .speaker = "Ada", .text = "Good morning"},
                        {.start_s = 60, .end_s = 70, .speaker = {}, .text = "Packets get lost"}};
  const std::vector<Passage> passages = MakePassages(episode);
  ASSERT_THAT(passages, SizeIs(2));
  EXPECT_EQ(passages[0].text, "Ada: Good morning");
  EXPECT_EQ(passages[0].links, "");
  EXPECT_EQ(passages[1].text, "Notes on loss recovery\nPackets get lost");
  EXPECT_EQ(passages[1].links, "The draft");
  EXPECT_EQ(LooseLinkTitles(episode), "Elsewhere");
}

TEST(Passages, HoldALinksTitleOnceWhenTheNotesAlreadyNameIt) {
  Episode episode = WithChapters({0});
  episode.description = "See the charter.";
  episode.chapters[0].text = "We read The draft together";
  episode.links = {{.url = "https://a.example", .title = "The draft", .start_s = 0},
                   {.url = "https://b.example", .title = "charter", .start_s = {}}};
  EXPECT_EQ(MakePassages(episode)[0].links, "");
  EXPECT_EQ(LooseLinkTitles(episode), "");
}

TEST(Passages, GiveWhatComesBeforeTheFirstChapterToIt) {
  Episode episode = WithChapters({30, 60});
  episode.transcript = {{.start_s = 2, .end_s = 5, .speaker = {}, .text = "Welcome"}};
  EXPECT_EQ(MakePassages(episode)[0].text, "Welcome");
}

TEST(Passages, LoseNoLinkWhereThereAreNoChapters) {
  Episode episode;
  episode.links = {{.url = "https://a.example", .title = "The draft", .start_s = 40}};
  EXPECT_EQ(LooseLinkTitles(episode), "The draft");
}

TEST(Passages, AreOnePerPersonAfterTheChapters) {
  Episode episode = WithChapters({0});
  episode.people = {{.name = "Ada", .role = "guest", .bio = "Wrote the first program", .url = {}},
                    {.name = "Bob", .role = "host", .bio = {}, .url = {}}};
  const std::vector<Passage> passages = MakePassages(episode);
  ASSERT_THAT(passages, SizeIs(3));
  EXPECT_EQ(passages[1].kind, PassageKind::kGuest);
  EXPECT_EQ(passages[1].title, "Ada");
  EXPECT_EQ(passages[1].text, "Wrote the first program");
  EXPECT_FALSE(passages[1].start_s);
  EXPECT_EQ(passages[2].title, "Bob");
}

TEST(Passages, OfAnEpisodeWithNothingAreNone) { EXPECT_THAT(MakePassages(Episode{}), IsEmpty()); }

TEST(Passages, AreNoWindowsWhereThereAreChapters) {
  Episode episode = WithTranscript(100, 5, 0);
  episode.chapters.push_back({.start_s = 0, .title = "All of it", .url = {}, .text = {}});
  EXPECT_THAT(MakePassages(episode), SizeIs(1));
}

TEST(Windows, OverlapByHalf) {
  const std::vector<Passage> passages = MakePassages(WithTranscript(120, 5, 0));
  ASSERT_GE(passages.size(), 5u);
  for (std::size_t i = 0; i + 1 < passages.size(); ++i) {
    EXPECT_EQ(passages[i].kind, PassageKind::kWindow);
    EXPECT_EQ(*passages[i].start_s, static_cast<double>(i) * kWindowStepSeconds);
    EXPECT_EQ(*passages[i].end_s, *passages[i].start_s + kWindowSeconds);
  }
  EXPECT_EQ(passages.back().end_s, 600);
}

TEST(Windows, HoldEveryCueAndNoneMoreThanTwice) {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const std::size_t cues = 1 + random() % 200;
    const double length_s = 0.5 + static_cast<double>(random() % 300) / 10;
    const double pause_s = static_cast<double>(random() % 900) / 10;
    const Episode episode = WithTranscript(cues, length_s, pause_s);
    const std::vector<Passage> passages = MakePassages(episode);
    for (const Cue& cue : episode.transcript) {
      const auto holders =
          std::count_if(passages.begin(), passages.end(), [&](const Passage& passage) {
            return ("\n" + passage.text).find("\n" + cue.text) != std::string::npos;
          });
      EXPECT_GE(holders, 1) << cue.text << " of " << cues << " cues of " << length_s << " s";
      EXPECT_LE(holders, 2) << cue.text << " of " << cues << " cues of " << length_s << " s";
    }
    for (std::size_t i = 1; i < passages.size(); ++i) {
      EXPECT_GT(*passages[i].start_s, *passages[i - 1].start_s);
    }
    for (const Passage& passage : passages) EXPECT_GE(*passage.end_s, *passage.start_s);
  }
}

TEST(Windows, PassOverALongSilence) {
  Episode episode;
  episode.transcript = {{.start_s = 0, .end_s = 5, .speaker = {}, .text = "before"},
                        {.start_s = 2000, .end_s = 2005, .speaker = {}, .text = "after"}};
  const std::vector<Passage> passages = MakePassages(episode);
  ASSERT_THAT(passages, SizeIs(2));
  EXPECT_EQ(passages[0].text, "before");
  EXPECT_EQ(passages[1].text, "after");
  EXPECT_EQ(passages[1].start_s, 2000);
}

TEST(Windows, EndAfterCuesThatAllStartAtOnce) {
  Episode episode;
  for (int i = 0; i < 500; ++i) {
    episode.transcript.push_back({.start_s = 7, .end_s = 8, .speaker = {}, .text = "again"});
  }
  EXPECT_THAT(MakePassages(episode), SizeIs(1));
}

TEST(Windows, NameWhoSpeaks) {
  Episode episode;
  episode.transcript = {{.start_s = 0, .end_s = 5, .speaker = "Ada", .text = "Hello"}};
  EXPECT_EQ(MakePassages(episode)[0].text, "Ada: Hello");
}

}  // namespace
}  // namespace cuepoint
