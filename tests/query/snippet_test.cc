#include "query/snippet.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/text.h"
#include "query/snippet_window.h"
#include "query/text_cut.h"

namespace cuepoint {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// ASCII words, folded to lower case: the tests need no real analysis.
std::vector<TextToken> Tokenize(std::string_view text) {
  std::vector<TextToken> tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && IsAlnum(text[end])) ++end;
    if (end > i) {
      tokens.push_back({StemHash(ToLowerAscii(text.substr(i, end - i))),
                        static_cast<std::uint32_t>(tokens.size()), static_cast<std::uint32_t>(i),
                        static_cast<std::uint32_t>(end)});
    }
    i = std::max(end, i + 1);
  }
  return tokens;
}

std::vector<StemWeight> Stems(const std::map<std::string, float>& words) {
  std::vector<StemWeight> stems;
  stems.reserve(words.size());
  for (const auto& [word, weight] : words) stems.push_back({StemHash(word), weight});
  std::sort(stems.begin(), stems.end(),
            [](const StemWeight& a, const StemWeight& b) { return a.stem < b.stem; });
  return stems;
}

std::string Snippet(std::string_view text, const std::map<std::string, float>& words,
                    std::size_t max_bytes = 200) {
  const std::vector<TextToken> tokens = Tokenize(text);
  const std::vector<StemWeight> stems = Stems(words);
  return MakeSnippet(text, tokens, stems, {.max_bytes = max_bytes});
}

/// Filler of that many words, none of which a test searches for.
std::string Filler(std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text += i % 2 == 0 ? "lorem " : "ipsum ";
  return text;
}

TEST(StemHash, IsFnv1a) {
  // Test vectors of the FNV reference: the offset basis, and "a" and "foobar".
  EXPECT_EQ(StemHash(""), 0x811c9dc5u);
  EXPECT_EQ(StemHash("a"), 0xe40c292cu);
  EXPECT_EQ(StemHash("foobar"), 0xbf9cf968u);
}

TEST(MakeSnippet, ShowsAShortTextWholeWithItsMatchesMarked) {
  EXPECT_EQ(Snippet("How QUIC recovers from loss", {{"quic", 1}, {"loss", 1}}),
            "How <mark>QUIC</mark> recovers from <mark>loss</mark>");
}

TEST(MakeSnippet, ShowsTheBeginningWithoutAMatch) {
  EXPECT_EQ(Snippet("How QUIC recovers", {}), "How QUIC recovers");
  EXPECT_EQ(Snippet("one two three four", {{"dns", 1}}, 9), "one two…");
  EXPECT_EQ(Snippet("", {{"dns", 1}}), "");
}

TEST(MakeSnippet, MarksNeighboursTogether) {
  EXPECT_EQ(Snippet("with zero copy and zero-copy, zero, copy", {{"zero", 1}, {"copy", 1}}),
            "with <mark>zero copy</mark> and <mark>zero-copy</mark>, <mark>zero</mark>, "
            "<mark>copy</mark>");
  EXPECT_EQ(Snippet("zero\n \xE2\x80\x91 copy", {{"zero", 1}, {"copy", 1}}),
            "<mark>zero \xE2\x80\x91 copy</mark>");
}

TEST(MakeSnippet, MarksACompoundOnceAlthoughItsPartsMatchToo) {
  const std::string_view text = "An HTTP/3 demo";
  const std::vector<TextToken> tokens = {{StemHash("http3"), 1, 3, 9},
                                         {StemHash("http"), 1, 3, 7},
                                         {StemHash("3"), 2, 8, 9},
                                         {StemHash("demo"), 3, 10, 14}};
  const std::vector<StemWeight> stems = Stems({{"http3", 2}, {"http", 1}, {"3", 1}});
  EXPECT_EQ(MakeSnippet(text, tokens, stems), "An <mark>HTTP/3</mark> demo");
}

TEST(MakeSnippet, EscapesWhatItShowsAndMarksOnlyItself) {
  EXPECT_EQ(Snippet("<mark>quic</mark> & <script>\"x\"</script> it's", {{"quic", 1}}),
            "&lt;mark&gt;<mark>quic</mark>&lt;/mark&gt; &amp; &lt;script&gt;&quot;x&quot;"
            "&lt;/script&gt; it&#39;s");
}

