#include "corpus/feed/feed_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/feed/feed_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using std::string_literals::operator""s;

class FeedHead : public ::testing::TestWithParam<HeadCase> {};
TEST_P(FeedHead, IsToldFromOtherContent) {
  EXPECT_EQ(LooksLikeFeed(GetParam().head), GetParam().feed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FeedHead,
    ::testing::ValuesIn(std::vector<HeadCase>{
        {"<rss version=\"2.0\">", true},
        {"<?xml version=\"1.0\"?>\n<rss>", true},
        {"\xEF\xBB\xBF\n<?xml version=\"1.0\"?><!-- made by hand --><rss>", true},
        {"<?xml version=\"1.0\"?><?xml-stylesheet href=\"a.xsl\"?><feed xmlns=\"x\">", true},
        {"<!DOCTYPE rss PUBLIC \"-//N//DTD R//EN\" \"http://192.0.2.1/r.dtd\"><rss>", true},
        {"<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\">", true},
        {"<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">", true},
        {"\xFF\xFE<\0r\0s\0s\0>\0"s, true},
        {"\0<\0r\0s\0s\0>"s, true},
        {"<!DOCTYPE html><html>", false},
        {"<html><body><rss>", false},
        {"<rssx>", false},
        {"Notes about <rss>", false},
        {"{\"version\": \"https://jsonfeed.org/version/1\"}", false},
        {"---\ntitle: x\n---\n", false},
        {"<!-- <rss> ", false},
        {"\x89PNG\0\0\0"s, false},
        {"", false}}));

TEST(FeedReader, ReadsAnItemWithEverythingInIt) {
  const Document document = ReadFeed(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:psc="http://podlove.org/simple-chapters">
<channel>
  <title>Wires &amp; Waves</title>
  <link>https://wires.example/</link>
  <language>en-gb</language>
  <image><title>Logo</title><link>https://other.example/</link></image>
  <item>
    <title>Undersea cables</title>
    <link>https://wires.example/7</link>
    <guid isPermaLink="false">wires-7</guid>
    <pubDate>Tue, 09 Dec 2025 08:00:00 GMT</pubDate>
    <itunes:episode>7</itunes:episode>
    <itunes:season>2</itunes:season>
    <itunes:duration>1:02:03</itunes:duration>
    <itunes:keywords>cables, sea ,,Cables</itunes:keywords>
    <category>Networks</category>
    <enclosure url="https://cdn.example/7.mp3" type="audio/mpeg" length="1"/>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>How a repair ship works.</p>]]></content:encoded>
    <podcast:person role="Guest" href="https://ada.example/">Ada Byron</podcast:person>
    <podcast:chapters url="https://cdn.example/7.json" type="application/json+chapters"/>
    <podcast:transcript url="https://cdn.example/7.vtt" type="text/vtt" language="en"/>
    <podcast:transcript url="https://cdn.example/7.srt" type="application/srt"/>
    <psc:chapters version="1.2">
      <psc:chapter start="00:00:00" title="Hello"/>
      <psc:chapter start="10:30.500" title="The ship" href="https://ship.example/"/>
    </psc:chapters>
  </item>
</channel></rss>)");
  EXPECT_THAT(document.errors, IsEmpty());
  EXPECT_THAT(document.warnings, IsEmpty());
  ASSERT_THAT(document.episodes, SizeIs(1));
  const DocumentEpisode& read = document.episodes[0];
  EXPECT_EQ(read.guid, "wires-7");
  EXPECT_EQ(read.line, 11u);
  EXPECT_THAT(read.attachments,
              ElementsAre(Attachment{AttachmentKind::kChapters, "https://cdn.example/7.json",
                                     "application/json+chapters", ""},
                          Attachment{AttachmentKind::kTranscript, "https://cdn.example/7.vtt",
                                     "text/vtt", "en"},
                          Attachment{AttachmentKind::kTranscript, "https://cdn.example/7.srt",
                                     "application/srt", ""}));
  const Episode& episode = read.episode;
  EXPECT_EQ(episode.show, (Show{.id = "wires-waves",
                                .title = "Wires & Waves",
                                .url = "https://wires.example/",
                                .language = "en-gb",
                                .deep_link = ""}));
  EXPECT_EQ(episode.title, "Undersea cables");
  EXPECT_EQ(episode.url, "https://wires.example/7");
  EXPECT_EQ(episode.audio_url, "https://cdn.example/7.mp3");
  EXPECT_EQ(episode.published, "2025-12-09T08:00:00Z");
  EXPECT_EQ(episode.number, 7);
  EXPECT_EQ(episode.season, 2);
  EXPECT_EQ(episode.duration_s, 3723);
  EXPECT_THAT(episode.tags, ElementsAre("cables", "sea", "Networks"));
  EXPECT_EQ(episode.description, "How a repair ship works.");
  EXPECT_THAT(episode.people,
              ElementsAre(Person{
                  .name = "Ada Byron", .role = "guest", .bio = "", .url = "https://ada.example/"}));
  EXPECT_THAT(
      episode.chapters,
      ElementsAre(
          Chapter{.start_s = 0, .title = "Hello", .url = "", .text = ""},
          Chapter{
              .start_s = 630.5, .title = "The ship", .url = "https://ship.example/", .text = ""}));
}

