// What holds for every text, tried on random ones.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include "indexer/text_fold.h"
#include "tests/indexer/analyzer_test_support.h"

namespace cuepoint::testing {
namespace {

constexpr std::array<std::string_view, 6> kLanguages = {"en", "fr", "de", "ru", "th", ""};

// Pieces that sit at the edges of the rules; random texts are strings of them.
constexpr std::array<std::string_view, 92> kPieces = {
    "a",      "b",     "The",     "quick", "running", "RFC",    "HTTP",     "http",   "https",
    "www",    "C",     "c",       "node",  "js",      "NET",    "IO",       "9000",   "3",
    "1",      "000",   "0",       "RTT",   "rfc9000", "h2",     "x86",      "2fa",    "t",
    "s",      "don",   "l",       "'",     "\u2019",  "-",      "\u2010",   "\u2011", "/",
    "//",     ":",     "::",      "://",   ".",       "..",     ",",        "+",      "++",
    "#",      "@",     "_",       "&",     "*",       "(",      ")",        " ",      " ",
    " ",      " ",     "  ",      "\n",    "\t",      "\u00A0", "\u00AD",   "\u200B", "\u200D",
    "\uFEFF", "ü",     "u\u0308", "ß",     "É",       "İ",      "ﬁ",        "Ｃ",     "＋",
    "ё",      "й",     "и\u0306", "Σ",     "日本",    "の",     "量子力学", "한국",   "은",
    "ภาษา",   "น้ำ",    "שָׁ",       "أ",     "ﷺ",       "🎉",      "½",        "\xFF",   "\xE2\x82",
    "\u0301", "\u0E31"};

std::string RandomText(std::mt19937& random, std::size_t pieces, bool ascii_only) {
  std::string text;
  while (pieces > 0) {
    const std::string_view piece = kPieces[random() % kPieces.size()];
    const bool ascii = std::all_of(piece.begin(), piece.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii_only && !ascii) continue;
    text += piece;
    --pieces;
  }
  return text;
}

std::string RandomBytes(std::mt19937& random, std::size_t size, unsigned limit) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random() % limit);
  return text;
}

std::string RandomCodePoints(std::mt19937& random, std::size_t count) {
  std::string text;
  while (count > 0) {
    // Half from the planes that hold text, half from anywhere; no surrogates.
    const std::uint32_t limit = (random() & 1) != 0 ? 0x3400 : 0x110000;
    const auto c = static_cast<char32_t>(random() % limit);
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    text::AppendUtf8(c, text);
    --count;
  }
  return text;
}

// Texts of all kinds; deterministic.
std::vector<std::string> RandomTexts() {
  std::mt19937 random(20240229);
  std::vector<std::string> texts;
  const auto size = [&random](std::size_t limit) { return 1 + random() % limit; };
  for (int i = 0; i < 1500; ++i) texts.push_back(RandomText(random, size(24), false));
  for (int i = 0; i < 800; ++i) texts.push_back(RandomText(random, size(24), true));
  for (int i = 0; i < 400; ++i) texts.push_back(RandomBytes(random, size(60), 128));
  for (int i = 0; i < 400; ++i) texts.push_back(RandomBytes(random, size(60), 256));
  for (int i = 0; i < 600; ++i) texts.push_back(RandomCodePoints(random, size(30)));
  return texts;
}

TEST(AnalyzerProperties, TokensAreWellFormed) {
  for (const std::string_view language : kLanguages) {
    Analyzer analyzer = MakeAnalyzer(language);
    TokenStream stream;
    for (const std::string& text : RandomTexts()) {
      stream.Clear();
      const std::uint32_t next = analyzer.Analyze(text, 7, stream);
      ASSERT_EQ(FindDefect(text, stream, 7, next), "") << ::testing::PrintToString(text);
    }
  }
}

TEST(AnalyzerProperties, FastAndGeneralPathGiveTheSameTokens) {
  for (const std::string_view language : kLanguages) {
    Analyzer fast = MakeAnalyzer(language);
    Analyzer general = MakeAnalyzer(language, Path::kGeneralOnly);
    TokenStream fast_stream;
    TokenStream general_stream;
    for (const std::string& text : RandomTexts()) {
      fast_stream.Clear();
      general_stream.Clear();
      fast.Analyze(text, 0, fast_stream);
      general.Analyze(text, 0, general_stream);
      ASSERT_EQ(Dump(fast_stream), Dump(general_stream)) << ::testing::PrintToString(text);
    }
  }
}