TEST(MakeSnippet, TidiesWhiteSpaceAndControlCharacters) {
  EXPECT_EQ(Snippet("  a\r\n\tb\u00A0\u3000c\x1B[31m \x7F ", {{"b", 1}}),
            "a <mark>b</mark> c [31m");
}

TEST(MakeSnippet, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(Snippet("quic \xFF\xC3 x", {{"quic", 1}}), "<mark>quic</mark> \uFFFD\uFFFD x");
}

TEST(MakeSnippet, SaysWhereItLeftTextOut) {
  const std::string snippet = Snippet(Filler(50) + "quic " + Filler(50), {{"quic", 1}});
  EXPECT_THAT(snippet, StartsWith("…"));
  EXPECT_THAT(snippet, EndsWith("…"));
  EXPECT_THAT(Snippet("quic " + Filler(50), {{"quic", 1}}), StartsWith("<mark>"));
  EXPECT_THAT(Snippet(Filler(50) + "quic", {{"quic", 1}}), EndsWith("</mark>"));
  EXPECT_THAT(Snippet("   quic" + std::string(300, ' '), {{"quic", 1}}), Not(HasSubstr("…")));
}

TEST(MakeSnippet, ShowsLessBeforeTheMatchThanAfterIt) {
  const std::string snippet = Snippet(Filler(50) + "quic " + Filler(50), {{"quic", 1}});
  const std::size_t mark = snippet.find("<mark>");
  EXPECT_GT(mark, 30u);
  EXPECT_LT(mark, snippet.size() - mark);
}

TEST(MakeSnippet, GivesTheRoomAfterTheEndOfTheTextToWhatComesBefore) {
  const std::string snippet = Snippet(Filler(50) + "quic", {{"quic", 1}});
  EXPECT_GT(snippet.size(), 180u);
}

TEST(MakeSnippet, StartsAtASentenceOrALineThatStartsNearby) {
  EXPECT_THAT(Snippet(Filler(50) + "end. Then we ask how quic " + Filler(50), {{"quic", 1}}),
              StartsWith("…Then we ask how <mark>quic"));
  EXPECT_THAT(Snippet(Filler(50) + "\n- how quic " + Filler(50), {{"quic", 1}}),
              StartsWith("…- how <mark>quic"));
}

TEST(MakeSnippet, CutsAtWords) {
  const std::string text = Filler(50) + "quic " + Filler(50);
  for (std::size_t max_bytes = 4; max_bytes < 120; ++max_bytes) {
    std::string snippet = Snippet(text, {{"quic", 1}}, max_bytes);
    EXPECT_THAT(snippet, HasSubstr("<mark>quic</mark>"));
    for (const char* part : {"…", "<mark>", "</mark>"}) {
      for (std::size_t at; (at = snippet.find(part)) != std::string::npos;) {
        snippet.erase(at, std::string_view(part).size());
      }
    }
    EXPECT_LE(snippet.size(), max_bytes);
    for (const TextToken& token : Tokenize(snippet)) {
      EXPECT_THAT(snippet.substr(token.begin, token.end - token.begin),
                  testing::AnyOf("quic", "lorem", "ipsum"));
    }
  }
}

TEST(MakeSnippet, CutsTextWithoutSpacesAtTokensAndFailingThatBetweenGraphemes) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "日本語";
  const std::vector<StemWeight> stems = Stems({{"本", 1}});
  // Tokens of two characters: six bytes.
  std::vector<TextToken> tokens;
  for (std::uint32_t i = 0; i < 45; ++i) {
    tokens.push_back({i == 20 ? StemHash("本") : 1, i, i * 6, i * 6 + 6});
  }
  const std::string snippet = MakeSnippet(text, tokens, stems, {.max_bytes = 40});
  EXPECT_EQ(FindInvalidUtf8(snippet), std::string::npos);
  const std::string marked = "<mark>" + text.substr(120, 6) + "</mark>";
  const std::size_t mark = snippet.find(marked);
  ASSERT_NE(mark, std::string::npos) << snippet;
  EXPECT_EQ((mark - 3) % 6, 0u) << snippet;
  EXPECT_EQ((snippet.size() - 3 - mark - marked.size()) % 6, 0u) << snippet;

  const std::string plain = MakeSnippet(text, {}, {}, {.max_bytes = 40});
  EXPECT_EQ(plain, text.substr(0, 39) + "…");
}

