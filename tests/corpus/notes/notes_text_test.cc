#include "corpus/notes/notes_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

Link MakeLink(const char* url, const char* title) { return {url, title, std::nullopt}; }

TEST(TrimSeparators, TakesWhatStandsBetweenATimeAndItsTitle) {
  EXPECT_EQ(TrimSeparators(" — Title – "), "Title");
  EXPECT_EQ(TrimSeparators(") | Title *"), "Title");
  EXPECT_EQ(TrimSeparators("Title (1998)"), "Title (1998)");
  EXPECT_EQ(TrimSeparators("C++"), "C++");
  EXPECT_EQ(TrimSeparators(".NET"), ".NET");
  EXPECT_EQ(TrimSeparators(" - — "), "");
}

TEST(UrlLength, EndsAtSpaceAtPunctuationAndAtTheNextAddress) {
  const auto url = [](std::string_view text) { return text.substr(0, UrlLength(text)); };
  EXPECT_EQ(url("https://a.example/x y"), "https://a.example/x");
  EXPECT_EQ(url("https://a.example/x."), "https://a.example/x");
  EXPECT_EQ(url("https://a.example/x),"), "https://a.example/x");
  EXPECT_EQ(url("https://a.example/x_(y)"), "https://a.example/x_(y)");
  EXPECT_EQ(url("https://a.examplehttps://b.example"), "https://a.example");
  EXPECT_EQ(url("https://archive.example/2020/https://b.example"),
            "https://archive.example/2020/https://b.example");
  EXPECT_EQ(url("https://a.example/?to=http://b.example"),
            "https://a.example/?to=http://b.example");
}

TEST(UrlHost, IsLowerCaseWithoutWww) {
  EXPECT_EQ(UrlHost("https://www.Netstack.FM/#episode-17"), "netstack.fm");
  EXPECT_EQ(UrlHost("http://a.example:8080/x"), "a.example");
  EXPECT_EQ(UrlHost("mailto:x"), "");
}

TEST(ReadLinks, CutsAGluedList) {
  std::string rest;
  EXPECT_THAT(ReadLinks("https://a.example/ — Home of Ahttps://b.example — RFC 2324 – "
                        "Bhttps://c.examplehttps://a.example/ — again",
                        rest),
              ElementsAre(MakeLink("https://a.example/", "Home of A"),
                          MakeLink("https://b.example", "RFC 2324 – B"),
                          MakeLink("https://c.example", "")));
  EXPECT_EQ(rest, "");
}

TEST(ReadLinks, ReadsLinesWithTheTitleInFront) {
  std::string rest;
  EXPECT_THAT(
      ReadLinks("- Home: https://a.example\n- Map — https://b.example.\nThanks to all\n", rest),
      ElementsAre(MakeLink("https://a.example", "Home"), MakeLink("https://b.example", "Map")));
  EXPECT_EQ(rest, "Thanks to all");
}

TEST(ReadLinks, StaysFastOnHostileText) {
  std::string list;
  for (int i = 0; i < 100'000; ++i) list += "http://a" + std::to_string(i);
  std::string rest;
  EXPECT_EQ(ReadLinks(list, rest).size(), 100'000u);
}

}  // namespace
}  // namespace cuepoint
