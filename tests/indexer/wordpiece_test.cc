// WordPiece: rules of the splitter, the greedy search, and agreement with the reference cases.
#include "indexer/wordpiece.h"

#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "corpus/text.h"
#include "indexer/mapped_file.h"
#include "indexer/static_model.h"
#include "indexer/wordpiece_text.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string_view> kVocabulary = {
    "[UNK]",  "un",       "##aff", "##able", "able", "the",   "http", "/",   "3",
    "##3",    "cafe",     "zur",   "##ich",  "'",    "s",     "¿",    "que", "\u4E2D",
    "\u03C3", "##\u03C3", "[",     "]",      "sep",  "[SEP]", "a",    "##a", "\u0939\u093F"};

WordPiece MakeWordPiece() {
  Result<WordPiece> pieces = WordPiece::Create(kVocabulary);
  EXPECT_TRUE(pieces);
  return std::move(*pieces);
}

std::vector<std::string> Pieces(const WordPiece& pieces, std::string_view text) {
  std::vector<TokenId> ids;
  pieces.Encode(text, ids);
  std::vector<std::string> spelt;
  for (const TokenId id : ids) spelt.emplace_back(pieces.token(id));
  return spelt;
}

std::vector<std::string> Pieces(std::string_view text) { return Pieces(MakeWordPiece(), text); }

std::vector<std::string> Words(std::string_view text) {
  const std::string normalised = wordpiece::Normalise(text);
  wordpiece::WordReader reader(normalised);
  std::vector<std::string> words;
  while (reader.Next()) words.emplace_back(reader.word());
  return words;
}

TEST(WordPiece, TakesTheLongestPieceFromTheLeft) {
  EXPECT_THAT(Pieces("unaffable"), ElementsAre("un", "##aff", "##able"));
  EXPECT_THAT(Pieces("able unable"), ElementsAre("able", "un", "##able"));
}

TEST(WordPiece, MakesAWordWithoutPiecesUnknownAsAWhole) {
  EXPECT_THAT(Pieces("unx the"), ElementsAre("[UNK]", "the"));
}

TEST(WordPiece, SplitsAroundPunctuation) {
  EXPECT_THAT(Pieces("HTTP/3"), ElementsAre("http", "/", "3"));
  EXPECT_THAT(Pieces("http3"), ElementsAre("http", "##3"));
  EXPECT_THAT(Pieces("¿Qué?"), ElementsAre("¿", "que", "[UNK]"));
}

TEST(WordPiece, FoldsCaseAndAccents) {
  EXPECT_THAT(Pieces("CAFÉ Cafe\u0301 Zürich's"),
              ElementsAre("cafe", "cafe", "zur", "##ich", "'", "s"));
}

TEST(WordPiece, SetsIdeographsApart) {
  EXPECT_THAT(Pieces("a\u4E2D\u4E2Da"), ElementsAre("a", "\u4E2D", "\u4E2D", "a"));
}

TEST(WordPiece, LowersWithoutLookingAtTheSurroundings) {
  // The reference knows no final sigma.
  EXPECT_THAT(Pieces("\u03A3\u03A3"), ElementsAre("\u03C3", "##\u03C3"));
}

TEST(WordPiece, ReadsSpecialTokensAsPlainText) {
  EXPECT_THAT(Pieces("[SEP]"), ElementsAre("[", "sep", "]"));
}

TEST(WordPiece, KeepsSpacingMarks) {
  EXPECT_THAT(Pieces("\u0939\u093F"), ElementsAre("\u0939\u093F"));
}

TEST(WordPiece, BoundsTheLengthOfAWordInCharacters) {
  const std::string hundred(WordPiece::kMaxWordChars, 'a');
  EXPECT_EQ(Pieces(hundred).size(), WordPiece::kMaxWordChars);
  EXPECT_THAT(Pieces(hundred + "a"), ElementsAre("[UNK]"));
  std::string greek;
  for (std::size_t i = 0; i < WordPiece::kMaxWordChars; ++i) greek += "\u03C3";
  EXPECT_EQ(Pieces(greek).size(), WordPiece::kMaxWordChars);
}

TEST(WordPiece, AppendsToTheIdsThatAreThere) {
  std::vector<TokenId> ids = {42};
  MakeWordPiece().Encode("the", ids);
  EXPECT_THAT(ids, ElementsAre(42, 5));
}

TEST(WordPiece, FindsATokenBySpelling) {
  const WordPiece pieces = MakeWordPiece();
  for (TokenId id = 0; id < pieces.size(); ++id) EXPECT_EQ(pieces.Find(pieces.token(id)), id);
  EXPECT_FALSE(pieces.Find("aff"));
  EXPECT_FALSE(pieces.Find("##un"));
  EXPECT_FALSE(pieces.Find(""));
  EXPECT_EQ(pieces.unknown(), 0U);
}