TEST(FeedReader, ReadsAtom) {
  const Document document = ReadFeed(R"(<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/blog/">
  <title type="html">Tom &amp;amp; Jerry</title>
  <link rel="self" href="feed.xml"/>
  <link href="/blog/"/>
  <entry>
    <title>a &lt;b> c</title>
    <id>urn:x:1</id>
    <published>2025-12-09T08:00:00+01:00</published>
    <updated>2026-01-01T00:00:00Z</updated>
    <link rel="enclosure" type="audio/mpeg" href="one.mp3" length="1"/>
    <link rel="license" href="https://cc.example/"/>
    <link rel="alternate" href="one.html"/>
    <category term="x" label="Ex"/><category term="why"/>
    <summary>Short &amp; plain</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Notes with
      <a href="two.html">a link</a>&lt;br></p><img src="p.png" alt=""/></div></content>
  </entry>
  <entry xml:base="2/">
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>bold</b> words</div></title>
    <id>urn:x:2</id>
    <updated>2026-01-02</updated>
    <link href="a"/>
    <content type="text">1 &lt; 2 and &lt;b> stays</content>
  </entry>
</feed>)");
  EXPECT_THAT(document.errors, IsEmpty());
  ASSERT_THAT(document.episodes, SizeIs(2));
  const Episode& one = document.episodes[0].episode;
  EXPECT_EQ(one.show.title, "Tom & Jerry");
  EXPECT_EQ(one.show.url, "https://atom.example/blog/");
  EXPECT_EQ(one.title, "a <b> c");
  EXPECT_EQ(document.episodes[0].guid, "urn:x:1");
  EXPECT_EQ(one.published, "2025-12-09T08:00:00+01:00");
  EXPECT_EQ(one.audio_url, "https://atom.example/blog/one.mp3");
  EXPECT_EQ(one.url, "https://atom.example/blog/one.html");
  EXPECT_THAT(one.tags, ElementsAre("Ex", "why"));
  EXPECT_EQ(one.description, "Notes with a link<br>");
  EXPECT_THAT(one.links, ElementsAre(Link{"https://atom.example/blog/two.html", "a link", {}}));
  const Episode& two = document.episodes[1].episode;
  EXPECT_EQ(two.title, "Two bold words");
  EXPECT_EQ(two.url, "https://atom.example/blog/2/a");
  EXPECT_EQ(two.published, "2026-01-02");
  EXPECT_EQ(two.description, "1 < 2 and <b> stays");
}

TEST(FeedReader, ReadsRss1WhoseItemsStandBesideTheChannel) {
  const Document document = ReadFeed(R"(<rdf:RDF
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="x"><title>Old</title><link>https://old.example/</link></channel>
  <item rdf:about="y"><title>One</title><link>https://old.example/1</link>
    <dc:date>2003-01-02T03:04:05Z</dc:date><dc:identifier>old-1</dc:identifier></item>
</rdf:RDF>)");
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].guid, "old-1");
  EXPECT_EQ(document.episodes[0].episode.show.title, "Old");
  EXPECT_EQ(document.episodes[0].episode.published, "2003-01-02T03:04:05Z");
}

