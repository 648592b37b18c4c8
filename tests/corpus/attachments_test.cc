// Chapters and transcripts that belong to an episode: by link, and beside the notes.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/source.h"
#include "tests/corpus/read_source.h"
#include "tests/support/fake_fetcher.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kVtt =
    "WEBVTT\n\n00:00.000 --> 00:04.000\nWelcome to the show.\n\n"
    "00:04.000 --> 00:09.000\nToday we talk of packets.\n";
constexpr const char* kChapters =
    R"({"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Intro"},
        {"startTime": 60, "title": "Packets"}]})";

std::string Feed(const std::string& item) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\" "
         "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel><title>Wire</title>"
         "<link>https://wire.example/</link><item><title>One</title><guid>g1</guid>"
         "<pubDate>Tue, 09 Dec 2025 08:00:00 GMT</pubDate>" +
         item + "</item></channel></rss>";
}

const std::string kLinked = Feed(
    "<podcast:chapters url=\"https://wire.example/1.json\" type=\"application/json+chapters\"/>"
    "<podcast:transcript url=\"https://wire.example/1.vtt\" type=\"text/vtt\"/>");

class Siblings : public testing::Test {
 protected:
  std::string Notes(const std::string& name = "notes/17.md") {
    fs::create_directories(fs::path(files_ / name).parent_path());
    return files_.Write(name, "---\ntitle: Of packets\nduration: 600\n---\nNotes.\n");
  }
  void Put(const std::string& name, const std::string& content) {
    fs::create_directories(fs::path(files_ / name).parent_path());
    files_.Write(name, content);
  }
  TemporaryDirectory files_;
};

TEST_F(Siblings, GiveNotesTheirTranscriptAndChapters) {
  Put("notes/17.vtt", kVtt);
  Put("notes/17.chapters.json", kChapters);
  const ReadResult read = Read(Notes());
  ASSERT_THAT(read.episodes, SizeIs(1));
  const Episode& episode = read.episodes[0].episode;
  ASSERT_THAT(episode.transcript, SizeIs(2));
  EXPECT_EQ(episode.transcript[1].text, "Today we talk of packets.");
  ASSERT_THAT(episode.chapters, SizeIs(2));
  EXPECT_EQ(episode.chapters[1].title, "Packets");
  EXPECT_EQ(read.report.attachments, 2u);
}

TEST_F(Siblings, AreFoundInADirectoryOfTranscripts) {
  Put("_transcripts/a/17.vtt", kVtt);
  EXPECT_THAT(Read(Notes("_episodes/a/17.md")).episodes.at(0).episode.transcript, SizeIs(2));
}

TEST_F(Siblings, AreLeftOutOnRequest) {
  Put("notes/17.vtt", kVtt);
  const ReadResult read = ReadWith(Notes(), {.transcripts = false}, {});
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.episodes[0].episode.transcript, IsEmpty());
}

TEST_F(Siblings, AreNoErrorOnTheirOwnWhereTheNotesAreThere) {
  Notes();
  Put("notes/17.vtt", kVtt);
  const ReadResult read = Read(files_ / "notes/17.vtt");
  EXPECT_THAT(read.report.errors, IsEmpty());
  EXPECT_THAT(read.report.warnings, IsEmpty());
  EXPECT_EQ(read.report.reader, "transcript");
  Notes("_episodes/a/18.md");
  Put("_transcripts/a/18.vtt", kVtt);
  EXPECT_THAT(Read(files_ / "_transcripts/a/18.vtt").report.errors, IsEmpty());
}

TEST_F(Siblings, AreAnErrorWithoutNotes) {
  Put("notes/99.vtt", kVtt);
  const ReadResult read = Read(files_ / "notes/99.vtt");
  ASSERT_THAT(read.report.errors, SizeIs(1));
  EXPECT_EQ(read.report.errors[0].kind, "attachment-alone");
}

TEST_F(Siblings, ThatAreBrokenLeaveTheEpisodeAndSaySo) {
  Put("notes/17.vtt", "WEBVTT\n\n00:zz --> 00:yy\nWhat?\n");
  const ReadResult read = Read(Notes());
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.episodes[0].episode.transcript, IsEmpty());
  EXPECT_FALSE(read.report.warnings.empty());
}

TEST_F(Siblings, MayNotBeNamedOutsideTheDirectoryOfTheNotes) {
  Put("secret.vtt", kVtt);
  fs::create_directories(files_ / "notes");
  for (const std::string& path : {std::string("../secret.vtt"), files_ / "secret.vtt"}) {
    const std::string notes = files_.Write(
        "notes/18.md", "---\ntitle: T\ntranscript: " + path + "\nduration: 60\n---\nNotes.\n");
    const ReadResult read = Read(notes);
    ASSERT_THAT(read.episodes, SizeIs(1)) << path;
    EXPECT_THAT(read.episodes[0].episode.transcript, IsEmpty()) << path;
    EXPECT_THAT(read.report.warnings, testing::Not(IsEmpty())) << path;
  }
}

TEST(Links, OfAFeedAreFetched) {
  FakeFetcher web;
  web.Put("https://wire.example/feed.xml", kLinked);
  web.Put("https://wire.example/1.json", kChapters);
  web.Put("https://wire.example/1.vtt", kVtt);
  const ReadResult read = ReadWith("https://wire.example/feed.xml", {}, {.fetcher = &web});
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_EQ(read.report.reader, "feed");
  EXPECT_EQ(read.episodes[0].source, "https://wire.example/feed.xml");
  EXPECT_THAT(read.episodes[0].episode.chapters, SizeIs(2));
  EXPECT_THAT(read.episodes[0].episode.transcript, SizeIs(2));
  EXPECT_EQ(read.report.attachments, 2u);
}

