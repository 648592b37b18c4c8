// ReadMarkdown: Markdown and the HTML in it to rich text.
#include "corpus/markup/markdown_text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/html_text.h"

namespace cuepoint {
namespace {

using Strings = std::vector<std::string>;

Strings Texts(const RichText& text) {
  Strings texts;
  for (const TextBlock& block : text.blocks) texts.push_back(block.text);
  return texts;
}

TEST(MarkdownText, KeepsHeadingsListsQuotesAndCode) {
  const RichText text = ReadMarkdown(
      "# One\n\nTwo\nlines\n\n* a\n    * b\n* c\n\n> said\n\n```\n{{ x }}\n  y\n```\n");
  ASSERT_EQ(Texts(text), (Strings{"One", "Two lines", "a", "b", "c", "said", "{{ x }}\n  y"}));
  EXPECT_EQ(text.blocks[0].kind, BlockKind::kHeading);
  EXPECT_EQ(text.blocks[0].level, 1);
  EXPECT_EQ(text.blocks[2].kind, BlockKind::kListItem);
  EXPECT_EQ(text.blocks[3].level, 2);
  EXPECT_EQ(text.blocks[4].level, 1);
  EXPECT_EQ(text.blocks[5].kind, BlockKind::kQuote);
  EXPECT_EQ(text.blocks[6].kind, BlockKind::kPreformatted);
}

TEST(MarkdownText, ReadsTablesStruckTextAndHardBreaks) {
  EXPECT_EQ(
      Texts(ReadMarkdown("| Time | Title |\n|---|---|\n| 1:02 | ~~Old~~ New |\n\na  \nb\\\nc")),
      (Strings{"Time\tTitle", "1:02\tOld New", "a\nb\nc"}));
}

TEST(MarkdownText, ResolvesReferenceLinksAndDropsTheirDefinitions) {
  const RichText text = ReadMarkdown(
      "See [the docs][docs] and [more].\n\n[docs]: https://a.example/d \"D\"\n"
      "[more]: <https://b.example/>\n");
  ASSERT_EQ(Texts(text), Strings{"See the docs and more."});
  EXPECT_EQ(text.blocks[0].links, (std::vector<TextLink>{{4, 12, "https://a.example/d"},
                                                         {17, 21, "https://b.example/"}}));
}

TEST(MarkdownText, KeepsTheTildesOfALink) {
  const RichText text = ReadMarkdown(
      "[a](https://a.example/~ada/#:~:text=tea%20time) [b](https://b.example/%7Ebo%7F)");
  ASSERT_EQ(text.blocks.size(), 1u);
  ASSERT_EQ(text.blocks[0].links.size(), 2u);
  EXPECT_EQ(text.blocks[0].links[0].url, "https://a.example/~ada/#:~:text=tea%20time");
  EXPECT_EQ(text.blocks[0].links[1].url, "https://b.example/~bo%7F");
}

TEST(MarkdownText, MendsTheBracketsOfALink) {
  const RichText text = ReadMarkdown(
      "A [b]((https://b.example/b/) c [d]((https://d.example)) e [f](https://f.example/f_(g)).");
  ASSERT_EQ(Texts(text), Strings{"A b c d e f."});
  std::vector<std::string> urls;
  for (const TextLink& link : text.blocks[0].links) urls.push_back(link.url);
  EXPECT_EQ(urls,
            (Strings{"https://b.example/b/", "https://d.example", "https://f.example/f_(g)"}));
}

TEST(MarkdownText, LinksAddressesWrittenOut) {
  const RichText text =
      ReadMarkdown("At https://a.example/x_y_z, <https://b.example/> or www.c.example.");
  ASSERT_EQ(text.blocks.size(), 1u);
  ASSERT_EQ(text.blocks[0].links.size(), 3u);
  EXPECT_EQ(text.blocks[0].links[0].url, "https://a.example/x_y_z");
  EXPECT_EQ(text.blocks[0].links[1].url, "https://b.example/");
  EXPECT_EQ(text.blocks[0].links[2].url, "http://www.c.example");
}

TEST(MarkdownText, ReadsTheHtmlInsideAsHtml) {
  const RichText text = ReadMarkdown(
      "A <b>bold</b> word<br>and <a href=\"https://a.example/\">a link</a>.\n\n"
      "<div class=\"x\">\n<script>track()</script>\n<p>Inside &amp; out</p>\n</div>\n");
  ASSERT_EQ(Texts(text), (Strings{"A bold word\nand a link.", "Inside & out"}));
  EXPECT_EQ(text.blocks[0].links, (std::vector<TextLink>{{16, 22, "https://a.example/"}}));
}

TEST(MarkdownText, SaysTheSameAsTheHtmlItStandsFor) {
  EXPECT_EQ(
      ReadMarkdown("**Guests**\n\n- [Ada](https://a.example/) & co\n- `Vec<u8>`\n"),
      ReadHtml("<p><strong>Guests</strong></p><ul><li><a href='https://a.example/'>Ada</a> &amp; "
               "co</li><li><code>Vec&lt;u8&gt;</code></li></ul>"));
}

TEST(MarkdownText, KeepsTimesWrittenOneBelowTheOtherApart) {
  EXPECT_EQ(Texts(ReadMarkdown("Times:\n0:00 Start\n(1:02) Two\n**3:04** Three\nmore of it")),
            Strings{"Times:\n0:00 Start\n(1:02) Two\n3:04 Three more of it"});
  EXPECT_EQ(Texts(ReadMarkdown("Start - *00:00*\nTwo - *01:02*\n")),
            Strings{"Start - 00:00\nTwo - 01:02"});
  EXPECT_EQ(Texts(ReadMarkdown("We met at\n12 places, ratio 4:\n5")),
            Strings{"We met at 12 places, ratio 4: 5"});
}

struct DirectiveCase {
  std::string markdown;
  Strings texts;
};

class MarkdownDirectives : public testing::TestWithParam<DirectiveCase> {};

TEST_P(MarkdownDirectives, AreNoText) {
  EXPECT_EQ(Texts(ReadMarkdown(GetParam().markdown)), GetParam().texts);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MarkdownDirectives,
    testing::Values(
        DirectiveCase{"{%- include util.html -%}\n\nText", {"Text"}},
        DirectiveCase{"A {{ page.title }} b {% if x %}c{% endif %}", {"A b c"}},
        DirectiveCase{"{{< figure\n  src=\"a.png\" >}}\nText", {"Text"}},
        DirectiveCase{"{{ never\n\nclosed }} here", {"{{ never", "closed }} here"}},
        DirectiveCase{"Use `{{ x }}` and `{% y %}`", {"Use {{ x }} and {% y %}"}},
        DirectiveCase{"~~~\n{% raw %}\n~~~", {"{% raw %}"}},
        DirectiveCase{"* contents\n{:toc}\n\nText\n{: .note }", {"Text"}},
        DirectiveCase{"import A from './a'\nimport {B} from \"b\"\n\nexport const c = 1\n\n# Hi",
                      {"Hi"}},
        DirectiveCase{"We import goods.\n\nimport taxes are high",
                      {"We import goods.", "import taxes are high"}},
        DirectiveCase{
            "<Player src={url} on={() => a > b} />\n\n<Note title=\"x>y\">\nInside\n</Note>\n",
            {"Inside"}},
        DirectiveCase{"{/* a comment */}\nText", {"Text"}},
        DirectiveCase{"<!-- a comment -->\nText", {"Text"}},
        DirectiveCase{"Braces {like these} stay", {"Braces {like these} stay"}}));

TEST(MarkdownText, StaysLinearOnNestedAndUnclosedMarkup) {
  for (const std::string piece :
       {"[", "![](", "<",  "{{ ", "{% ", "> ",   "* ",    "`",    "**a ", "[a](",
        "_", "<A ",  "\\", "&",   "|",   "<!--", "[a]: ", "- - ", "\n#",  "~~"}) {
    std::string markdown;
    while (markdown.size() < 60'000) markdown += piece;
    ReadMarkdown(markdown);
    ReadMarkdown("x" + markdown + "\n\n" + markdown);
  }
}

TEST(MarkdownText, BoundsATableThatFillsItsRows) {
  std::string markdown;
  for (int i = 0; i < 20'000; ++i) markdown += "|a";
  markdown += "|\n";
  for (int i = 0; i < 20'000; ++i) markdown += "|-";
  markdown += "|\n";
  for (int i = 0; i < 1'000; ++i) markdown += "|x|\n";
  std::size_t size = 0;
  for (const TextBlock& block : ReadMarkdown(markdown).blocks) size += block.text.size();
  EXPECT_LE(size, 16 * markdown.size() + (1 << 20));
}

TEST(MarkdownText, ReadsOnBehindATagThatNobodyCloses) {
  EXPECT_EQ(Texts(ReadMarkdown("* Scoped <style> tags\n* *Two*\n\n## Three\n")),
            (Strings{"Scoped <style> tags", "Two", "Three"}));
  EXPECT_EQ(Texts(ReadMarkdown("<script> is a tag\n\n*One*\n\n* two\n")),
            (Strings{"<script> is a tag", "One", "two"}));
  EXPECT_EQ(Texts(ReadMarkdown("<!-- open\n\n*One*\n")), (Strings{"<!-- open", "One"}));
  EXPECT_EQ(Texts(ReadMarkdown("<style>\np { }\n</style>\n\n*One*\n")), Strings{"One"});
  EXPECT_EQ(Texts(ReadMarkdown("```\n<style>\n```\n\nOne\n")), (Strings{"<style>", "One"}));
}

}  // namespace
}  // namespace cuepoint