TEST(MakeSnippet, NeverCutsInsideAGrapheme) {
  // A family of four, joined by zero-width joiners: 25 bytes that are one character to the reader.
  const std::string family = "👨\u200D👩\u200D👧\u200D👦";
  const std::string text = family + family + family;
  EXPECT_EQ(MakeSnippet(text, {}, {}, {.max_bytes = 60}), family + family + "…");
  EXPECT_EQ(MakeSnippet(text, {}, {}, {.max_bytes = 20}), "…");
  const std::string accents = "e\u0301e\u0301e\u0301e\u0301";
  EXPECT_EQ(MakeSnippet(accents, {}, {}, {.max_bytes = 8}), "e\u0301e\u0301…");
}

TEST(MakeSnippet, PrefersTheHeaviestDistinctWords) {
  const std::string text = "quic quic quic " + Filler(60) + "quic loss " + Filler(60) + "dns";
  EXPECT_THAT(Snippet(text, {{"quic", 1}, {"loss", 1}}), HasSubstr("<mark>quic loss</mark>"));
  EXPECT_THAT(Snippet(text, {{"quic", 1}, {"loss", 1}, {"dns", 3}}), HasSubstr("<mark>dns</mark>"));
}

TEST(MakeSnippet, PrefersWordsThatStandTogether) {
  const std::string text = "zero " + Filler(5) + "copy " + Filler(60) + "zero copy " + Filler(60);
  EXPECT_THAT(Snippet(text, {{"zero", 1}, {"copy", 1}}), HasSubstr("<mark>zero copy</mark>"));
}

TEST(MakeSnippet, PrefersMoreMatchesThenTheFirst) {
  const std::string text =
      "quic a " + Filler(60) + "quic b quic " + Filler(60) + "quic c quic " + Filler(60);
  EXPECT_THAT(Snippet(text, {{"quic", 1}}), HasSubstr("<mark>quic</mark> b <mark>quic</mark>"));
}

TEST(MakeSnippet, ShowsTheBeginningOfAMatchLongerThanTheRoom) {
  const std::string text = Filler(10) + std::string(500, 'x') + " " + Filler(10);
  const std::string snippet = Snippet(text, {{std::string(500, 'x'), 1}}, 50);
  EXPECT_EQ(snippet, "…<mark>" + std::string(50, 'x') + "</mark>…");
}

TEST(MakeSnippet, IgnoresTokensThatAreNotInTheText) {
  const std::vector<TextToken> tokens = {
      {StemHash("a"), 0, 2, 900}, {StemHash("a"), 1, 3, 3}, {StemHash("a"), 2, 9, 2}};
  EXPECT_EQ(MakeSnippet("a b c", tokens, Stems({{"a", 1}})), "a b c");
}

/// The best stretch by trying every pair of clusters.
TextRange NaiveStretch(const std::vector<StemMatch>& matches, std::vector<StemWeight> stems,
                       std::size_t max_bytes) {
  TextRange best;
  std::tuple<double, double, int> best_rank{-1, 0, 0};
  for (std::size_t first = 0; first < matches.size(); ++first) {
    int in_reach = 0;
    for (std::size_t i = first; i < matches.size(); ++i) {
      in_reach += i == first || matches[i].end - matches[first].begin <= max_bytes;
    }
    std::map<std::uint32_t, double> distinct;
    for (std::size_t last = first; last < matches.size(); ++last) {
      const std::size_t bytes = matches[last].end - matches[first].begin;
      if (bytes > max_bytes && last > first) break;
      distinct[matches[last].stem] = stems[matches[last].stem].weight;
      double weight = 0;
      for (const auto& [stem, one] : distinct) weight += one;
      const std::tuple rank{weight, first == last ? 0.0 : -static_cast<double>(bytes), in_reach};
      if (rank > best_rank) {
        best_rank = rank;
        best = {matches[first].begin, matches[last].end};
      }
    }
  }
  return best;
}