TEST(WordPiece, IsFamiliarWithWordsItHasWhole) {
  const WordPiece pieces = MakeWordPiece();
  EXPECT_DOUBLE_EQ(pieces.Familiarity("the able http"), 1);
  EXPECT_DOUBLE_EQ(pieces.Familiarity("unaffable"), 1.0 / 3);
  EXPECT_DOUBLE_EQ(pieces.Familiarity("the unaffable"), (1 + 1.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(pieces.Familiarity("the xyzzy"), 0.5);
  EXPECT_DOUBLE_EQ(pieces.Familiarity("the / [!]"), 1) << "Punctuation is no word";
  EXPECT_DOUBLE_EQ(pieces.Familiarity("xyzzy"), 0);
  EXPECT_DOUBLE_EQ(pieces.Familiarity("?!"), 0);
  EXPECT_DOUBLE_EQ(pieces.Familiarity(""), 0);
}

TEST(WordPiece, RefusesAVocabularyThatCannotBeRight) {
  EXPECT_THAT(WordPiece::Create({"a"}).error().message, HasSubstr("[UNK]"));
  EXPECT_THAT(WordPiece::Create({"[UNK]", "a", "a"}).error().message, HasSubstr("twice"));
  EXPECT_THAT(WordPiece::Create({"[UNK]", ""}).error().message, HasSubstr("empty"));
  EXPECT_EQ(WordPiece::Create({}).error().code, ErrorCode::kCorrupt);
}

struct SplitCase {
  std::string_view name;
  std::string_view text;
  std::vector<std::string> words;
};

void PrintTo(const SplitCase& split, std::ostream* out) { *out << split.name; }

class WordPieceWords : public ::testing::TestWithParam<SplitCase> {};

TEST_P(WordPieceWords, AreThoseOfTheReference) {
  EXPECT_EQ(Words(GetParam().text), GetParam().words);
}

using namespace std::string_view_literals;

INSTANTIATE_TEST_SUITE_P(
    Table, WordPieceWords,
    ::testing::Values(SplitCase{"Nothing", "", {}}, SplitCase{"Blanks", " \t\r\n", {}},
                      SplitCase{"ControlsJoin",
                                "a\0b\x07"
                                "c\x7F"
                                "d\fe\vf"sv,
                                {"abcdef"}},
                      SplitCase{"ZeroWidthJoins", "zero\u200Bwidth", {"zerowidth"}},
                      SplitCase{"SoftHyphenJoins", "re\u00ADply", {"reply"}},
                      SplitCase{"NextLineIsAControl", "a\u0085b", {"ab"}},
                      SplitCase{"LineSeparatorSplits", "a\u2028b\u2029c", {"a", "b", "c"}},
                      SplitCase{"WideBlanksSplit", "a\u00A0b\u3000c\u2003d", {"a", "b", "c", "d"}},
                      SplitCase{"AsciiSymbolsArePunctuation",
                                "a+b=$c^`|~",
                                {"a", "+", "b", "=", "$", "c", "^", "`", "|", "~"}},
                      SplitCase{"OtherSymbolsAreNot", "a€b™", {"a€b™"}},
                      SplitCase{"DashesAndQuotes", "“a”—b…", {"“", "a", "”", "—", "b", "…"}},
                      SplitCase{"Kana", "カタカナ。", {"カタカナ", "。"}},
                      // Voiced kana are decomposed, and their mark is a nonspacing one.
                      SplitCase{"VoicedKana", "ガ", {"カ"}},
                      SplitCase{"Hangul", "한", {"\u1112\u1161\u11AB"}},
                      SplitCase{"DottedCapitalI", "İ", {"i"}},
                      SplitCase{"LoneMark", "\u0301 a", {"a"}},
                      SplitCase{"ReplacementGoes", "a\uFFFDb", {"ab"}},
                      SplitCase{"IllFormedBytesGo",
                                "a\xFF\xC3"
                                "b\xE2\x82",
                                {"ab"}},
                      SplitCase{"PrivateUseGoes", "a\uE000b", {"ab"}},
                      SplitCase{"UnassignedStays",
                                "a\u0378"
                                "b",
                                {"a\u0378"
                                 "b"}},
                      SplitCase{"CompatibilityIdeograph", "\uF900\uF900", {"\u8C48", "\u8C48"}},
                      SplitCase{"Emoji", "hi🎧there", {"hi🎧there"}},
                      SplitCase{"MarksOfAnUnbrokenStretch", "q\u0323\x01\u0307q", {"qq"}}),
    [](const auto& test) { return std::string(test.param.name); });

class ReferenceCases : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = CUEPOINT_SOURCE_DIR "/indexer/models/static-v1.bin";
    file_.emplace(MappedFile::Open(path));
    ASSERT_TRUE(*file_) << ToString(file_->error());
    model_.emplace(StaticModel::Parse((*file_)->bytes()));
    ASSERT_TRUE(*model_) << ToString(model_->error());
  }
  const WordPiece& pieces() { return (*model_)->wordpiece(); }

 private:
  std::optional<Result<MappedFile>> file_;
  std::optional<Result<StaticModel>> model_;
};

TEST_F(ReferenceCases, AgreeInEveryId) {
  std::ifstream cases(CUEPOINT_SOURCE_DIR "/tests/indexer/data/wordpiece_cases.jsonl");
  std::size_t count = 0;
  for (std::string line; std::getline(cases, line); ++count) {
    const nlohmann::json wanted = nlohmann::json::parse(line);
    const std::string text = wanted.at("text");
    std::vector<TokenId> ids;
    pieces().Encode(text, ids);
    EXPECT_EQ(ids, wanted.at("ids").get<std::vector<TokenId>>()) << line;
  }
  EXPECT_GT(count, 200U);
}

TEST_F(ReferenceCases, GiveTheTextBackFromItsPieces) {
  std::ifstream cases(CUEPOINT_SOURCE_DIR "/tests/indexer/data/wordpiece_cases.jsonl");
  for (std::string line; std::getline(cases, line);) {
    const std::string text = nlohmann::json::parse(line).at("text");
    std::vector<TokenId> ids;
    pieces().Encode(text, ids);
    std::string joined;
    bool unknown = false;
    for (const TokenId id : ids) {
      std::string_view token = pieces().token(id);
      unknown = unknown || id == pieces().unknown();
      if (token.size() > 2 && token.starts_with("##")) token.remove_prefix(2);
      joined += token;
    }
    if (unknown) continue;
    std::string wanted = wordpiece::Normalise(text);
    std::erase(wanted, ' ');
    EXPECT_EQ(joined, wanted);
  }
}

}  // namespace
}  // namespace cuepoint
