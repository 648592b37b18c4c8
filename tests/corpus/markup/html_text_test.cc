#include "corpus/markup/html_text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

TextBlock Paragraph(std::string text, std::vector<TextLink> links = {}) {
  return {BlockKind::kParagraph, 0, false, std::move(text), std::move(links)};
}

TextBlock Block(BlockKind kind, int level, std::string text) {
  return {kind, level, false, std::move(text), {}};
}

std::vector<std::string> Texts(const RichText& text) {
  std::vector<std::string> texts;
  for (const TextBlock& block : text.blocks) texts.push_back(block.text);
  return texts;
}

using Strings = std::vector<std::string>;

TEST(HtmlText, KeepsParagraphsApart) {
  EXPECT_EQ(ReadHtml("<p>One</p><p>Two</p>").blocks,
            (std::vector{Paragraph("One"), Paragraph("Two")}));
  EXPECT_EQ(ReadHtml("<div>One<div>Two</div>Three</div>").blocks,
            (std::vector{Paragraph("One"), Paragraph("Two"), Paragraph("Three")}));
  EXPECT_EQ(ReadHtml("One<p>Two").blocks, (std::vector{Paragraph("One"), Paragraph("Two")}));
}

TEST(HtmlText, CollapsesWhiteSpaceOfEveryKind) {
  EXPECT_EQ(Texts(ReadHtml("<p>\n  a \t b&nbsp;&nbsp;c\u2003d\u3000e  </p>")),
            Strings{"a b c d e"});
}

TEST(HtmlText, DropsZeroWidthCharactersAtEdgesOnly) {
  EXPECT_EQ(Texts(ReadHtml("<p>\u200B\uFEFFa\u200Bb\u200B \u200B</p>")), Strings{"a\u200Bb"});
  EXPECT_EQ(Texts(ReadHtml("<p>a<br>\u200Bb</p>")), Strings{"a\nb"});
  EXPECT_TRUE(ReadHtml("<p>\u200B</p>").blocks.empty());
}

TEST(HtmlText, KeepsLineBreaksAndEndsAParagraphAtTwo) {
  EXPECT_EQ(Texts(ReadHtml("<p>00:00 Start<br>\n01:00 <br/> End<br></p>")),
            Strings{"00:00 Start\n01:00\nEnd"});
  EXPECT_EQ(Texts(ReadHtml("One<br><br>Two<br>&nbsp;<br>Three")), (Strings{"One", "Two", "Three"}));
}

TEST(HtmlText, GivesEachListItemItsOwnTextAndDepth) {
  const RichText text = ReadHtml(
      "<ul><li>One<li><p>Two</p><p>more</p><ol><li>Inner</li></ol>after</li></ul><p>End</p>");
  EXPECT_EQ(text.blocks, (std::vector{Block(BlockKind::kListItem, 1, "One"),
                                      Block(BlockKind::kListItem, 1, "Two\nmore"),
                                      Block(BlockKind::kListItem, 2, "Inner"),
                                      Block(BlockKind::kListItem, 1, "after"), Paragraph("End")}));
}

TEST(HtmlText, KnowsHeadingsQuotesPreformattedTextAndRows) {
  const RichText text = ReadHtml(
      "<h2>Head</h2><blockquote><p>a</p><p>b</p></blockquote><pre>\n  x\n    y\n</pre>"
      "<table><tr><th>Time</th><td>Title</td><td></td><td>Z</td></tr></table>");
  EXPECT_EQ(text.blocks,
            (std::vector{Block(BlockKind::kHeading, 2, "Head"), Block(BlockKind::kQuote, 0, "a"),
                         Block(BlockKind::kQuote, 0, "b"),
                         Block(BlockKind::kPreformatted, 0, "  x\n    y"),
                         Block(BlockKind::kTableRow, 0, "Time\tTitle\t\tZ")}));
}

TEST(HtmlText, EndsABlockAtARule) {
  EXPECT_EQ(Texts(ReadHtml("a<hr>b<hr/>c")), (Strings{"a", "b", "c"}));
}

TEST(HtmlText, TellsBlocksThatAreStrongThroughout) {
  const RichText text =
      ReadHtml("<p><b>Links</b>:</p><p><b>a</b> b</p><p><strong>c <i>d</i></strong> </p><p>e</p>");
  std::vector<bool> strong;
  for (const TextBlock& block : text.blocks) strong.push_back(block.strong);
  EXPECT_EQ(strong, (std::vector{true, false, true, false}));
}

