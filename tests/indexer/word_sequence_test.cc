#include "indexer/word_sequence.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The sequence of an episode whose own fields and passages (lists of fields) are these texts.
std::string Sequence(const std::vector<std::string>& own,
                     const std::vector<std::vector<std::string>>& passages = {}) {
  Result<Analyzer> analyzer = Analyzer::Create("en");
  WordSequenceBuilder words;
  TokenStream tokens;
  const auto add = [&](const std::string& text) {
    tokens.Clear();
    analyzer->Analyze(text, 0, tokens);
    words.AddField(tokens);
  };
  for (const std::string& text : own) add(text);
  for (const std::vector<std::string>& passage : passages) {
    words.BeginPassage();
    for (const std::string& text : passage) add(text);
  }
  return std::move(words).Take();
}

std::vector<std::size_t> Find(const std::string& sequence, const std::vector<std::string>& words) {
  return FindInSequence(sequence, EncodePhrase(words));
}

TEST(WordSequence, FindsWordsInARowAndNothingElse) {
  const std::string sequence = Sequence({"Zero copy parsing of the bytes"});
  EXPECT_THAT(Find(sequence, {"zero", "copy"}), ElementsAre(0));
  EXPECT_THAT(Find(sequence, {"of", "the", "bytes"}), ElementsAre(0));
  EXPECT_THAT(Find(sequence, {"copy", "zero"}), IsEmpty());
  EXPECT_THAT(Find(sequence, {"zero", "parsing"}), IsEmpty());
}

TEST(WordSequence, TellsThePassagesApartAndNamesEachOnce) {
  const std::string sequence = Sequence(
      {"about dns"}, {{"dns and dns"}, {"nothing", "here"}, {"Title", "text about dns", "links"}});
  EXPECT_THAT(Find(sequence, {"dns"}), ElementsAre(0, 1, 3));
  EXPECT_THAT(Find(sequence, {"about", "dns"}), ElementsAre(0, 3));
  EXPECT_EQ(CountPassages(sequence), 3u);
}

TEST(WordSequence, DoesNotRunFromOneFieldIntoTheNext) {
  const std::string sequence = Sequence({"zero", "copy"}, {{"one", "two"}, {"three"}});
  EXPECT_THAT(Find(sequence, {"zero", "copy"}), IsEmpty());
  EXPECT_THAT(Find(sequence, {"copy", "one"}), IsEmpty());
  EXPECT_THAT(Find(sequence, {"one", "two"}), IsEmpty());
  EXPECT_THAT(Find(sequence, {"two", "three"}), IsEmpty());
}

TEST(WordSequence, CountsPassagesWithoutWords) {
  const std::string sequence = Sequence({}, {{""}, {"", "", ""}, {"", "word"}});
  EXPECT_EQ(CountPassages(sequence), 3u);
  EXPECT_THAT(Find(sequence, {"word"}), ElementsAre(3));
}

TEST(WordSequence, FindsThePartsOfAnIdentifierInARow) {
  const std::string sequence = Sequence({"speaking HTTP/3 today"});
  EXPECT_THAT(Find(sequence, {"http", "3", "today"}), ElementsAre(0));
}

TEST(WordSequence, AgreesWithCountingOverRandomWords) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> words(40);
    std::string text;
    for (std::string& word : words) {
      word = std::string(1, static_cast<char>('q' + random() % 4)) + "x";
      text += word + " ";
    }
    std::vector<std::string> phrase(1 + random() % 4);
    for (std::string& word : phrase) word = words[random() % words.size()];
    const auto at = std::search(words.begin(), words.end(), phrase.begin(), phrase.end());
    EXPECT_EQ(!Find(Sequence({text}), phrase).empty(), at != words.end()) << text;
  }
}

}  // namespace
}  // namespace cuepoint
