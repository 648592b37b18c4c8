// Runs over addresses: what is remembered between them, and what is kept when nothing changed.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/index_check.h"
#include "indexer/index_run.h"
#include "tests/support/fake_fetcher.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using testing::IsEmpty;

constexpr const char* kFeed = "https://wire.example/feed.xml";
constexpr const char* kVtt = "https://wire.example/1.vtt";

std::string Item(const std::string& guid, const std::string& more = {}) {
  return "<item><title>Episode " + guid + "</title><guid>" + guid +
         "</guid><pubDate>Tue, 09 Dec 2025 08:00:00 GMT</pubDate>" + more + "</item>";
}

std::string Rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\" "
         "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel><title>Wire</title>" +
         items + "</channel></rss>";
}

class FetchedRun : public testing::Test {
 protected:
  IndexReport Index(bool prune = true, bool transcripts = true, bool rebuild = false) {
    IndexOptions options;
    options.prune = prune;
    options.rebuild = rebuild;
    options.fetcher = &web_;
    options.reading.transcripts = transcripts;
    const Result<IndexReport> report = IndexSources(directory_ / "db", {kFeed}, options);
    EXPECT_TRUE(report) << (report ? "" : ToString(report.error()));
    return report ? *report : IndexReport{};
  }
  std::size_t Episodes() const {
    const Result<CheckReport> check = CheckIndex(directory_ / "db");
    EXPECT_TRUE(check);
    if (!check) return 0;
    EXPECT_THAT(check->problems, IsEmpty());
    return check->episodes;
  }

  FakeFetcher web_;
  TemporaryDirectory directory_;
};

TEST_F(FetchedRun, KeepsTheEpisodesOfAFeedThatHasNotChanged) {
  web_.Put(kFeed, Rss(Item("a") + Item("b")), "\"v1\"");
  EXPECT_EQ(Index().added, 2u);
  const IndexReport again = Index();
  EXPECT_EQ(again.unmodified, 1u);
  EXPECT_EQ(again.removed, 0u);
  EXPECT_EQ(again.revision, 1u) << "nothing to write";
  EXPECT_EQ(web_.sent, 1);
  EXPECT_EQ(Episodes(), 2u);
}

TEST_F(FetchedRun, TakesUpWhatAFeedGainsAndPrunesWhatItLoses) {
  web_.Put(kFeed, Rss(Item("a") + Item("b")), "\"v1\"");
  Index();
  web_.Put(kFeed, Rss(Item("b") + Item("c")), "\"v2\"");
  const IndexReport report = Index();
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.removed, 1u);
}

TEST_F(FetchedRun, KeepsEverythingOfAFeedThatCannotBeHad) {
  web_.Put(kFeed, Rss(Item("a")), "\"v1\"");
  Index();
  web_.Fail(kFeed, ErrorCode::kUnavailable);
  const IndexReport report = Index();
  EXPECT_EQ(report.errors, 1u);
  EXPECT_EQ(report.errors_by_kind.at("fake"), 1u);
  EXPECT_EQ(Episodes(), 1u);
}

TEST_F(FetchedRun, AsksForNoTranscriptTwice) {
  web_.Put(kFeed, Rss(Item("a", "<podcast:transcript url=\"" + std::string(kVtt) + "\"/>")),
           "\"v1\"");
  web_.Put(kVtt, "WEBVTT\n\n00:00.000 --> 00:02.000\nHello there.\n", "\"t1\"");
  EXPECT_EQ(Index().transcripts, 1u);
  web_.Put(kFeed,
           Rss(Item("a", "<podcast:transcript url=\"" + std::string(kVtt) + "\"/>") + Item("b")),
           "\"v2\"");
  const int sent = web_.sent;
  const IndexReport report = Index();
  EXPECT_EQ(web_.sent, sent + 1);
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.added, 1u);
}

TEST_F(FetchedRun, ReadsAgainWhenItIsToReadInAnotherWay) {
  web_.Put(kFeed, Rss(Item("a", "<podcast:transcript url=\"" + std::string(kVtt) + "\"/>")),
           "\"v1\"");
  web_.Put(kVtt, "WEBVTT\n\n00:00.000 --> 00:02.000\nHello there.\n", "\"t1\"");
  EXPECT_EQ(Index(true, false).transcripts, 0u);
  const IndexReport report = Index(true, true);
  EXPECT_EQ(report.changed, 1u);
  EXPECT_EQ(report.transcripts, 1u);
}

TEST_F(FetchedRun, RebuildsFromWhatIsFetchedAnew) {
  web_.Put(kFeed, Rss(Item("a")), "\"v1\"");
  Index();
  EXPECT_EQ(Index(false, true, true).added, 1u);
  EXPECT_EQ(web_.sent, 2);
  EXPECT_EQ(Episodes(), 1u);
}

TEST_F(FetchedRun, CountsProblemsAndReadersByKind) {
  web_.Put(kFeed, Rss("<item><title>No guid</title></item>" + Item("b")));
  const IndexReport report = Index();
  EXPECT_EQ(report.readers.at("feed"), 1u);
  EXPECT_EQ(report.warnings_by_kind.at("missing-guid"), 1u);
  EXPECT_GE(report.warnings, 1u);
}

}  // namespace
}  // namespace cuepoint