TEST(HtmlText, DropsWhatIsNotShown) {
  EXPECT_EQ(Texts(ReadHtml("<head><title>t</title></head><script>alert('<p>')</script>"
                           "<style>p{}</style><template><p>t</p></template><!-- c --><p>Shown"
                           "<noscript>n</noscript><iframe>f</iframe>"
                           "<img src=x width=1 height=1 alt=pixel><img src=y alt=photo></p>")),
            Strings{"Shown"});
}

TEST(HtmlText, DecodesEntitiesOnce) {
  EXPECT_EQ(Texts(ReadHtml(
                "<p>Q&amp;A &amp;lt; &lt;b&gt; &#8211; &#x1F600; AT&T &unknown; &eacute;</p>")),
            Strings{"Q&A &lt; <b> \u2013 \U0001F600 AT&T &unknown; \u00E9"});
  EXPECT_EQ(Texts(ReadHtml("Q&amp;amp;A")), Strings{"Q&amp;A"});
}

TEST(HtmlText, PlacesLinksOnTheTrimmedText) {
  EXPECT_EQ(ReadHtml("<p>See <a href='https://a.example/x?y=1&amp;z=2'> the  site </a>, or "
                     "<a href=\"#t=62\">1:02</a></p>")
                .blocks,
            std::vector{Paragraph("See the site , or 1:02",
                                  {{4, 12, "https://a.example/x?y=1&z=2"}, {18, 22, "#t=62"}})});
}

TEST(HtmlText, KeepsALinkThatSpansBlocksInEach) {
  const RichText text = ReadHtml("<a href='https://a.example/'><p>One</p><p>Two</p></a>");
  ASSERT_EQ(text.blocks.size(), 2u);
  for (const TextBlock& block : text.blocks) {
    EXPECT_EQ(block.links, (std::vector<TextLink>{{0, 3, "https://a.example/"}}));
  }
}

TEST(HtmlText, DropsLinksWithoutTextUnlessAnImageNamesThem) {
  EXPECT_TRUE(ReadHtml("<p><a href='https://a.example/'></a></p>").blocks.empty());
  EXPECT_EQ(ReadHtml("<p><a href='https://a.example/'><img alt='Cover art'></a></p>").blocks,
            std::vector{Paragraph("Cover art", {{0, 9, "https://a.example/"}})});
  EXPECT_EQ(Texts(ReadHtml("<p><a href='https://a.example/'><img alt='Cover art'>Text</a></p>")),
            Strings{"Text"});
}

struct LinkCase {
  std::string href;
  std::string base;
  std::string url;  // Empty: no link.
};

class HtmlLinks : public testing::TestWithParam<LinkCase> {};

