// Fields of single items.
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/feed/feed_reader.h"
#include "tests/corpus/feed/feed_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Document ReadItem(std::string_view inside, std::string_view channel = "",
                  std::string_view base_url = "") {
  return ReadFeed(
      "<rss xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
      "xmlns:podcast='https://podcastindex.org/namespace/1.0' "
      "xmlns:psc='http://podlove.org/simple-chapters' "
      "xmlns:media='http://search.yahoo.com/mrss/'><channel>" +
          std::string(channel) + "<item>" + std::string(inside) + "</item></channel></rss>",
      base_url);
}

Episode OnlyEpisode(const Document& document) {
  EXPECT_EQ(document.episodes.size(), 1u);
  return document.episodes.empty() ? Episode{} : document.episodes.front().episode;
}

struct TitleCase {
  const char* xml;
  const char* title;

  friend std::ostream& operator<<(std::ostream& out, const TitleCase& c) { return out << c.xml; }
};

class ItemTitle : public ::testing::TestWithParam<TitleCase> {};
TEST_P(ItemTitle, IsPlainText) {
  EXPECT_EQ(OnlyEpisode(ReadItem(GetParam().xml)).title, GetParam().title);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ItemTitle,
    ::testing::ValuesIn(std::vector<TitleCase>{
        {"<title>Plain</title>", "Plain"},
        {"<title>\n  Two\n  lines </title>", "Two lines"},
        {"<title>Q&amp;A</title>", "Q&A"},
        {"<title>Q&amp;amp;A</title>", "Q&A"},
        {"<title>&lt;b&gt;Bold&lt;/b&gt; words</title>", "Bold words"},
        {"<title><![CDATA[<i>In</i> a &quot;section&quot;]]></title>", "In a \"section\""},
        {"<title>Not <em>escaped</em></title>", "Not escaped"},
        {"<title></title><title>Second</title>", "Second"},
        {"<itunes:title>Short</itunes:title><title>Long</title>", "Long"},
        {"<itunes:title>Only</itunes:title>", "Only"},
        {"<description>First words here. And more.</description>", "First words here"},
        {"<enclosure url='https://x.example/a/show-12.mp3?t=1'/>", "show-12"},
        {"<link>https://x.example/episodes/twelve/</link>", "twelve"}}));

TEST(FeedItem, WithoutATitleIsReported) {
  EXPECT_THAT(Kinds(ReadItem("<guid>1</guid><pubDate>2025-12-09</pubDate>"
                             "<description>Words</description>")
                        .warnings),
              ElementsAre("missing-title"));
}

TEST(FeedItem, WithNothingInItIsAnError) {
  const Document document = ReadItem("<guid>1</guid>");
  EXPECT_THAT(document.episodes, IsEmpty());
  ASSERT_THAT(document.errors, SizeIs(1));
  EXPECT_EQ(document.errors[0].kind, "empty-item");
  EXPECT_EQ(document.errors[0].line, 1u);
}

struct AddressCase {
  const char* xml;
  const char* url;

  friend std::ostream& operator<<(std::ostream& out, const AddressCase& c) { return out << c.xml; }
};

