// Stems, stop words, ranges, bounds and keys, one example at a time.
#include "indexer/analyzer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "indexer/stop_words.h"
#include "tests/indexer/analyzer_test_support.h"

namespace cuepoint::testing {
namespace {

TEST(StopWords, AreSortedFoldedAndSpareTheNamesOfLanguages) {
  for (const std::string_view language : {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "ru"}) {
    const auto words = StopWords(language);
    EXPECT_GE(words.size(), 90u) << language;
    EXPECT_TRUE(std::is_sorted(words.begin(), words.end())) << language;
    EXPECT_EQ(std::adjacent_find(words.begin(), words.end()), words.end()) << language;
    for (const std::string_view word : words) {
      EXPECT_EQ(FoldKey(word), word) << language;
      for (const std::string_view name : {"go", "c", "r", "rust", "swift", "net", "ai"}) {
        EXPECT_NE(word, name) << language;
      }
    }
  }
  EXPECT_TRUE(StopWords("xx").empty());
  EXPECT_TRUE(StopWords("").empty());
}

TEST(Analyzer, FlagsStopWordsAndLeavesThemInPlace) {
  TokenStream stream = Analyze("The state of the art in Go");
  std::string flagged;
  for (const Token& token : stream.tokens()) {
    if (token.stop_word) flagged += std::string(token.term) + " ";
  }
  EXPECT_EQ(flagged, "the of the in ");
  EXPECT_EQ(stream.tokens().size(), 7u);
}

TEST(Analyzer, NeverFlagsACompound) {
  const TokenStream stream = Analyze("I/S and-or i-f");
  for (const Token& token : stream.tokens()) {
    if (token.kind == TokenKind::kCompound) {
      EXPECT_FALSE(token.stop_word) << token.term;
    }
  }
}

TEST(Analyzer, StemsByTheLanguage) {
  EXPECT_EQ(RenderStems(Analyze("running databases", "en")), "run databas");
  EXPECT_EQ(RenderStems(Analyze("running databases", "en-US")), "run databas");
  EXPECT_EQ(RenderStems(Analyze("running databases", "EN_gb")), "run databas");
  EXPECT_EQ(RenderStems(Analyze("Häuser Hauser", "de")), "haus haus");
  EXPECT_EQ(RenderStems(Analyze("протоколы протоколов", "ru")), "протокол протокол");
  EXPECT_EQ(RenderStems(Analyze("running", "")), "running");
  EXPECT_EQ(RenderStems(Analyze("running", "zz")), "running");
  EXPECT_EQ(RenderStems(Analyze("running", "not a tag at all")), "running");
}

TEST(Analyzer, DoesNotStemWhatIsNotAWordOfLetters) {
  EXPECT_EQ(RenderStems(Analyze("x86s C++ 9000 k8s")), "x86s c++ 9000 k8s");
}

// `unit` repeated to about `bytes`.
std::string Repeat(std::string_view unit, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

TEST(Analyzer, CutsAWordOfTenMegabytes) {
  for (const std::string_view unit : {"a", "é"}) {
    const std::string text = Repeat(unit, 10'000'000);
    const TokenStream stream = Analyze(text);
    ASSERT_EQ(stream.tokens().size(), 1u);
    EXPECT_EQ(stream.tokens()[0].term.size(), Analyzer::kMaxTermBytes);
    EXPECT_EQ(stream.tokens()[0].end, text.size());
  }
}

TEST(Analyzer, BoundsWordsWithoutEnd) {
  for (const std::string_view unit :
       {"a", "7", "é", "й", "日", "ก", "한", "\u0301", "𝐇", "e\u0301", "日\u0301", "\xFF", "ᦦ"}) {
    const std::string text = Repeat(unit, 50'000);
    for (const Path path : {Path::kNormal, Path::kGeneralOnly}) {
      Analyzer analyzer = MakeAnalyzer("en", path);
      TokenStream stream;
      const std::uint32_t next = analyzer.Analyze(text, 0, stream);
      ASSERT_EQ(FindDefect(text, stream, 0, next), "") << unit;
    }
  }
}

TEST(Analyzer, CutsAtACharacterAndCoversTheWholeWord) {
  const std::string text = std::string(63, 'a') + "éé" + std::string(40, 'b');
  const TokenStream stream = Analyze(text, "");
  ASSERT_EQ(stream.tokens().size(), 1u);
  EXPECT_EQ(stream.tokens()[0].term, std::string(63, 'a') + "e");
  EXPECT_EQ(stream.tokens()[0].begin, 0u);
  EXPECT_EQ(stream.tokens()[0].end, text.size());
}

TEST(Analyzer, BoundsChainsWithoutEnd) {
  for (const std::string_view unit : {"a-", "a.b/", "a'", "l'", "1,000,", "::a", "C++1", "a\u0301",
                                      ".a ", "ab1 ", "日ab", "日\u0301", "日1", "n't"}) {
    const std::string text = Repeat(unit, 50'000);
    Analyzer analyzer = MakeAnalyzer("fr");
    TokenStream stream;
    const std::uint32_t next = analyzer.Analyze(text, 0, stream);
    ASSERT_EQ(FindDefect(text, stream, 0, next), "") << unit;
  }
}

TEST(Analyzer, FindsTheWordsOfALongTextWithoutSpaces) {
  // Longer than the pieces that ICU is given: the words at the seams must be whole.
  constexpr std::size_t kRepeats = 1000;
  const std::string text = Repeat("ภาษาไทย", kRepeats * std::string_view("ภาษาไทย").size());
  const TokenStream stream = Analyze(text, "th");
  ASSERT_EQ(stream.tokens().size(), 2 * kRepeats);
  for (std::size_t i = 0; i < 2 * kRepeats; ++i) {
    ASSERT_EQ(stream.tokens()[i].term, i % 2 == 0 ? "ภาษา" : "ไทย") << i;
  }
}

// The text that each token came from, as a snippet would highlight it.
std::string Highlights(std::string_view text) {
  std::string out;
  const TokenStream stream = Analyze(text);
  for (const Token& token : stream.tokens()) {
    out += "[" + std::string(text.substr(token.begin, token.end - token.begin)) + "]";
  }
  return out;
}

TEST(Analyzer, RangesCoverTheOriginalCharacters) {
  EXPECT_EQ(Highlights("x Zürich's y"), "[x][Zürich][y]");
  EXPECT_EQ(Highlights("so\u00ADft hyphen"), "[so\u00ADft][hyphen]");
  EXPECT_EQ(Highlights("cafe\u0301 x"), "[cafe\u0301][x]");
  EXPECT_EQ(Highlights("ﬁne"), "[ﬁne]");
  EXPECT_EQ(Highlights("Ｃ＋＋ x"), "[Ｃ＋＋][x]");
  EXPECT_EQ(Highlights("½ cup"), "[½][½][½][cup]");
  EXPECT_EQ(Highlights("HTTP/3."), "[HTTP/3][HTTP][3]");
  EXPECT_EQ(Highlights("ＲＦＣ９０００"), "[ＲＦＣ９０００][ＲＦＣ][９０００]");
  EXPECT_EQ(Highlights("rfc9000"), "[rfc9000][rfc][9000]");
  EXPECT_EQ(Highlights("don\u2019t"), "[don\u2019t]");
  EXPECT_EQ(Highlights(".NET"), "[.NET][.][NET]");
  EXPECT_EQ(Highlights("日本語。"), "[日本語]");
  EXPECT_EQ(Highlights("שָׁלוֹם!"), "[שָׁלוֹם]");
}

TEST(Analyzer, ContinuesPositionsAndGroupsAcrossTexts) {
  Analyzer analyzer = MakeAnalyzer("en");
  TokenStream stream;
  const std::uint32_t next = analyzer.Analyze("HTTP/3 now", 5, stream);
  EXPECT_EQ(next, 8u);
  EXPECT_EQ(analyzer.Analyze("rfc9000", next, stream), 10u);
  ASSERT_EQ(stream.tokens().size(), 7u);
  EXPECT_EQ(stream.tokens()[4].term, "rfc9000");
  EXPECT_EQ(stream.tokens()[4].position, 8u);
  EXPECT_NE(stream.tokens()[4].group, stream.tokens()[0].group);
}

TEST(TokenStream, KeepsItsTermsWhenMovedAndForgetsThemWhenCleared) {
  Analyzer analyzer = MakeAnalyzer("en");
  TokenStream stream;
  analyzer.Analyze("node.js and Zürich", 0, stream);
  const std::string before = Dump(stream);
  TokenStream moved = std::move(stream);
  EXPECT_EQ(Dump(moved), before);
  moved.Clear();
  EXPECT_TRUE(moved.tokens().empty());
  analyzer.Analyze("node.js and Zürich", 0, moved);
  EXPECT_EQ(Dump(moved), before);
}

TEST(Analyzer, EqualTermsHaveEqualStems) {
  Analyzer analyzer = MakeAnalyzer("en");
  TokenStream stream;
  analyzer.Analyze("node.js nodejs Node-JS web-sockets websockets rock'n'roll rocknroll", 0,
                   stream);
  std::vector<std::pair<std::string_view, std::string_view>> stems;
  for (const Token& token : stream.tokens()) stems.emplace_back(token.term, token.stem);
  std::sort(stems.begin(), stems.end());
  for (std::size_t i = 1; i < stems.size(); ++i) {
    if (stems[i].first == stems[i - 1].first) {
      EXPECT_EQ(stems[i].second, stems[i - 1].second);
    }
  }
}

TEST(FoldKey, FoldsNamesAndTags) {
  EXPECT_EQ(FoldKey(""), "");
  EXPECT_EQ(FoldKey(" !? "), "");
  EXPECT_EQ(FoldKey("Terts  Diepraam!"), "terts diepraam");
  EXPECT_EQ(FoldKey("  Łukasz   Żółw "), "lukasz zolw");
  EXPECT_EQ(FoldKey("Zu\u0308rich"), FoldKey("ZÜRICH"));
  EXPECT_EQ(FoldKey("web-assembly"), FoldKey("Web Assembly"));
  EXPECT_EQ(FoldKey("O\u2019Reilly"), FoldKey("O'Reilly"));
  EXPECT_EQ(FoldKey("日本語の本"), "日本語の本");
  EXPECT_EQ(FoldKey("bad\xFF\xFE bytes"), "bad bytes");
}

}  // namespace
}  // namespace cuepoint::testing
