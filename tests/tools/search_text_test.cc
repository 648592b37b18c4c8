#include "tools/search_text.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/search_facts.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Hit QuicHit() {
  Hit hit;
  hit.episode = {.id = "netstack-17",
                 .show = "netstack.fm",
                 .show_title = "Netstack.FM",
                 .number = 17,
                 .title = "QUIC in Firefox",
                 .url = "https://example.org/17",
                 .published = "2025-12-09T08:00:00Z",
                 .duration_s = 5160,
                 .people = {{"Lars Eggert", "guest", "", ""}, {"Somebody", "host", "", ""}}};
  hit.score = 0.93;
  hit.matched = {"lexical"};
  hit.snippet = "how <mark>QUIC</mark> &amp; TCP differ";
  hit.moments = {{.start_s = 582,
                  .end_s = 747,
                  .title = "QUIC and HTTP/3",
                  .url = "https://example.org/17#t=582",
                  .score = 0.88,
                  .snippet = "<mark>QUIC</mark> and HTTP/3"},
                 {.start_s = 3723,
                  .end_s = {},
                  .title = "",
                  .url = "https://example.org/17#t=3723",
                  .score = 0.5,
                  .snippet = "more <mark>QUIC</mark>"}};
  return hit;
}

SearchResponse Response(std::vector<Hit> hits, Group group = Group::kEpisodes) {
  SearchResponse response;
  response.group = group;
  response.total = hits.size();
  response.took_ms = 0.4;
  response.hits = std::move(hits);
  return response;
}

SearchTextOptions Plain(std::size_t width = 80) {
  SearchTextOptions options;
  options.terminal.width = width;
  return options;
}

TEST(SearchText, ShowsEpisodesWithTheirMoments) {
  EXPECT_EQ(SearchText(Response({QuicHit()}), Plain()),
            " 1. QUIC in Firefox\n"
            "    #17 · 2025-12-09 · 1 h 26 min · with Lars Eggert · netstack-17\n"
            "    how QUIC & TCP differ\n"
            "        9:42  QUIC and HTTP/3  https://example.org/17#t=582\n"
            "     1:02:03  more QUIC  https://example.org/17#t=3723\n");
}

TEST(SearchText, ShowsMomentsWithTheirEpisode) {
  EXPECT_EQ(SearchText(Response({QuicHit()}, Group::kMoments), Plain()),
            " 1.  9:42  QUIC and HTTP/3\n"
            "    QUIC in Firefox · #17 · 2025-12-09 · 1 h 26 min · with Lars Eggert ·\n"
            "    netstack-17\n"
            "    https://example.org/17#t=582\n");
}

TEST(SearchText, ShowsTheNotesUnderAMomentThatSayMoreThanItsTitle) {
  Hit hit = QuicHit();
  hit.moments[0].snippet = "notes on <mark>QUIC</mark>";
  EXPECT_THAT(SearchText(Response({hit}, Group::kMoments), Plain()),
              HasSubstr("\n    notes on QUIC\n"));
}

TEST(SearchText, PutsALinkThatDoesNotFitBelow) {
  EXPECT_THAT(SearchText(Response({QuicHit()}), Plain(40)),
              HasSubstr("        9:42  QUIC and HTTP/3\n"
                        "              https://example.org/17#t=582\n"));
}

TEST(SearchText, MarksMatchesInColourOnlyOnATerminal) {
  SearchTextOptions options = Plain();
  EXPECT_THAT(SearchText(Response({QuicHit()}), options), Not(HasSubstr("\x1b")));
  options.terminal.color = true;
  const std::string colored = SearchText(Response({QuicHit()}), options);
  EXPECT_THAT(colored, HasSubstr("how \x1b[1;33mQUIC\x1b[0m & TCP"));
  EXPECT_THAT(colored, HasSubstr("\x1b[1;33mQUIC\x1b[0m and HTTP/3  \x1b")) << "In the title";
}