class ItemAddress : public ::testing::TestWithParam<AddressCase> {};
TEST_P(ItemAddress, IsTheLinkOrAPermanentGuid) {
  const Document document = ReadItem("<title>t</title>" + std::string(GetParam().xml),
                                     "<link>https://show.example/</link>");
  EXPECT_EQ(OnlyEpisode(document).url, GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ItemAddress,
    ::testing::ValuesIn(std::vector<AddressCase>{
        {"<link>https://show.example/1</link>", "https://show.example/1"},
        {"<link>\n https://show.example/1 \n</link>", "https://show.example/1"},
        {"<link>/1?a=1&amp;b=2</link>", "https://show.example/1?a=1&b=2"},
        {"<link></link><guid>https://show.example/2</guid>", "https://show.example/2"},
        {"<guid isPermaLink='true'>https://show.example/2</guid>", "https://show.example/2"},
        {"<guid isPermaLink='false'>https://show.example/2</guid>", ""},
        {"<guid>12</guid>", ""},
        {"<link>https://show.example/1</link><guid>https://show.example/2</guid>",
         "https://show.example/1"}}));

TEST(FeedItem, ResolvesLinksAgainstTheFeedsAddressFirst) {
  const Document document =
      ReadItem("<title>t</title><link>1</link><enclosure url='../a.mp3'/>",
               "<link>https://show.example/</link>", "https://feeds.example/x/feed.xml");
  EXPECT_EQ(OnlyEpisode(document).url, "https://feeds.example/x/1");
  EXPECT_EQ(OnlyEpisode(document).audio_url, "https://feeds.example/a.mp3");
}

TEST(FeedItem, KeepsLinksToDocumentsBesideAFileRelative) {
  const Document document = ReadItem("<title>t</title><podcast:chapters url='7.json'/>");
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_THAT(document.episodes[0].attachments, ElementsAre(Field(&Attachment::url, "7.json")));
}

struct AudioCase {
  const char* xml;
  const char* url;

  friend std::ostream& operator<<(std::ostream& out, const AudioCase& c) { return out << c.xml; }
};

class ItemAudio : public ::testing::TestWithParam<AudioCase> {};
TEST_P(ItemAudio, IsTheBestEnclosure) {
  EXPECT_EQ(OnlyEpisode(ReadItem("<title>t</title>" + std::string(GetParam().xml))).audio_url,
            GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ItemAudio,
    ::testing::ValuesIn(std::vector<AudioCase>{
        {"<enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>", "https://a.example/1.mp3"},
        {"<enclosure url='https://a.example/1.jpg' type='image/jpeg'/>"
         "<enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>",
         "https://a.example/1.mp3"},
        {"<enclosure url='https://a.example/1' /><enclosure url='https://a.example/2'/>",
         "https://a.example/1"},
        {"<media:group><media:content url='https://a.example/1' type='audio/aac'/></media:group>",
         "https://a.example/1"},
        {"<podcast:alternateEnclosure type='audio/opus'><podcast:source "
         "uri='https://a.example/1.opus'/></podcast:alternateEnclosure>",
         "https://a.example/1.opus"},
        {"<enclosure type='audio/mpeg'/>", ""},
        {"<enclosure url='' type='audio/mpeg'/>", ""}}));

TEST(FeedItem, TakesTheRichestNotes) {
  const char* const xml =
      "<title>t</title><itunes:subtitle>One.</itunes:subtitle>"
      "<itunes:summary>One. Two.</itunes:summary>"
      "<description>One. Two. Three, which is the longest.</description>";
  EXPECT_EQ(OnlyEpisode(ReadItem(xml)).description, "One. Two. Three, which is the longest.");
}

struct NumberCase {
  const char* xml;
  std::optional<std::int64_t> number;
  bool warned = false;

  friend std::ostream& operator<<(std::ostream& out, const NumberCase& c) { return out << c.xml; }
};

class ItemNumber : public ::testing::TestWithParam<NumberCase> {};
TEST_P(ItemNumber, IsWhole) {
  const Document document = ReadItem("<title>t</title><guid>1</guid><pubDate>2025-12-09</pubDate>" +
                                     std::string(GetParam().xml));
  EXPECT_EQ(OnlyEpisode(document).number, GetParam().number);
  EXPECT_EQ(Kinds(document.warnings), GetParam().warned ? std::vector<std::string>{"bad-number"}
                                                        : std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(
    Table, ItemNumber,
    ::testing::ValuesIn(std::vector<NumberCase>{
        {"", std::nullopt},
        {"<itunes:episode>12</itunes:episode>", 12},
        {"<itunes:episode> #12\n</itunes:episode>", 12},
        {"<itunes:episode>0</itunes:episode>", 0},
        {"<podcast:episode display='Ch.3'>204</podcast:episode>", 204},
        {"<podcast:episode>315.0</podcast:episode>", 315},
        {"<podcast:episode>9</podcast:episode><itunes:episode>8</itunes:episode>", 8},
        {"<itunes:episode></itunes:episode><podcast:episode>9</podcast:episode>", 9},
        {"<itunes:episode>Bonus</itunes:episode>", std::nullopt, true},
        {"<itunes:episode>Bonus</itunes:episode><podcast:episode>9</podcast:episode>", 9, true},
        {"<podcast:episode>315.5</podcast:episode>", std::nullopt, true},
        {"<itunes:episode>-3</itunes:episode>", std::nullopt, true},
        {"<itunes:episode>99999999999999999999</itunes:episode>", std::nullopt, true}}));

struct DurationCase {
  const char* text;
  std::optional<double> duration_s;
  bool warned = false;

  friend std::ostream& operator<<(std::ostream& out, const DurationCase& c) {
    return out << c.text;
  }
};

class ItemDuration : public ::testing::TestWithParam<DurationCase> {};
TEST_P(ItemDuration, IsInSeconds) {
  const Document document =
      ReadItem("<title>t</title><guid>1</guid><pubDate>2025-12-09</pubDate><itunes:duration>" +
               std::string(GetParam().text) + "</itunes:duration>");
  EXPECT_EQ(OnlyEpisode(document).duration_s, GetParam().duration_s);
  EXPECT_EQ(Kinds(document.warnings), GetParam().warned ? std::vector<std::string>{"bad-duration"}
                                                        : std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Table, ItemDuration,
                         ::testing::ValuesIn(std::vector<DurationCase>{
                             {"5160", 5160},
                             {" 5160 ", 5160},
                             {"1:26:00", 5160},
                             {"86:00", 5160},
                             {"01:26:00", 5160},
                             {"0", std::nullopt},
                             {"", std::nullopt},
                             {"1:99", std::nullopt, true},
                             {"about an hour", std::nullopt, true},
                             {"-5", std::nullopt, true}}));

TEST(FeedItem, InheritsThePeopleOfItsChannelWithoutAnyOfItsOwn) {
  const char* const host = "<podcast:person>Grace Hopper</podcast:person>";
  const Document inherited = ReadItem("<title>t</title>", host);
  EXPECT_THAT(OnlyEpisode(inherited).people,
              ElementsAre(Person{.name = "Grace Hopper", .role = "host", .bio = "", .url = ""}));

  const Document replaced =
      ReadItem("<title>t</title><podcast:person role='GUEST'>Ada Byron</podcast:person>", host);
  EXPECT_THAT(OnlyEpisode(replaced).people,
              ElementsAre(Person{.name = "Ada Byron", .role = "guest", .bio = "", .url = ""}));
}

TEST(FeedItem, InheritsPeopleThatStandBehindIt) {
  const Document document = ReadFeed(
      "<rss><channel><item><title>a</title></item><item><title>b</title>"
      "<podcast:person>Ada Byron</podcast:person></item>"
      "<podcast:person>Grace Hopper</podcast:person><title>Show</title></channel></rss>");
  ASSERT_THAT(document.episodes, SizeIs(2));
  EXPECT_THAT(document.episodes[0].episode.people,
              ElementsAre(Field(&Person::name, "Grace Hopper")));
  EXPECT_THAT(document.episodes[1].episode.people, ElementsAre(Field(&Person::name, "Ada Byron")));
  EXPECT_EQ(document.episodes[0].episode.show.title, "Show");
}

TEST(FeedItem, AnEmptyPersonDoesNotReplaceAnyone) {
  const Document document = ReadItem("<title>t</title><podcast:person role='host' href=''/>",
                                     "<podcast:person>Grace Hopper</podcast:person>");
  EXPECT_THAT(OnlyEpisode(document).people, ElementsAre(Field(&Person::name, "Grace Hopper")));
  EXPECT_EQ(Kinds(document.warnings).front(), "bad-person");
}

TEST(FeedItem, AnAuthorIsNoPerson) {
  EXPECT_THAT(OnlyEpisode(ReadItem("<title>t</title><author>a@b.example (Somebody)</author>"
                                   "<itunes:author>A Network</itunes:author>"))
                  .people,
              IsEmpty());
}

TEST(FeedItem, PutsChaptersInOrderAndReportsTheRest) {
  const Document document = ReadItem(
      "<title>t</title><guid>1</guid><pubDate>2025-12-09</pubDate><psc:chapters>"
      "<psc:chapter start='62.5' title='Two &amp;amp; more'/><psc:chapter start='0' title='One'/>"
      "<psc:chapter start='0:00' title='Again'/><psc:chapter start='late' title='Three'/>"
      "<psc:chapter start='99' title=' '/></psc:chapters>");
  EXPECT_THAT(OnlyEpisode(document).chapters,
              ElementsAre(Chapter{.start_s = 0, .title = "One", .url = "", .text = ""},
                          Chapter{.start_s = 62.5, .title = "Two & more", .url = "", .text = ""}));
  EXPECT_THAT(Kinds(document.warnings), ElementsAre("bad-chapter-time", "untitled-chapter",
                                                    "chapter-order", "double-chapter"));
}

TEST(FeedItem, ALiveStreamIsNoEpisode) {
  const Document document = ReadFeed(
      "<rss><channel><podcast:liveItem><title>Live</title></podcast:liveItem>\n"
      "<item><title>t</title><guid>1</guid><pubDate>2025-12-09</pubDate></item></channel></rss>");
  EXPECT_EQ(OnlyEpisode(document).title, "t");
  EXPECT_THAT(Kinds(document.warnings), ElementsAre("undeclared-prefix", "live-item"));
}

}  // namespace
}  // namespace cuepoint
