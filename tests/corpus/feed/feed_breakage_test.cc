// Breakage as it is met in the wild: read all the same, and reported once.
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/feed/feed_reader.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kWhole = "<guid>1</guid><pubDate>2025-12-09</pubDate>";

struct BreakageCase {
  const char* name;
  std::string feed;
  std::vector<std::string> titles;
  std::vector<std::string> kinds;  // Of the warnings.

  friend std::ostream& operator<<(std::ostream& out, const BreakageCase& c) {
    return out << c.name;
  }
};

std::string Item(std::string_view title, std::string_view more = "") {
  return "<item><title>" + std::string(title) + "</title>" + std::string(kWhole) +
         std::string(more) + "</item>";
}

std::string Feed(std::string_view inside) {
  return "<rss><channel>" + std::string(inside) + "</channel></rss>";
}

class Breakage : public ::testing::TestWithParam<BreakageCase> {};
TEST_P(Breakage, IsToleratedAndReported) {
  const Document document = ReadFeed(GetParam().feed);
  std::vector<std::string> titles;
  for (const DocumentEpisode& read : document.episodes) titles.push_back(read.episode.title);
  std::vector<std::string> kinds;
  for (const Error& warning : document.warnings) {
    kinds.push_back(warning.kind);
    EXPECT_FALSE(warning.message.empty());
  }
  EXPECT_THAT(document.errors, IsEmpty());
  EXPECT_EQ(titles, GetParam().titles);
  EXPECT_EQ(kinds, GetParam().kinds);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Breakage,
    ::testing::ValuesIn(std::vector<BreakageCase>{
        {"no guid",
         Feed("<item><title>a</title><pubDate>2025-12-09</pubDate></item>"),
         {"a"},
         {"missing-guid"}},
        {"no date", Feed("<item><title>a</title><guid>1</guid></item>"), {"a"}, {"missing-date"}},
        {"a bad date",
         Feed("<item><title>a</title><guid>1</guid><pubDate>soon</pubDate></item>"),
         {"a"},
         {"bad-date"}},
        {"bare ampersands",
         Feed(Item("AT&T & co") + Item("b")),
         {"AT&T & co", "b"},
         {"unescaped-ampersand"}},
        {"an ampersand in an attribute",
         Feed(Item("a", "<enclosure url='https://x.example/?a=1&b=2'/>")),
         {"a"},
         {"unescaped-ampersand"}},
        {"entities of HTML",
         Feed(Item("caf&eacute;&nbsp;au lait")),
         {"café au lait"},
         {"html-entity"}},
        {"an entity that nobody has",
         Feed(Item("a &gtgt; b")),
         {"a &gtgt; b"},
         {"unescaped-ampersand"}},
        {"prefixes without declaration",
         Feed(Item("a", "<itunes:episode>3</itunes:episode><podcast:season>1</podcast:season>")),
         {"a"},
         {"undeclared-prefix"}},
        {"a control character",
         Feed(Item("a\x08"
                   "b")),
         {"a b"},
         {"control-character"}},
        {"blank lines before the declaration",
         "\n\n<?xml version='1.0'?>" + Feed(Item("a")),
         {"a"},
         {}},
        {"a warning of the server before it",
         "Notice: undefined index\n<?xml version='1.0'?>" + Feed(Item("a")),
         {"a"},
         {}},
        {"text behind the feed", Feed(Item("a")) + "<!-- ok --> cached", {"a"}, {"malformed-xml"}},
        {"a second root", Feed(Item("a")) + "<div>ad</div>", {"a"}, {"malformed-xml"}},
        {"a stray end tag",
         Feed(Item("a", "<description>x</b></i> y</description>") + Item("b")),
         {"a", "b"},
         {"malformed-xml"}},
        {"an element left open",
         Feed(Item("a", "<description>x<br>y<p>z</description>") + Item("b")),
         {"a", "b"},
         {"malformed-xml"}},
        {"an item left open",
         Feed("<item><title>a</title>" + std::string(kWhole) + Item("b") + Item("c")),
         {"a", "b", "c"},
         {"malformed-xml", "nested-item"}},
        {"a sign of less",
         Feed(Item("1 <2 < 3") + Item("b")),
         {"1 <2 < 3", "b"},
         {"malformed-xml"}},
        {"markup that is not escaped",
         Feed(Item("a", "<description><p>One <b>two</b></p></description>")),
         {"a"},
         {}},
        {"an attribute twice",
         Feed(Item("a", "<enclosure url='x' url='y'/>")),
         {"a"},
         {"malformed-xml"}},
        {"names in other cases",
         "<RSS><Channel><Item><Title>a</Title><GUID>1</GUID><pubdate>2025-12-09</pubdate></Item>"
         "</Channel></RSS>",
         {"a"},
         {}}}));

TEST(FeedBreakage, IsReportedOnceWithItsLineAndCount) {
  const Document document = ReadFeed("<?xml version='1.0'?>\n<rss><channel>\n" + Item("a & b") +
                                     Item("c & d") + "</channel></rss>");
  ASSERT_THAT(document.warnings, SizeIs(1));
  EXPECT_EQ(document.warnings[0].line, 3u);
  EXPECT_THAT(document.warnings[0].message, HasSubstr("2 times"));
}

TEST(FeedBreakage, LosesNoTextAfterIt) {
  // Once it has met an error, libxml2 2.9 leaves out the "&lt;" and "&amp;" of all that follows.
  const Document document =
      ReadFeed(Feed(Item("a", "<x:unknown a='1' a='2'/>") +
                    Item("b", "<description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description>")));
  ASSERT_THAT(document.episodes, SizeIs(2));
  EXPECT_EQ(document.episodes[1].episode.description, "One & two");
}

TEST(FeedBreakage, ReadsMarkupThatIsNotEscapedAsNotes) {
  const Document document = ReadFeed(Feed(
      Item("a",
           "<description>Hello<br/>there, <a href='https://x.example/?a=1&amp;b=\"2\"'>a &lt;link>"
           "</a></description>")));
  ASSERT_THAT(document.episodes, SizeIs(1));
  const Episode& episode = document.episodes[0].episode;
  EXPECT_EQ(episode.description, "Hello\nthere, a <link>");
  ASSERT_THAT(episode.links, SizeIs(1));
  EXPECT_EQ(episode.links[0].url, "https://x.example/?a=1&b=\"2\"");
  EXPECT_EQ(episode.links[0].title, "a <link>");
}

}  // namespace
}  // namespace cuepoint