TEST(ChooseStretch, IsAsGoodAsTryingEveryStretch) {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same texts on every run.
  for (int round = 0; round < 5'000; ++round) {
    std::vector<StemWeight> stems;
    for (std::uint32_t i = 0; i < 1 + random() % 4; ++i) {
      stems.push_back({i, static_cast<float>(1u << (random() % 3))});
    }
    std::vector<StemMatch> matches;
    std::uint32_t pos = 0;
    for (std::size_t n = 1 + random() % 12; n > 0; --n) {
      pos += static_cast<std::uint32_t>(random() % 20);
      const auto bytes = static_cast<std::uint32_t>(1 + random() % 5);
      matches.push_back({static_cast<std::uint32_t>(random() % stems.size()), pos, pos + bytes});
      pos += bytes;
    }
    const std::size_t max_bytes = 1 + random() % 60;
    const TextRange chosen = ChooseStretch(matches, ClusterMatches(matches), stems, max_bytes);
    const TextRange naive = NaiveStretch(matches, stems, max_bytes);
    EXPECT_EQ(chosen.begin, naive.begin) << "round " << round;
    EXPECT_EQ(chosen.end, naive.end) << "round " << round;
  }
}

TEST(IsGraphemeBoundary, AgreesWithTheRulesOnAccentsFlagsJoinersAndBrokenBytes) {
  const std::string text = "a\u0301b\r\n🇨🇭🇫🇷각\u0E33\xFFz";
  std::string marked;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && IsGraphemeBoundary(text, i)) marked += '|';
    marked += text[i];
  }
  EXPECT_EQ(marked, "a\u0301|b|\r\n|🇨🇭|🇫🇷|각\u0E33|\xFF|z");
  EXPECT_TRUE(IsGraphemeBoundary(text, 0));
  EXPECT_TRUE(IsGraphemeBoundary(text, text.size()));
}

TEST(MakeSnippet, KeepsItsPromisesForAnyTextAndTokens) {
  std::mt19937 random(5);  // NOLINT(cert-msc51-cpp): the same texts on every run.
  const std::vector<std::string> pieces = {"quic", "a", " ",  "  ",     "\n",       ". ",
                                           "<",    "&", "日", "\u0301", "👩\u200D👧", "\xE2",
                                           "\xFF", "-", "\"", "ü",      "\x01"};
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 60; n > 0; --n) text += pieces[random() % pieces.size()];
    std::vector<TextToken> tokens;
    for (std::size_t n = random() % 8; n > 0; --n) {
      const auto begin = static_cast<std::uint32_t>(random() % (text.size() + 3));
      tokens.push_back({static_cast<std::uint32_t>(random() % 4), 0, begin,
                        begin + static_cast<std::uint32_t>(random() % 6)});
    }
    const std::vector<StemWeight> stems = {{1, 0.5F}, {2, 2.0F}};
    const std::size_t max_bytes = random() % 80;
    std::string snippet = MakeSnippet(text, tokens, stems, {.max_bytes = max_bytes});
    ASSERT_EQ(FindInvalidUtf8(snippet), std::string::npos);
    int depth = 0;
    for (std::size_t at = 0; (at = snippet.find('<', at)) != std::string::npos;) {
      const bool opens = snippet.compare(at, 6, "<mark>") == 0;
      ASSERT_TRUE(opens || snippet.compare(at, 7, "</mark>") == 0) << snippet;
      depth += opens ? 1 : -1;
      ASSERT_TRUE(depth == 0 || depth == 1) << snippet;
      ASSERT_NE(snippet.compare(at, 13, "<mark></mark>"), 0) << snippet;
      snippet.erase(at, opens ? 6 : 7);
    }
    ASSERT_EQ(depth, 0) << snippet;
    EXPECT_THAT(snippet, Not(HasSubstr("  ")));
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    EXPECT_TRUE(std::none_of(snippet.begin(), snippet.end(), control));
  }
}

}  // namespace
}  // namespace cuepoint