TEST_P(HtmlLinks, LeadWhereABrowserWouldGo) {
  const LinkCase& test = GetParam();
  const RichText text = ReadHtml("<p><a href=\"" + test.href + "\">x</a></p>", test.base);
  ASSERT_EQ(text.blocks.size(), 1u);
  EXPECT_EQ(text.blocks[0].text, "x");
  std::vector<TextLink> expected;
  if (!test.url.empty()) expected.push_back({0, 1, test.url});
  EXPECT_EQ(text.blocks[0].links, expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlLinks,
    testing::Values(LinkCase{"https://a.example/b", "", "https://a.example/b"},
                    LinkCase{" https://a.example/\nb ", "", "https://a.example/b"},
                    LinkCase{"mailto:me@a.example", "", "mailto:me@a.example"},
                    LinkCase{"../b", "https://a.example/x/y/z", "https://a.example/x/b"},
                    LinkCase{"#t=5", "https://a.example/x", "https://a.example/x#t=5"},
                    LinkCase{"/two words", "https://a.example/x", "https://a.example/two%20words"},
                    LinkCase{"//b.example/c", "http://a.example/", "http://b.example/c"},
                    LinkCase{"//b.example/c", "", "https://b.example/c"},
                    LinkCase{"../b", "", "../b"},
                    LinkCase{"www.a.example/x", "https://b.example/", "https://www.a.example/x"},
                    LinkCase{"javascript:alert(1)", "", ""},
                    LinkCase{"JaVa\tScript:alert(1)", "", ""},
                    LinkCase{"data:text/html,x", "https://a.example/", ""},
                    LinkCase{"file:///etc/passwd", "", ""}, LinkCase{"", "https://a.example/", ""},
                    LinkCase{"https://", "", ""}));

TEST(HtmlText, DropsALinkOverNothingInPreformattedText) {
  const RichText text = ReadHtml("<pre>a<a href='https://a.example/'>\x01</a> b</pre>");
  EXPECT_EQ(text.blocks, std::vector{Block(BlockKind::kPreformatted, 0, "a b")});
}

TEST(HtmlText, LinksAddressesWrittenOut) {
  EXPECT_EQ(
      ReadHtml("<p>At https://a.example/b_(c), (http://d.example). Or xhttps://e.example</p>")
          .blocks,
      std::vector{Paragraph("At https://a.example/b_(c), (http://d.example). Or "
                            "xhttps://e.example",
                            {{3, 26, "https://a.example/b_(c)"}, {29, 45, "http://d.example"}})});
}

TEST(HtmlText, LinksNoAddressTwice) {
  EXPECT_EQ(ReadHtml("<p><a href='https://x.example/'>https://a.example/</a> https://b.example</p>")
                .blocks,
            std::vector{Paragraph("https://a.example/ https://b.example",
                                  {{0, 18, "https://x.example/"}, {19, 36, "https://b.example"}})});
}

TEST(HtmlText, ReadsTextWithoutMarkupByLine) {
  const RichText text =
      ReadHtml("One\r\ntwo\n\n\nThree https://a.example/\n- a\n  more\n\u2022 b\nEnd -x");
  EXPECT_EQ(text.blocks,
            (std::vector{Paragraph("One\ntwo"),
                         Paragraph("Three https://a.example/", {{6, 24, "https://a.example/"}}),
                         Block(BlockKind::kListItem, 1, "a\nmore"),
                         Block(BlockKind::kListItem, 1, "b"), Paragraph("End -x")}));
}

TEST(HtmlText, ReadsByLineWhereOnlyRunsOfTextAreMarkedUp) {
  EXPECT_EQ(
      Texts(ReadHtml("00:00 <b>Intro</b>\n01:00 <a href='https://a.example/'>Guest</a> &amp; co")),
      Strings{"00:00 Intro\n01:00 Guest & co"});
}

TEST(HtmlText, KeepsALessThanSignThatStartsNoTag) {
  EXPECT_EQ(Texts(ReadHtml("a < b, 1 <2 and I <3 you")), Strings{"a < b, 1 <2 and I <3 you"});
}

TEST(HtmlText, ReplacesIllFormedBytes) {
  EXPECT_EQ(Texts(ReadHtml("<p>a\xFF"
                           "b</p>")),
            Strings{"a\uFFFDb"});
  EXPECT_EQ(Texts(ReadHtml(std::string_view("<p>a\0b</p>", 10))), Strings{"a b"});
}

TEST(HtmlText, BelievesThatItIsUtf8WhateverAMetaElementSays) {
  EXPECT_EQ(Texts(ReadHtml("<meta charset='latin1'><meta http-equiv='Content-Type' "
                           "content='text/html; charset=iso-8859-1'><p>Zürich</p>")),
            Strings{"Zürich"});
}

TEST(HtmlText, FlattensWhatIsNestedTooDeeply) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  html += "deep <b>text</b>";
  for (int i = 0; i < 100'000; ++i) html += "</i>";
  html += "<p>after</p>";
  EXPECT_EQ(Texts(ReadHtml(html)), (Strings{"deep text", "after"}));
}

TEST(HtmlText, SurvivesATagWithCountlessAttributes) {
  std::string html = "<p>before</p><p";
  for (int i = 0; i < 100'000; ++i) html += " a" + std::to_string(i) + "=x";
  html += ">after</p>";
  const RichText text = ReadHtml(html);
  ASSERT_GE(text.blocks.size(), 2u);
  EXPECT_EQ(text.blocks.front().text, "before");
  EXPECT_TRUE(text.blocks.back().text.ends_with(">after")) << text.blocks.size();
}

TEST(HtmlText, KeepsLongAttributeValuesOutOfTheText) {
  const std::string image(100'000, 'A');
  EXPECT_EQ(Texts(ReadHtml("<p>a<img src=\"data:image/png;base64," + image + "\">b</p>")),
            Strings{"ab"});
}

TEST(HtmlText, KeepsItsPromisesOnTagSoup) {
  const std::vector<std::string> pieces = {"<p>",
                                           "</p>",
                                           "<ul>",
                                           "<li>",
                                           "</ul>",
                                           "<a href='/x'>",
                                           "</a>",
                                           "<b>",
                                           "</b>",
                                           " ",
                                           "text",
                                           "\u200B",
                                           "&nbsp;",
                                           "<br>",
                                           "<table>",
                                           "<tr>",
                                           "<td>",
                                           "</table>",
                                           "<pre>",
                                           "</pre>",
                                           "<h3>",
                                           "</h3>",
                                           "<blockquote>",
                                           "\n",
                                           "https://a.example/",
                                           "<script>",
                                           "</script>",
                                           "<"};
  std::uint64_t state = 7;
  for (int round = 0; round < 2000; ++round) {
    std::string html;
    for (int i = 0; i < 20; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      html += pieces[(state >> 33) % pieces.size()];
    }
    for (const TextBlock& block : ReadHtml(html).blocks) {
      ASSERT_FALSE(block.text.empty()) << html;
      ASSERT_FALSE(IsSpace(block.text.back())) << html;
      std::size_t end = 0;
      for (const TextLink& link : block.links) {
        ASSERT_GE(link.begin, end) << html;
        ASSERT_LT(link.begin, link.end) << html;
        ASSERT_LE(link.end, block.text.size()) << html;
        ASSERT_FALSE(link.url.empty()) << html;
        end = link.end;
      }
    }
  }
}

struct LineCase {
  std::string html;
  std::string line;
};

class HtmlLine : public testing::TestWithParam<LineCase> {};

TEST_P(HtmlLine, IsWhatATitleSays) { EXPECT_EQ(HtmlToLine(GetParam().html), GetParam().line); }

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlLine,
    testing::Values(LineCase{"Plain", "Plain"}, LineCase{"  a\n b\u00A0", "a b"},
                    LineCase{"Q&amp;A", "Q&A"}, LineCase{"<b>Q&amp;A</b>", "Q&A"},
                    LineCase{"R&D", "R&D"}, LineCase{"Vec<u8> in <b>Rust</b>", "Vec<u8> in Rust"},
                    LineCase{"The <dialog> and <a> elements", "The <dialog> and <a> elements"},
                    LineCase{"<p>One</p><p>Two<br>three</p>", "One Two three"},
                    LineCase{"a < b", "a < b"}, LineCase{"", ""}, LineCase{"<!-- c -->x", "x"},
                    LineCase{"&lt;b&gt;", "<b>"}));

TEST(HtmlText, ShowsWhatStandsBehindATagThatNobodyCloses) {
  EXPECT_EQ(Texts(ReadHtml("<p>Scoped <style> tags</p><p>More</p>")),
            (Strings{"Scoped <style> tags", "More"}));
  EXPECT_EQ(Texts(ReadHtml("<p>The <title> and</p><p><textarea> too</p>")),
            (Strings{"The <title> and", "<textarea> too"}));
  EXPECT_EQ(Texts(ReadHtml("<p>Watch <video src=\"a.mp4\"> this</p>")), Strings{"Watch this"});
  EXPECT_EQ(Texts(ReadHtml("<p>One</p><!-- never closed<p>Two</p>")),
            (Strings{"One", "<!-- never closed", "Two"}));
}

TEST(HtmlText, HidesWhatStandsInATagThatIsClosed) {
  EXPECT_EQ(Texts(ReadHtml("<p>One</p><style>p { color: red }</style><p>Two</p>")),
            (Strings{"One", "Two"}));
  EXPECT_EQ(Texts(ReadHtml("<script>write('<style>')</script><p>Two</p>")), Strings{"Two"});
  EXPECT_EQ(Texts(ReadHtml("<p>One</p><script src=\"a.js\"/><p>Two</p>")), (Strings{"One", "Two"}));
  EXPECT_EQ(Texts(ReadHtml("<p>One <!-- <style> --> two</p>")), Strings{"One two"});
  EXPECT_EQ(Texts(ReadHtml("<STYLE>p { }</Style ><p>Two</p>")), Strings{"Two"});
}

TEST(HtmlText, StaysLinearOnManyTagsThatNobodyCloses) {
  std::string html;
  for (int i = 0; i < 20'000; ++i) html += "<style a=\"><!--";
  EXPECT_FALSE(ReadHtml(html).blocks.empty());
}

}  // namespace
}  // namespace cuepoint
