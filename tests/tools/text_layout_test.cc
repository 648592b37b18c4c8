#include "tools/text_layout.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

struct SafeCase {
  std::string_view name;
  std::string_view in;
  std::string_view out;
};

void PrintTo(const SafeCase& test, std::ostream* out) { *out << test.name; }

class SafeTextTable : public ::testing::TestWithParam<SafeCase> {};

TEST_P(SafeTextTable, MakesTextSafe) { EXPECT_EQ(SafeText(GetParam().in), GetParam().out); }

INSTANTIATE_TEST_SUITE_P(
    SafeText, SafeTextTable,
    ::testing::Values(SafeCase{"PlainTextStays", "QUIC & TCP: 100%", "QUIC & TCP: 100%"},
                      SafeCase{"OtherScriptsStay", "Zürich 東京 🎧", "Zürich 東京 🎧"},
                      SafeCase{"AnEscapeSequenceIsTakenApart", "\x1b[31mred", "\uFFFD[31mred"},
                      SafeCase{"AWindowTitleIsTakenApart", "\x1b]0;owned\x07",
                               "\uFFFD]0;owned\uFFFD"},
                      SafeCase{"TheOneByteFormOfEscapeIsTakenApart", "\u009b31m", "\uFFFD31m"},
                      SafeCase{"LinesBecomeOne", "a\r\nb\tc\u2028d", "a  b c d"},
                      SafeCase{"DeleteIsReplaced", "a\x7f", "a\uFFFD"},
                      SafeCase{"BytesThatAreNotUtf8AreReplaced", "a\xff\xc3", "a\uFFFD\uFFFD"},
                      SafeCase{"TextIsNotTurnedAround", "a\u202Eb\u2066c", "abc"},
                      SafeCase{"ByteOrderMarksVanish", "\uFEFFa", "a"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SafeText, NeverLetsAControlByteThroughWhateverTheBytes) {
  std::mt19937 random(20260301);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(64, '\0');
    for (char& c : bytes) c = static_cast<char>(byte(random));
    const std::string safe = SafeText(bytes);
    for (std::size_t i = 0; i < safe.size(); ++i) {
      const auto value = static_cast<unsigned char>(safe[i]);
      EXPECT_GE(value, 0x20);
      EXPECT_NE(value, 0x7F);
      if (value == 0xC2) {
        EXPECT_GE(static_cast<unsigned char>(safe[i + 1]), 0xA0);
      }
    }
    EXPECT_EQ(SafeText(safe), safe);
  }
}

TEST(SafeJson, EscapesWhatATerminalWouldObeyAndNothingElse) {
  EXPECT_EQ(SafeJson("{\"t\": \"a\u009b31m\x7f \u00fc \u00a0\"}"),
            "{\"t\": \"a\\u009b31m\\u007f \u00fc \u00a0\"}");
}

struct WidthCase {
  std::string_view name;
  std::string_view text;
  std::size_t columns;
};

void PrintTo(const WidthCase& test, std::ostream* out) { *out << test.name; }

class DisplayWidthTable : public ::testing::TestWithParam<WidthCase> {};

TEST_P(DisplayWidthTable, CountsColumns) {
  EXPECT_EQ(DisplayWidth(GetParam().text), GetParam().columns);
}

INSTANTIATE_TEST_SUITE_P(
    DisplayWidth, DisplayWidthTable,
    ::testing::Values(WidthCase{"Nothing", "", 0}, WidthCase{"Ascii", "quic", 4},
                      WidthCase{"Umlaut", "Zürich", 6},
                      WidthCase{"UmlautOfTwoCharacters", "Zu\u0308rich", 6},
                      WidthCase{"Chinese", "東京", 4}, WidthCase{"Fullwidth", "ＱＵＩＣ", 8},
                      WidthCase{"Emoji", "🎧", 2},
                      WidthCase{"EmojiOfSeveralCharacters", "👩\u200D💻", 2},
                      WidthCase{"Flag", "🇨🇭", 2}, WidthCase{"EmojiByVariation", "❤\uFE0F", 2}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ParseSnippet, TurnsMarksIntoRunsAndEntitiesIntoText) {
  EXPECT_THAT(
      ParseSnippet("…a &lt;b&gt; &amp;amp; <mark>QUIC</mark> &quot;c&#39;s&quot;"),
      ElementsAre(Span{"…a <b> &amp; ", false}, Span{"QUIC", true}, Span{" \"c's\"", false}));
}

TEST(ParseSnippet, KeepsAnythingElseThatLooksLikeMarkupAsText) {
  EXPECT_THAT(ParseSnippet("<b>a</mark> &nbsp; &#27;[31m"),
              ElementsAre(Span{"<b>a</mark> &nbsp; &#27;[31m", false}));
}

TEST(ParseSnippet, ReadsAMarkThatIsNeverClosedToTheEnd) {
  EXPECT_THAT(ParseSnippet("a <mark>b"), ElementsAre(Span{"a ", false}, Span{"b", true}));
}

TEST(WrapText, BreaksAtSpacesWithinTheWidthAndIndents) {
  EXPECT_THAT(WrapText("one two three four", 11, 2), ElementsAre("  one two", "  three", "  four"));
}

TEST(WrapText, GivesAWordThatIsTooWideItsOwnLine) {
  EXPECT_THAT(WrapText("see abcdefghijklmnop now", 10, 0),
              ElementsAre("see", "abcdefghijklmnop", "now"));
}

TEST(WrapText, CountsColumnsRatherThanBytes) {
  EXPECT_THAT(WrapText("äöü äöü", 7, 0), ElementsAre("äöü äöü"));
  EXPECT_THAT(WrapText("東京大学東京大学", 8, 0), ElementsAre("東京大学", "東京大学"));
}

TEST(WrapText, GivesNoLineForNoText) { EXPECT_THAT(WrapText("", 80, 4), ElementsAre()); }

TEST(WrapText, KeepsEveryWordAndEveryLineInsideTheWidth) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> length(1, 9);
  for (std::size_t width = 12; width < 40; ++width) {
    std::string text;
    for (int word = 0; word < 40; ++word) {
      text += (word == 0 ? "" : " ") + std::string(static_cast<std::size_t>(length(random)), 'x');
    }
    std::string joined;
    for (const std::string& line : WrapText(text, width, 2)) {
      EXPECT_LE(line.size(), width);
      joined += (joined.empty() ? "" : " ") + line.substr(2);
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(WrapSpans, MarksMatchesAlsoAcrossALineBreak) {
  const std::vector<Span> spans = {{"aa ", false}, {"bb cc", true}, {" dd", false}};
  EXPECT_THAT(WrapSpans(spans, 6, 0, Style(true)),
              ElementsAre("aa \x1b[1;33mbb\x1b[0m", "\x1b[1;33mcc\x1b[0m dd"));
  EXPECT_THAT(WrapSpans(spans, 6, 0, Style(false)), ElementsAre("aa bb", "cc dd"));
}

TEST(PadLeft, AlignsByColumns) {
  EXPECT_EQ(PadLeft("9:42", 6), "  9:42");
  EXPECT_EQ(PadLeft("東", 3), " 東");
  EXPECT_EQ(PadLeft("too wide", 3), "too wide");
}

}  // namespace
}  // namespace cuepoint
