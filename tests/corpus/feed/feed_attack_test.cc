// Feeds that mean harm: each is refused with a clear error, and what was read before it is kept.
#include <functional>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/feed/feed_reader.h"
#include "corpus/native/native_json.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* const kItem =
    "<item><title>Good</title><guid>1</guid><pubDate>2025-12-09</pubDate></item>";

const char* const kItemOpen = "<item><title>Good</title>";

std::string Repeat(std::size_t count, std::string_view text) {
  std::string repeated;
  repeated.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) repeated += text;
  return repeated;
}

Error OnlyError(const Document& document) {
  EXPECT_EQ(document.errors.size(), 1u);
  return document.errors.empty() ? Error{} : document.errors.front();
}

TEST(FeedAttack, EntitiesThatMultiplyAreRefused) {
  std::string feed = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a \"haha\">\n";
  for (char name = 'b'; name < 'l'; ++name) {
    const std::string inner = "&" + std::string(1, static_cast<char>(name - 1)) + ";";
    feed += "<!ENTITY " + std::string(1, name) + " \"" + Repeat(10, inner) + "\">\n";
  }
  feed += "]>\n<rss><channel><item><title>&k;</title></item></channel></rss>";
  const Document document = ReadFeed(feed);
  const Error error = OnlyError(document);
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_EQ(error.kind, "declarations");
  EXPECT_EQ(error.line, 3u);
  EXPECT_THAT(error.message, HasSubstr("declares entities"));
  EXPECT_THAT(document.episodes, IsEmpty());
}

TEST(FeedAttack, FilesAndAddressesOutsideAreNotRead) {
  for (const char* declaration :
       {"<!ENTITY x SYSTEM \"file:///etc/passwd\">", "<!ENTITY x SYSTEM \"http://127.0.0.1/\">",
        "<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;",
        "<!ENTITY x PUBLIC \"-//a\" \"file:///etc/passwd\">",
        "<!NOTATION x SYSTEM \"file:///etc/passwd\">",
        "<!ENTITY x SYSTEM \"file:///etc/passwd\" NDATA y>", "<!ATTLIST rss x CDATA \"&#60;\">",
        "<!ELEMENT rss ANY>"}) {
    const Document document =
        ReadFeed("<!DOCTYPE rss [" + std::string(declaration) +
                 "]><rss><channel><item><title>&x;</title></item></channel></rss>");
    EXPECT_EQ(OnlyError(document).kind, "declarations") << declaration;
    EXPECT_THAT(document.episodes, IsEmpty()) << declaration;
  }
}

TEST(FeedAttack, ADoctypeThatDeclaresNothingIsPassedOver) {
  for (const char* doctype :
       {"<!DOCTYPE rss>", "<!DOCTYPE rss SYSTEM \"http://192.0.2.1/rss.dtd\">",
        "<!DOCTYPE rss PUBLIC \"-//A//DTD b//EN\" \"file:///etc/passwd\">", "<!DOCTYPE rss [ ]>"}) {
    const Document document =
        ReadFeed(doctype + ("<rss><channel>" + std::string(kItem)) + "</channel></rss>");
    EXPECT_THAT(document.errors, IsEmpty()) << doctype;
    EXPECT_EQ(document.episodes.size(), 1u) << doctype;
  }
}

