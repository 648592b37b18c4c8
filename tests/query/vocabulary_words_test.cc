#include "query/vocabulary_words.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "query/vocabulary_tree.h"

namespace cuepoint {
namespace {

std::vector<std::string> TextsOf(const SortedWords& words, const std::vector<WordRange>& ranges) {
  std::vector<std::string> texts;
  for (const WordRange& range : ranges) {
    for (std::uint32_t word = range.first; word < range.last; ++word) {
      texts.emplace_back(words[word]);
    }
  }
  return texts;
}

/// Words over few letters, so that many are alike; one letter takes two bytes.
std::vector<std::string> RandomWords(std::mt19937& random, std::size_t count) {
  const std::vector<std::string> letters = {"a", "b", "c", "\u0434"};
  std::set<std::string> words;
  while (words.size() < count) {
    std::string word;
    for (std::size_t i = 1 + random() % 9; i > 0; --i) word += letters[random() % letters.size()];
    words.insert(word);
  }
  return {words.begin(), words.end()};
}

unsigned LeastPrefixDistance(const std::u32string& typed, const std::u32string& word) {
  unsigned least = 1000;
  for (std::size_t size = 0; size <= word.size(); ++size) {
    least = std::min(least, EditDistance(typed, std::u32string_view(word).substr(0, size)));
  }
  return least;
}

struct DistanceCase {
  const char* a;
  const char* b;
  unsigned edits;
};

class Distance : public ::testing::TestWithParam<DistanceCase> {};

TEST_P(Distance, CountsEdits) {
  const DistanceCase& pair = GetParam();
  EXPECT_EQ(EditDistance(ToCharacters(pair.a), ToCharacters(pair.b)), pair.edits);
  EXPECT_EQ(EditDistance(ToCharacters(pair.b), ToCharacters(pair.a)), pair.edits);
}

INSTANTIATE_TEST_SUITE_P(Pairs, Distance,
                         ::testing::Values(DistanceCase{"", "", 0}, DistanceCase{"", "abc", 3},
                                           DistanceCase{"quic", "quci", 1},
                                           DistanceCase{"quic", "quik", 1},
                                           DistanceCase{"quic", "qui", 1},
                                           DistanceCase{"kitten", "sitting", 3},
                                           DistanceCase{"ca", "abc", 3},  // Restricted.
                                           DistanceCase{"\u0451\u043b", "\u0435\u043b", 1}));

TEST(SortedWords, FindsWhatIsThereAndNothingElse) {
  const SortedWords words = SortedWords::Build({"dns", "dnssec", "quic"});
  EXPECT_EQ(words.size(), 3u);
  EXPECT_EQ(words.Find("dnssec"), 1u);
  EXPECT_EQ(words.Find("dn"), std::nullopt);
  EXPECT_EQ(words.Find("zzz"), std::nullopt);
  EXPECT_EQ(TextsOf(words, {words.WithPrefix("dn")}), (std::vector<std::string>{"dns", "dnssec"}));
  EXPECT_TRUE(words.WithPrefix("x").empty());
}

TEST(SortedWords, OfNothingFindsNothing) {
  const SortedWords words = SortedWords::Build({});
  EXPECT_EQ(words.size(), 0u);
  EXPECT_TRUE(words.Near("quic", 2).empty());
  EXPECT_TRUE(SortedWords().WithPrefix("q").empty());
}

TEST(SortedWords, LeavesOverlongWordsAlone) {
  const std::string longest(SortedWords::kMaxCharacters + 1, 'a');
  const SortedWords words = SortedWords::Build({longest + "b"});
  EXPECT_TRUE(words.Near(longest, 1).empty());
}

TEST(SortedWords, FindsTheSameSimilarWordsAsComparingWithEveryWord) {
  std::mt19937 random(5);
  const std::vector<std::string> texts = RandomWords(random, 1500);
  const SortedWords words = SortedWords::Build(texts);
  const std::vector<std::string> typed = RandomWords(random, 300);
  for (const std::string& word : typed) {
    for (const unsigned most : {1u, 2u}) {
      std::vector<std::string> expected;
      for (const std::string& text : texts) {
        const unsigned edits = EditDistance(ToCharacters(word), ToCharacters(text));
        if (edits > 0 && edits <= most) expected.push_back(text);
      }
      EXPECT_EQ(TextsOf(words, words.Near(word, most)), expected) << word << ' ' << most;
    }
  }
}

TEST(SortedWords, SaysHowManyEditsEachSimilarWordIsAway) {
  std::mt19937 random(6);
  const SortedWords words = SortedWords::Build(RandomWords(random, 800));
  for (const std::string& word : RandomWords(random, 100)) {
    for (const WordRange& range : words.Near(word, 2)) {
      ASSERT_EQ(range.last, range.first + 1);
      EXPECT_EQ(EditDistance(ToCharacters(word), ToCharacters(words[range.first])), range.edits);
    }
  }
}

TEST(SortedWords, FindsTheSameSimilarBeginningsAsComparingWithEveryOne) {
  std::mt19937 random(7);
  const std::vector<std::string> texts = RandomWords(random, 1500);
  const SortedWords words = SortedWords::Build(texts);
  for (const std::string& typed : RandomWords(random, 300)) {
    const std::u32string characters = ToCharacters(typed);
    if (characters.size() < 3) continue;
    std::vector<std::string> expected;
    for (const std::string& text : texts) {
      if (LeastPrefixDistance(characters, ToCharacters(text)) == 1) expected.push_back(text);
    }
    EXPECT_EQ(TextsOf(words, words.NearPrefix(typed, 1)), expected) << typed;
  }
}

TEST(MaximumTree, GivesTheSameAsSorting) {
  std::mt19937 random(8);
  for (const std::size_t size : {1u, 2u, 3u, 17u, 64u, 100u}) {
    std::vector<float> values;
    for (std::size_t i = 0; i < size; ++i) values.push_back(static_cast<float>(random() % 10));
    const MaximumTree tree(values);
    for (std::uint32_t first = 0; first < size; first += 3) {
      for (std::uint32_t last = first; last <= size; last += 2) {
        std::vector<std::uint32_t> expected;
        for (std::uint32_t i = first; i < last; ++i) expected.push_back(i);
        std::stable_sort(expected.begin(), expected.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; });
        if (expected.size() > 7) expected.resize(7);
        const std::uint32_t middle = first + (last - first) / 2;
        const Stretch halves[] = {{first, middle}, {middle, last}};
        EXPECT_EQ(tree.Greatest(halves, 7), expected) << size << ' ' << first << ' ' << last;
      }
    }
  }
}

}  // namespace
}  // namespace cuepoint