TEST(FeedReader, KnowsNamespacesByTheirAddressInEverySpelling) {
  for (const char* uri :
       {"https://podcastindex.org/namespace/1.0", "http://podcastindex.org/namespace/1.0/",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"}) {
    const Document document = ReadFeed("<rss xmlns:p='" + std::string(uri) +
                                       "'><channel><item><title>t</title><p:season>3</p:season>"
                                       "</item></channel></rss>");
    ASSERT_THAT(document.episodes, SizeIs(1));
    EXPECT_EQ(document.episodes[0].episode.season, 3) << uri;
  }
  for (const char* uri :
       {"http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
        "https://www.itunes.com/dtds/podcast-1.0.dtd", "http://itunes.com/dtds/podcast-1.0.dtd"}) {
    const Document document = ReadFeed("<rss xmlns:i='" + std::string(uri) +
                                       "'><channel><item><title>t</title><i:season>3</i:season>"
                                       "</item></channel></rss>");
    ASSERT_THAT(document.episodes, SizeIs(1));
    EXPECT_EQ(document.episodes[0].episode.season, 3) << uri;
  }
}

TEST(FeedReader, TakesNoElementOfAnotherNamespaceForOneOfRss) {
  const Document document = ReadFeed(
      "<rss xmlns:x='urn:x'><channel><item><x:title>no</x:title><title>yes</title>"
      "<x:guid>no</x:guid></item></channel></rss>");
  ASSERT_THAT(document.episodes, SizeIs(1));
  EXPECT_EQ(document.episodes[0].episode.title, "yes");
  EXPECT_EQ(document.episodes[0].guid, "");
}

TEST(FeedReader, DecodesWhatTheFeedOrItsServerDeclares) {
  const std::string latin =
      "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><title>Z\xFCrich"
      "</title></item></channel></rss>";
  EXPECT_EQ(ReadFeed(latin).episodes.at(0).episode.title, "Zürich");
  const std::string cyrillic =
      "<rss><channel><item><title>\xCC\xC8\xD0</title></item></channel></rss>";
  EXPECT_EQ(ReadFeed(cyrillic, "", "windows-1251").episodes.at(0).episode.title, "МИР");
  std::string wide = "\xFF\xFE";
  for (const char c :
       "<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>Wide"
       "</title></item></channel></rss>"s) {
    wide += {c, '\0'};
  }
  EXPECT_EQ(ReadFeed(wide).episodes.at(0).episode.title, "Wide");
}

TEST(FeedReader, ReportsAGuessedEncoding) {
  const Document document = ReadFeed(
      "<rss><channel><item><title>d\xE9j\xE0 vu et caf\xE9 cr\xE8me \xE0 c\xF4t\xE9 de la "
      "for\xEAt</title></item></channel></rss>");
  EXPECT_EQ(document.episodes.at(0).episode.title, "déjà vu et café crème à côté de la forêt");
  ASSERT_FALSE(document.warnings.empty());
  EXPECT_EQ(document.warnings[0].kind, "guessed-encoding");
}

struct NoFeedCase {
  const char* name;
  std::string text;
  const char* kind;

  friend std::ostream& operator<<(std::ostream& out, const NoFeedCase& c) { return out << c.name; }
};

class NoFeed : public ::testing::TestWithParam<NoFeedCase> {};
TEST_P(NoFeed, IsAnError) {
  const Document document = ReadFeed(GetParam().text);
  EXPECT_THAT(document.episodes, IsEmpty());
  ASSERT_THAT(document.errors, SizeIs(1));
  EXPECT_EQ(document.errors[0].kind, GetParam().kind);
  EXPECT_FALSE(document.errors[0].message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, NoFeed,
    ::testing::ValuesIn(std::vector<NoFeedCase>{
        {"nothing", "", "not-a-feed"},
        {"prose", "Nothing to see here.", "not-a-feed"},
        {"other XML", "<opml><body><item><title>t</title></item></body></opml>", "not-a-feed"},
        {"a page", "<html><body><p>x</p></body></html>", "not-a-feed"},
        {"audio", "ID3\x04\0\0\0"s, "binary"}}));

TEST(FeedReader, AFeedWithoutItemsIsNoError) {
  const Document document = ReadFeed("<rss><channel><title>Soon</title></channel></rss>");
  EXPECT_THAT(document.episodes, IsEmpty());
  EXPECT_THAT(document.errors, IsEmpty());
  EXPECT_THAT(document.warnings, IsEmpty());
}

}  // namespace
}  // namespace cuepoint