TEST(FeedAttack, ElementsTenThousandDeepAreRefused) {
  const std::string open = "<rss><channel>" + std::string(kItem) + "\n<item>\n";
  for (const char* tag : {"a", "psc:chapters", "description", "channel"}) {
    const Document document = ReadFeed(open + Repeat(10'000, "<" + std::string(tag) + ">"));
    const Error error = OnlyError(document);
    EXPECT_EQ(error.code, ErrorCode::kTooLarge) << tag;
    EXPECT_EQ(error.kind, "too-deep") << tag;
    EXPECT_EQ(error.line, 3u) << tag;
    EXPECT_EQ(document.episodes.size(), 1u) << tag;
  }
}

TEST(FeedAttack, ItemsWithinItemsAreNoWayAroundThat) {
  const Document document = ReadFeed("<rss><channel>" + Repeat(10'000, kItemOpen));
  EXPECT_LE(document.episodes.size(), 256u);
  ASSERT_FALSE(document.errors.empty());
  EXPECT_EQ(document.errors.back().kind, "too-deep");
}

TEST(FeedAttack, ElementsOfAThousandAttributesAreRefused) {
  std::string tag = "<item";
  for (int i = 0; i < 1000; ++i) tag += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(OnlyError(ReadFeed("<rss><channel>" + tag + "/></channel></rss>")).kind,
            "too-many-attributes");
}

TEST(FeedAttack, NamespacesByTheThousandAreRefused) {
  std::string feed = "<rss><channel>";
  for (int depth = 0; depth < 20; ++depth) {
    feed += "<a";
    for (int i = 0; i < 100; ++i) feed += " xmlns:n" + std::to_string(100 * depth + i) + "='u'";
    feed += ">";
  }
  EXPECT_EQ(OnlyError(ReadFeed(feed)).kind, "too-many-namespaces");
}

TEST(FeedAttack, NamesByTheTenThousandAreRefused) {
  std::string feed = "<rss><channel>" + std::string(kItem);
  for (int i = 0; i < 30'000; ++i) feed += "<n" + std::to_string(i) + "/>";
  const Document document = ReadFeed(feed + "</channel></rss>");
  EXPECT_EQ(OnlyError(document).kind, "too-many-names");
  EXPECT_EQ(document.episodes.size(), 1u);
}

TEST(FeedAttack, WhatIsOneFaultAfterTheOtherIsGivenUp) {
  const Document document =
      ReadFeed("<rss><channel>" + std::string(kItem) + Repeat(100'001, "<a b=c/>"));
  EXPECT_EQ(OnlyError(document).kind, "malformed-xml");
  EXPECT_THAT(OnlyError(document).message, HasSubstr("100000"));
  EXPECT_EQ(document.episodes.size(), 1u);
}

TEST(FeedAttack, ItemsBeyondAHundredThousandAreCountedOnly) {
  const Document document = ReadFeed(
      "<rss><channel>" + Repeat(100'003, "<item><title>t</title></item>") + "</channel></rss>");
  EXPECT_EQ(document.episodes.size(), 100'000u);
  EXPECT_EQ(OnlyError(document).kind, "too-many-items");
  EXPECT_THAT(OnlyError(document).message, HasSubstr("last 3 "));
}

TEST(FeedAttack, ItemsInheritABoundedAmount) {
  const Document document = ReadFeed(
      "<rss><channel><title>" + std::string(100'000, 't') + "</title><link>https://x.example/" +
      std::string(100'000, 'x') + "</link>" +
      Repeat(1000, "<podcast:person>Ada Byron</podcast:person>") + kItem + "</channel></rss>");
  ASSERT_EQ(document.episodes.size(), 1u);
  const Episode& episode = document.episodes[0].episode;
  EXPECT_LE(EpisodeToJson(episode).size(), 8000u);
  EXPECT_FALSE(episode.people.empty());
  EXPECT_FALSE(episode.show.title.empty());
}

TEST(FeedAttack, ASectionBeyondTheParsersBoundIsAnError) {
  const Document document = ReadFeed(
      "<rss><channel>" + std::string(kItem) + "<item><title>t</title><description><![CDATA[" +
      std::string(10'500'000, 'x') + "]]></description></item></channel></rss>");
  EXPECT_EQ(OnlyError(document).kind, "malformed-xml");
  EXPECT_EQ(document.episodes.size(), 1u);
}

TEST(FeedAttack, ProblemsAreBoundedAndCounted) {
  const Document document = ReadFeed(
      "<rss><channel>" + Repeat(3000, "<item><title>t</title></item>") + "</channel></rss>");
  EXPECT_EQ(document.episodes.size(), 3000u);
  ASSERT_EQ(document.warnings.size(), 1001u);
  EXPECT_EQ(document.warnings.back().kind, "not-listed");
  EXPECT_THAT(document.warnings.back().message, HasSubstr("5000"));
}

TEST(FeedAttack, AddressesThatRunScriptsAreDropped) {
  const Document document = ReadFeed(
      "<rss><channel><link>javascript:alert(1)</link><item><title>t</title>"
      "<link>javascript:alert(1)</link><enclosure url='file:///etc/passwd' type='audio/mpeg'/>"
      "</item></channel></rss>");
  ASSERT_EQ(document.episodes.size(), 1u);
  const Episode& episode = document.episodes[0].episode;
  EXPECT_EQ(episode.show.url, "");
  EXPECT_EQ(episode.url, "");
  EXPECT_EQ(episode.audio_url, "");
}

TEST(FeedAttack, AFeedCutAnywhereKeepsTheItemsBefore) {
  const std::string feed = "<rss><channel>" + std::string(kItem) + kItem + "</channel></rss>";
  const std::size_t first_end = feed.find("</item>") + 7;
  const std::size_t second_end = feed.rfind("</item>") + 7;
  for (std::size_t length = 1; length < feed.size(); ++length) {
    const Document document = ReadFeed(std::string_view(feed).substr(0, length));
    // An end tag counts even where only its ">" is cut off.
    EXPECT_EQ(document.episodes.size(),
              (length + 1 >= first_end ? 1u : 0u) + (length + 1 >= second_end ? 1u : 0u))
        << length;
    EXPECT_FALSE(document.errors.empty() && document.warnings.empty()) << length;
  }
}

}  // namespace
}  // namespace cuepoint