TEST(SearchText, NumbersHitsFromTheOffset) {
  SearchTextOptions options = Plain();
  options.offset = 9;
  const std::string text = SearchText(Response({QuicHit(), QuicHit()}), options);
  EXPECT_THAT(text, HasSubstr("10. QUIC"));
  EXPECT_THAT(text, HasSubstr("\n\n11. QUIC"));
}

TEST(SearchText, NamesTheShowWhenThereAreSeveral) {
  Hit other = QuicHit();
  other.episode.show = "other";
  other.episode.show_title = "Another Show";
  EXPECT_THAT(SearchText(Response({QuicHit()}), Plain()), Not(HasSubstr("Netstack.FM")));
  EXPECT_THAT(SearchText(Response({QuicHit(), other}), Plain(120)),
              HasSubstr("Another Show · #17"));
}

TEST(SearchText, ExplainsScoresOnRequest) {
  Hit hit = QuicHit();
  hit.explain = {{"bm25:quic", 0.75, {{"tf", 3}, {"idf", 2.5}}}, {"semantic", 0.18, {}}};
  SearchTextOptions options = Plain();
  options.explain = true;
  EXPECT_THAT(SearchText(Response({hit}), options),
              HasSubstr("    score 0.9300 (lexical)\n"
                        "    0.7500 bm25:quic: tf 3, idf 2.5000\n"
                        "    0.1800 semantic\n"));
}

TEST(FacetText, IsATableOfWhatAnAnswerCanBeNarrowedBy) {
  SearchResponse response = Response({QuicHit()});
  response.facets = {
      {.facet = Facet::kPerson,
       .values = {{.value = "Max Inden", .title = "", .count = 3},
                  {.value = "Bo\x1b", .title = "", .count = 1}},
       .more = 1200},
      {.facet = Facet::kShow, .values = {{.value = "net", .title = "Netstack.FM", .count = 4}}},
      {.facet = Facet::kYear, .values = {}}};
  EXPECT_EQ(FacetText(response, Plain().terminal),
            "person          Max Inden 3 · Bo\uFFFD 1 · 1,200 more\n"
            "show            Netstack.FM 4\n"
            "year            none\n");
  EXPECT_EQ(FacetText(Response({QuicHit()}), Plain().terminal), "");
}

TEST(SearchText, DisarmsWhatAFeedSmugglesIntoEveryField) {
  const std::string attack = "\x1b]0;owned\x07\x1b[2J\nforged line\u009b1m";
  Hit hit;
  hit.episode = {.id = attack,
                 .show = attack,
                 .show_title = attack,
                 .number = 1,
                 .title = attack,
                 .url = attack,
                 .published = attack,
                 .duration_s = 1,
                 .people = {{attack, "guest", attack, attack}}};
  hit.snippet = attack;
  hit.matched = {attack};
  hit.explain = {{attack, 1, {}}};
  Moment moment;
  moment.title = moment.url = moment.snippet = attack;
  hit.moments = {moment};
  SearchTextOptions options = Plain();
  options.explain = true;
  for (const Group group : {Group::kEpisodes, Group::kMoments}) {
    std::istringstream lines(SearchText(Response({hit}, group), options));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_EQ(SafeText(line), line);
      EXPECT_FALSE(line.starts_with("forged"));
    }
  }
}

TEST(SearchSummary, CountsAndSaysHowToSeeMore) {
  SearchResponse response = Response({QuicHit(), QuicHit(), QuicHit()});
  EXPECT_EQ(SearchSummary(response, 0), "3 episodes in 0.40 ms");
  response.total = 53;
  EXPECT_EQ(SearchSummary(response, 10), "3 of 53 episodes in 0.40 ms; --offset 13 for more");
  EXPECT_EQ(SearchSummary(response, 50), "3 of 53 episodes in 0.40 ms");
  response.hits.resize(1);
  response.total = 1;
  response.group = Group::kMoments;
  EXPECT_EQ(SearchSummary(response, 0), "1 moment in 0.40 ms");
}

}  // namespace
}  // namespace cuepoint
