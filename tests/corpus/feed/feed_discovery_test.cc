#include "corpus/feed/feed_discovery.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kPage = "https://pod.example/shows/index.html";

std::vector<std::string> Urls(const std::string& html, const std::string& base = kPage) {
  std::vector<std::string> urls;
  for (const DiscoveredFeed& feed : DiscoverFeeds(html, base)) urls.push_back(feed.url);
  return urls;
}

std::string Link(const std::string& href) {
  return "<link rel=alternate type=application/rss+xml href=\"" + href + "\">";
}

TEST(FeedDiscovery, FindsEveryKindOfFeedInTheOrderOfThePage) {
  const std::string html = R"(<!doctype html><html><head><title>Pod</title>
    <link rel="stylesheet" href="style.css">
    <link rel="alternate" type="application/rss+xml" title="Pod &amp; Co, the feed" href="/feed.xml">
    <link href="atom.xml?a=1&amp;b=2" TYPE="Application/Atom+XML; charset=utf-8" REL="Alternate">
    <link rel="feed alternate" type="application/feed+json" href="https://cdn.example/feed.json"/>
    </head><body><p>Welcome</body></html>)";
  EXPECT_THAT(
      DiscoverFeeds(html, kPage),
      ElementsAre(
          DiscoveredFeed{"https://pod.example/feed.xml", "application/rss+xml",
                         "Pod & Co, the feed"},
          DiscoveredFeed{"https://pod.example/shows/atom.xml?a=1&b=2", "application/atom+xml", ""},
          DiscoveredFeed{"https://cdn.example/feed.json", "application/feed+json", ""}));
}

TEST(FeedDiscovery, LeavesOtherLinksAlone) {
  EXPECT_THAT(Urls(R"(<link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/json" href="/wp-json/1">
    <link rel="canonical" type="application/rss+xml" href="/canonical">
    <link rel="alternates" type="application/rss+xml" href="/word">
    <link type="application/rss+xml" href="/no-rel">
    <link rel="alternate" type="application/rss+xml">
    <link rel="alternate" type="application/rss+xml" href=" ">
    <a rel="alternate" type="application/rss+xml" href="/anchor">feed</a>
    <!-- <link rel="alternate" type="application/rss+xml" href="/comment"> -->
    <script>"<link rel='alternate' type='application/rss+xml' href='/script'>"</script>)"),
              IsEmpty());
}

TEST(FeedDiscovery, KeepsToAddressesThatCanBeFetched) {
  EXPECT_THAT(Urls(Link("javascript:alert(1)") + Link("file:///etc/passwd") +
                   Link("ftp://pod.example/") + Link("http://") + Link("//cdn.example/x")),
              ElementsAre("https://cdn.example/x"));
  EXPECT_THAT(Urls(Link("feed.xml"), ""), IsEmpty());
}

TEST(FeedDiscovery, NamesAFeedOnce) {
  EXPECT_THAT(Urls(Link("/feed") + Link("https://POD.example:443/feed#top") + Link("/feed")),
              ElementsAre("https://pod.example/feed"));
}

TEST(FeedDiscovery, ResolvesAgainstTheBaseOfThePage) {
  EXPECT_THAT(Urls(Link("feed.xml") + "<base href=\"/base/\"><base href=\"/other/\">"),
              ElementsAre("https://pod.example/base/feed.xml"));
  EXPECT_THAT(Urls("<base href=\"https://cdn.example/a/\">" + Link("feed.xml")),
              ElementsAre("https://cdn.example/a/feed.xml"));
}

TEST(FeedDiscovery, ReadsPagesThatAreBroken) {
  EXPECT_THAT(Urls("<p><p></div>" + Link("/a") + "<body><head>" + Link("/b")),
              ElementsAre("https://pod.example/a", "https://pod.example/b"));
  EXPECT_THAT(Urls("\xFF\xFE<meta charset=\"utf-16\">" + std::string(3, '\0') + Link("/a")),
              ElementsAre("https://pod.example/a"));
  EXPECT_THAT(Urls(""), IsEmpty());
  EXPECT_THAT(Urls("<"), IsEmpty());
  EXPECT_THAT(Urls(Link("/a").substr(0, 50)), IsEmpty());
}

TEST(FeedDiscovery, IsBounded) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += Link("/" + std::to_string(i));
  EXPECT_EQ(Urls(many).size(), kDiscoveredFeedLimit);

  EXPECT_THAT(Urls(std::string(kDiscoveryLimit_bytes, ' ') + Link("/late")), IsEmpty());

  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  for (int i = 0; i < 100'000; ++i) deep += "</p></span>";
  EXPECT_THAT(Urls(Link("/a") + deep), ElementsAre("https://pod.example/a"));

  std::string crowded = "<link";
  for (int i = 0; i < 100'000; ++i) crowded += " a" + std::to_string(i) + "=b";
  EXPECT_THAT(Urls(Link("/a") + crowded + ">"), ElementsAre("https://pod.example/a"));
}

}  // namespace
}  // namespace cuepoint