TEST(Links, AreNotFollowedWithoutAFetcher) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write("feed.xml", kLinked));
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.episodes[0].episode.chapters, IsEmpty());
  ASSERT_THAT(read.report.warnings, SizeIs(1)) << "one for the source, not one for each link";
  EXPECT_EQ(read.report.warnings[0].kind, "not-fetched");
  EXPECT_THAT(read.report.warnings[0].message, HasSubstr("2 chapter or transcript"));
}

TEST(Links, OfAFetchedFeedCannotNameFiles) {
  FakeFetcher web;
  web.Put("https://wire.example/feed.xml",
          Feed("<podcast:transcript url=\"file:///etc/passwd\" type=\"text/plain\"/>"));
  const ReadResult read = ReadWith("https://wire.example/feed.xml", {}, {.fetcher = &web});
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.episodes[0].episode.transcript, IsEmpty());
}

TEST(Addresses, AreRefusedWithoutAFetcher) {
  const ReadResult read = Read("https://wire.example/feed.xml");
  ASSERT_THAT(read.report.errors, SizeIs(1));
  EXPECT_EQ(read.report.errors[0].kind, "not-fetched");
  EXPECT_EQ(read.report.errors[0].source, "https://wire.example/feed.xml");
}

TEST(Addresses, ThatHaveNotChangedAreNotReadAgain) {
  FakeFetcher web;
  FakeMemory memory;
  web.Put("https://wire.example/feed.xml", Feed(""), "\"v1\"");
  const ReadContext context{.fetcher = &web, .memory = &memory};
  EXPECT_THAT(ReadWith("https://wire.example/feed.xml", {}, context).episodes, SizeIs(1));
  const ReadResult again = ReadWith("https://wire.example/feed.xml", {}, context);
  EXPECT_TRUE(again.report.unmodified);
  EXPECT_THAT(again.episodes, IsEmpty());
  EXPECT_THAT(again.report.warnings, IsEmpty());
  web.Put("https://wire.example/feed.xml", Feed(""), "\"v2\"");
  EXPECT_THAT(ReadWith("https://wire.example/feed.xml", {}, context).episodes, SizeIs(1));
}

TEST(Addresses, WhoseLinksCouldNotBeFetchedAreReadAgain) {
  FakeFetcher web;
  FakeMemory memory;
  web.Put("https://wire.example/feed.xml", kLinked, "\"v1\"");
  web.Put("https://wire.example/1.json", kChapters);
  web.Fail("https://wire.example/1.vtt", ErrorCode::kUnavailable);
  const ReadContext context{.fetcher = &web, .memory = &memory};
  ReadWith("https://wire.example/feed.xml", {}, context);
  web.Put("https://wire.example/1.vtt", kVtt);
  const ReadResult again = ReadWith("https://wire.example/feed.xml", {}, context);
  ASSERT_THAT(again.episodes, SizeIs(1));
  EXPECT_THAT(again.episodes[0].episode.transcript, SizeIs(2));
}

TEST(Addresses, KeepWhatTheirUnchangedLinksGaveLastTime) {
  FakeFetcher web;
  FakeMemory memory;
  web.Put("https://wire.example/feed.xml", kLinked, "\"v1\"");
  web.Put("https://wire.example/1.json", kChapters, "\"c1\"");
  web.Put("https://wire.example/1.vtt", kVtt, "\"t1\"");
  const ReadContext context{.fetcher = &web, .memory = &memory};
  const ReadResult first = ReadWith("https://wire.example/feed.xml", {}, context);
  memory.stored[first.episodes.at(0).episode.id] = first.episodes[0].episode;
  web.Put("https://wire.example/feed.xml", kLinked + "\n", "\"v2\"");
  const int sent = web.sent;
  const ReadResult second = ReadWith("https://wire.example/feed.xml", {}, context);
  EXPECT_EQ(web.sent, sent + 1) << "only the feed itself";
  EXPECT_EQ(second.episodes.at(0).episode, first.episodes[0].episode);
}

TEST(Addresses, OfASiteLeadToItsFeed) {
  FakeFetcher web;
  web.Put("https://wire.example/",
          "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" "
          "href=\"/feed.xml\"></head><body>Welcome</body></html>");
  web.Put("https://wire.example/feed.xml", Feed(""));
  const ReadResult read = ReadWith("https://wire.example/", {}, {.fetcher = &web});
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.report.warnings.at(0).message, HasSubstr("https://wire.example/feed.xml"));
  EXPECT_THAT(web.asked, ElementsAre("https://wire.example/", "https://wire.example/feed.xml"));
}

TEST(Shows, AreNamedByTheUserWhereTheNotesDoNot) {
  const TemporaryDirectory files;
  const std::string notes = files.Write("4.md", "---\ntitle: T\nnumber: 4\n---\nNotes.\n");
  const ReadResult read = ReadWith(notes, {.show = "The Wire"}, {});
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_EQ(read.episodes[0].episode.show.title, "The Wire");
  EXPECT_THAT(read.episodes[0].episode.id, HasSubstr("the-wire-"));
}

}  // namespace
}  // namespace cuepoint