TEST(AnalyzerProperties, AnalysisDoesNotDependOnWhatWasAnalysedBefore) {
  Analyzer warm = MakeAnalyzer("en");
  TokenStream stream;
  std::vector<std::string> texts = RandomTexts();
  for (const std::string& text : texts) warm.Analyze(text, 0, stream);
  for (std::size_t i = 0; i < texts.size(); i += 16) {
    stream.Clear();
    warm.Analyze(texts[i], 0, stream);
    ASSERT_EQ(Dump(stream), Dump(Analyze(texts[i], "en"))) << ::testing::PrintToString(texts[i]);
  }
}

struct Shifted {
  std::string term;
  std::string stem;
  std::uint32_t position;
  std::uint32_t begin;
  std::uint32_t end;
  TokenKind kind;
  bool stop_word;
  bool operator==(const Shifted&) const = default;
};

void AppendShifted(const TokenStream& stream, std::uint32_t bytes, std::vector<Shifted>& out) {
  for (const Token& token : stream.tokens()) {
    out.push_back({std::string(token.term), std::string(token.stem), token.position,
                   token.begin + bytes, token.end + bytes, token.kind, token.stop_word});
  }
}

TEST(AnalyzerProperties, SentencesAreAnalysedIndependently) {
  const std::vector<std::string> texts = RandomTexts();
  Analyzer analyzer = MakeAnalyzer("en");
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
    TokenStream first;
    TokenStream second;
    TokenStream both;
    const std::uint32_t middle = analyzer.Analyze(texts[i], 0, first);
    analyzer.Analyze(texts[i + 1], middle, second);
    analyzer.Analyze(texts[i] + ". " + texts[i + 1], 0, both);
    std::vector<Shifted> expected;
    AppendShifted(first, 0, expected);
    AppendShifted(second, static_cast<std::uint32_t>(texts[i].size() + 2), expected);
    std::vector<Shifted> got;
    AppendShifted(both, 0, got);
    ASSERT_TRUE(expected == got) << ::testing::PrintToString(texts[i]) << " and "
                                 << ::testing::PrintToString(texts[i + 1]);
  }
}

TEST(AnalyzerProperties, TermsAreFixedPointsOfTheAnalysis) {
  // A term shown to a user can be typed back. Symbols ("c++") and compounds aside, it is one word.
  Analyzer analyzer = MakeAnalyzer("en");
  for (const std::string& text : RandomTexts()) {
    TokenStream stream;
    analyzer.Analyze(text, 0, stream);
    for (const Token& token : stream.tokens()) {
      if (token.kind == TokenKind::kCompound) continue;
      TokenStream again;
      analyzer.Analyze(token.term, 0, again);
      if (token.term.size() > Analyzer::kMaxTermBytes - 4) continue;  // Cut words may split anew.
      ASSERT_FALSE(again.tokens().empty()) << ::testing::PrintToString(text);
      if (again.tokens().size() == 1) {
        ASSERT_EQ(again.tokens()[0].term, token.term) << ::testing::PrintToString(text);
      }
    }
  }
}

TEST(FoldKey, IsItsOwnFixedPointForEveryCharacter) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    // The bulk of the uniform blocks (Han, Hangul, private use) adds nothing but time.
    if (c == 0x3500) c = 0x9F00;
    if (c == 0xAD00) c = 0xD700;
    if (c == 0xD800) c = 0xF8F0;
    if (c == 0x20100) c = 0x2F800;
    if (c == 0x30000) c = 0xE0000;
    if (c == 0xE0200) break;
    std::string text = "x";
    text::AppendUtf8(c, text);
    text += "y";
    const std::string once = FoldKey(text);
    ASSERT_EQ(FoldKey(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(FoldKey, IsIdempotentOnRandomTexts) {
  for (const std::string& text : RandomTexts()) {
    const std::string once = FoldKey(text);
    ASSERT_EQ(FoldKey(once), once) << ::testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace cuepoint::testing
