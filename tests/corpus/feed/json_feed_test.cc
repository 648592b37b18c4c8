#include "corpus/feed/json_feed.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/feed/feed_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class JsonFeedHead : public ::testing::TestWithParam<HeadCase> {};
TEST_P(JsonFeedHead, IsToldFromOtherJson) {
  EXPECT_EQ(LooksLikeJsonFeed(GetParam().head), GetParam().feed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonFeedHead,
    ::testing::ValuesIn(std::vector<HeadCase>{
        {R"({"version": "https://jsonfeed.org/version/1.1", "title": "x")", true},
        {"\xEF\xBB\xBF\n {\n \"title\": \"x\",\n \"version\" :\n\"https://jsonfeed.org/version/1\"",
         true},
        {R"({"version":"https:\/\/jsonfeed.org\/version\/1"})", true},
        {R"({"version": "1.2.0", "chapters": []})", false},
        {R"({"version": 1, "title": "https://jsonfeed.org/version/1"})", false},
        {R"([{"version": "https://jsonfeed.org/version/1.1"}])", false},
        {"version https://jsonfeed.org/version/1.1", false},
        {"{", false},
        {"", false}}));

TEST(JsonFeed, ReadsAnItemWithEverythingInIt) {
  const Document document = ReadJsonFeed(R"({
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Wires & Waves",
  "home_page_url": "https://wires.example/",
  "feed_url": "https://wires.example/feed.json",
  "language": "en-GB",
  "authors": [{"name": "Grace Hopper", "url": "/grace"}, {"name": "Wires & Waves"}],
  "items": [
    {
      "id": "wires-7",
      "url": "7.html",
      "title": "Undersea cables",
      "content_html": "<p>How a <a href=\"ship.html\">repair ship</a> works.</p>",
      "content_text": "How a repair ship works.",
      "date_published": "2025-12-09T08:00:00+01:00",
      "date_modified": "2026-01-01T00:00:00Z",
      "tags": ["cables", "sea", "Cables", 7],
      "authors": [{"name": "Grace Hopper"}, {"name": "Ada Byron", "url": "https://ada.example/"}],
      "attachments": [
        {"url": "7.vtt", "mime_type": "text/vtt"},
        {"url": "7.mp4", "mime_type": "video/mp4", "duration_in_seconds": 1},
        {"url": "7.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 3723.5}
      ]
    }
  ]
})");
  EXPECT_THAT(document.errors, IsEmpty());
  EXPECT_THAT(document.warnings, IsEmpty());
  ASSERT_THAT(document.episodes, SizeIs(1));
  const DocumentEpisode& read = document.episodes[0];
  EXPECT_EQ(read.guid, "wires-7");
  EXPECT_EQ(read.line, 9u);
  EXPECT_THAT(read.attachments,
              ElementsAre(Attachment{AttachmentKind::kTranscript, "https://wires.example/7.vtt",
                                     "text/vtt", ""}));
  const Episode& episode = read.episode;
  EXPECT_EQ(episode.show, (Show{.id = "wires-waves",
                                .title = "Wires & Waves",
                                .url = "https://wires.example/",
                                .language = "en-GB",
                                .deep_link = ""}));
  EXPECT_EQ(episode.title, "Undersea cables");
  EXPECT_EQ(episode.url, "https://wires.example/7.html");
  EXPECT_EQ(episode.audio_url, "https://wires.example/7.mp3");
  EXPECT_EQ(episode.published, "2025-12-09T08:00:00+01:00");
  EXPECT_EQ(episode.duration_s, 3723.5);
  EXPECT_THAT(episode.tags, ElementsAre("cables", "sea"));
  EXPECT_EQ(episode.description, "How a repair ship works.");
  EXPECT_THAT(episode.links,
              ElementsAre(Link{"https://wires.example/ship.html", "repair ship", {}}));
  EXPECT_THAT(
      episode.people,
      ElementsAre(
          Person{.name = "Grace Hopper", .role = "host", .bio = "", .url = ""},
          Person{.name = "Ada Byron", .role = "guest", .bio = "", .url = "https://ada.example/"}));
}

std::string Feed(std::string_view items, std::string_view head = "") {
  return R"({"version": "https://jsonfeed.org/version/1", "title": "Show", )" + std::string(head) +
         "\"items\": [" + std::string(items) + "]}";
}

TEST(JsonFeed, InheritsTheFeedsAuthorsAsHosts) {
  const Document document =
      ReadJsonFeed(Feed(R"({"id": 1, "title": "t"})", R"("author": {"name": "Grace Hopper"},)"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].guid, "1");
  EXPECT_THAT(document.episodes[0].episode.people,
              ElementsAre(Person{.name = "Grace Hopper", .role = "host", .bio = "", .url = ""}));
}

TEST(JsonFeed, KnowsNoRoleOfAuthorsWhereTheFeedHasNone) {
  const Document document =
      ReadJsonFeed(Feed(R"({"id": "1", "title": "t", "author": {"name": "Ada Byron"}})"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_THAT(document.episodes[0].episode.people, ElementsAre(Field(&Person::role, "")));
}

TEST(JsonFeed, ReadsPlainNotesAsTheyAre) {
  const Document document =
      ReadJsonFeed(Feed(R"({"id": "1", "title": "a < b", "content_text": "1 < 2 & <b>"})"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].episode.title, "a < b");
  EXPECT_EQ(document.episodes[0].episode.description, "1 < 2 & <b>");
}

TEST(JsonFeed, ReportsWhatIsMissing) {
  const Document document = ReadJsonFeed(Feed(R"({"content_text": "First words. Others."})"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].episode.title, "First words");
  EXPECT_THAT(Kinds(document.warnings),
              ElementsAre("missing-title", "missing-date", "missing-guid"));
}

TEST(JsonFeed, LeavesOutWhatIsNoItemAndGoesOn) {
  const Document document = ReadJsonFeed(Feed("1,\n[2],\n{},\n{\"id\": 3, \"title\": \"t\"}"));
  EXPECT_THAT(document.episodes, SizeIs(1));
  EXPECT_THAT(Kinds(document.errors), ElementsAre("bad-item", "bad-item", "empty-item"));
  EXPECT_EQ(document.errors[2].line, 3u);
}

TEST(JsonFeed, ToleratesValuesOfTheWrongType) {
  const Document document = ReadJsonFeed(
      Feed(R"({"id": "1", "title": {"a": 1}, "summary": "Words", "tags": "x", "attachments": [3],
               "date_published": 20251209})"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].episode.published, "2025-12-09");
  EXPECT_THAT(Kinds(document.warnings),
              ElementsAre("wrong-type", "wrong-type", "wrong-type", "missing-title"));
}

TEST(JsonFeed, CutAnywhereKeepsTheItemsBefore) {
  const std::string feed = Feed(R"({"id": "1", "title": "a"},{"id": "2", "title": "b"})");
  const std::size_t first = feed.find("},") + 1;
  const std::size_t second = feed.find("}]") + 1;
  for (std::size_t length = 0; length < feed.size(); ++length) {
    const Document document = ReadJsonFeed(std::string_view(feed).substr(0, length));
    EXPECT_EQ(document.episodes.size(), (length >= first ? 1u : 0u) + (length >= second ? 1u : 0u))
        << length;
    ASSERT_THAT(document.errors, SizeIs(1)) << length;
    EXPECT_EQ(document.errors[0].kind, "malformed-json");
    EXPECT_TRUE(document.errors[0].line.has_value());
  }
}

TEST(JsonFeed, RefusesWhatIsNestedTooDeep) {
  for (const char* bracket : {"[", "{\"a\":"}) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += bracket;
    const Document document = ReadJsonFeed(Feed("{\"id\": 1, \"title\": \"t\"},\n" + deep));
    EXPECT_THAT(document.episodes, SizeIs(1));
    ASSERT_THAT(document.errors, SizeIs(1));
    EXPECT_EQ(document.errors[0].code, ErrorCode::kTooLarge);
    EXPECT_EQ(document.errors[0].line, 2u);
  }
}

TEST(JsonFeed, RefusesWhatIsNoObject) {
  for (const char* text : {"[]", "3", "\"x\"", "[{\"items\": [{\"title\": \"t\"}]}]"}) {
    const Document document = ReadJsonFeed(text);
    EXPECT_THAT(document.episodes, IsEmpty()) << text;
    EXPECT_THAT(Kinds(document.errors), ElementsAre("not-a-feed")) << text;
  }
}

TEST(JsonFeed, RepairsBytesThatAreNoUtf8) {
  const Document document = ReadJsonFeed(Feed("{\"id\": 1, \"title\": \"Zürich \xC3\"}"));
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].episode.title, "Zürich \uFFFD");
  EXPECT_EQ(document.warnings.at(0).kind, "bad-bytes");
}

}  // namespace
}  // namespace cuepoint
