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
  WordField field = WordField::kTitle;  // One after the other.
  const auto add = [&](const std::string& text) {
    tokens.Clear();
    analyzer->Analyze(text, 0, tokens);
    words.AddField(field, tokens);
    field = static_cast<WordField>((static_cast<int>(field) + 1) % 9);
  };
  for (const std::string& text : own) add(text);
  for (const std::vector<std::string>& passage : passages) {
    words.BeginPassage();
    for (const std::string& text : passage) add(text);
  }
  return std::move(words).Take();
}

std::vector<std::size_t> Find(const std::string& sequence, const std::vector<std::string>& words) {
  Result<Analyzer> analyzer = Analyzer::Create("en");
  TokenStream tokens;
  std::vector<SequenceWord> encoded;
  for (const std::string& word : words) {
    tokens.Clear();
    analyzer->Analyze(word, 0, tokens);
    for (const Token& token : tokens.tokens()) {
      encoded.push_back({std::string(token.term), std::string(token.stem)});
    }
  }
  return FindInSequence(sequence, EncodePhrase(encoded));
}

std::vector<std::size_t> FindNear(const std::string& sequence,
                                  const std::vector<std::string>& stems, std::size_t others,
                                  WordFields fields = kAllWordFields) {
  NearWords near{.words = {}, .others = others};
  for (const std::string& stem : stems) near.words.push_back({StemNumber(stem)});
  return FindNearInSequence(sequence, near, fields);
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

TEST(WordSequence, FindsFormsOfWordsNearEachOtherInAnyOrder) {
  const std::string sequence = Sequence({"Packets were lost and tested in kernels"});
  EXPECT_THAT(FindNear(sequence, {"lost", "packet"}, 1), ElementsAre(0));
  EXPECT_THAT(FindNear(sequence, {"lost", "packet"}, 0), IsEmpty());
  EXPECT_THAT(FindNear(sequence, {"kernel", "test"}, 1), ElementsAre(0));
  EXPECT_THAT(FindNear(sequence, {"kernel"}, 0), ElementsAre(0));
  EXPECT_THAT(Find(sequence, {"kernel"}), IsEmpty());
}

TEST(WordSequence, LooksOnlyIntoTheFieldsAskedFor) {
  const std::string sequence = Sequence({"one", "two"}, {{"", "", "one two"}});
  EXPECT_THAT(FindNear(sequence, {"one"}, 0, FieldBit(WordField::kTitle)), ElementsAre(0));
  EXPECT_THAT(FindNear(sequence, {"two"}, 0, FieldBit(WordField::kTitle)), IsEmpty());
  EXPECT_THAT(FindNear(sequence, {"one"}, 0, FieldBit(WordField::kChapterTitle)), ElementsAre(1));
}

TEST(WordSequence, AddsPartOfATextAndHosts) {
  Result<Analyzer> analyzer = Analyzer::Create("en");
  TokenStream tokens;
  analyzer->Analyze("one two three", 0, tokens);
  WordSequenceBuilder words;
  words.AddField(WordField::kLink, tokens, 4, 7);
  words.AddHost("docs.example.org");
  const std::string sequence = std::move(words).Take();
  EXPECT_THAT(FindNear(sequence, {"two"}, 0), ElementsAre(0));
  EXPECT_THAT(FindNear(sequence, {"three"}, 0), IsEmpty());
  EXPECT_THAT(FindInSequence(sequence, EncodeHost("example.org")), ElementsAre(0));
  EXPECT_THAT(FindInSequence(sequence, EncodeHost("org.example")), IsEmpty());
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
