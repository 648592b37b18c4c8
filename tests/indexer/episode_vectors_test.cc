// What is encoded of an episode, how its vectors are kept, and which encoder an index accepts.
#include "indexer/episode_vectors.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/encoder_registry.h"
#include "indexer/index_check.h"
#include "indexer/index_run.h"
#include "indexer/vector_text.h"
#include "tests/support/static_model_file.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

Episode Talk() {
  Episode episode;
  episode.id = "talk";
  episode.title = "Of packets";
  episode.description = "How they get lost.\nSee https://packets.example/lost for more.";
  episode.chapters.resize(3);
  episode.chapters[0].title = "Hello";
  episode.chapters[0].text = "We begin.";
  episode.chapters[1].start_s = 60;
  episode.chapters[1].title = "Buy socks";
  episode.chapters[1].sponsor = true;
  episode.chapters[2].start_s = 90;
  episode.chapters[2].title = "Loss";
  Person& guest = episode.people.emplace_back();
  guest.name = "Ada Byron";
  guest.bio = "She counts.";
  return episode;
}

TEST(VectorText, StartsEveryPieceWithTheTitle) {
  Episode episode = Talk();
  for (int i = 0; i < 200; ++i) episode.description += "\nline " + std::to_string(i) + " of many";
  const std::vector<VectorText> texts = MakeVectorTexts(episode, MakePassages(episode));
  std::size_t pieces = 0;
  for (const VectorText& text : texts) {
    if (text.passage != 0) continue;
    ++pieces;
    EXPECT_THAT(text.text, StartsWith("Of packets: "));
    EXPECT_LE(std::count(text.text.begin(), text.text.end(), ' '), 50);
  }
  EXPECT_GT(pieces, 10u);
}

TEST(VectorText, HasTheBeginningOfAnEpisodeOfSeveralPiecesAsAWhole) {
  Episode episode = Talk();
  for (int i = 0; i < 200; ++i) episode.description += "\nline " + std::to_string(i) + " of many";
  const std::vector<VectorText> texts = MakeVectorTexts(episode, MakePassages(episode));
  EXPECT_EQ(texts.back().passage, kWholeEpisode);
  EXPECT_THAT(texts.back().text, StartsWith("Of packets: How they get lost"));
  EXPECT_THAT(texts.back().text, HasSubstr("line 30 of many"));
  const std::vector<VectorText> few = MakeVectorTexts(Talk(), MakePassages(Talk()));
  EXPECT_NE(few.back().passage, kWholeEpisode);
}

TEST(VectorText, HasOneTextForEachMomentButNoneForAdvertisementsAndGuests) {
  const std::vector<VectorText> texts = MakeVectorTexts(Talk(), MakePassages(Talk()));
  ASSERT_THAT(texts, SizeIs(3));
  EXPECT_EQ(texts[0].passage, 0u);
  EXPECT_THAT(texts[0].text, HasSubstr("How they get lost."));
  EXPECT_THAT(texts[0].text, HasSubstr("Ada Byron"));
  EXPECT_THAT(texts[0].text, Not(HasSubstr("socks")));
  EXPECT_THAT(texts[0].text, Not(HasSubstr("https")));
  EXPECT_EQ(texts[1].passage, 1u);
  EXPECT_EQ(texts[1].text, "Hello - Of packets");
  EXPECT_EQ(texts[2].passage, 3u);
}

TEST(VectorText, OfAnEpisodeWithATitleAloneIsItsTitle) {
  Episode episode;
  episode.title = "Alone";
  const std::vector<VectorText> texts = MakeVectorTexts(episode, {});
  ASSERT_THAT(texts, SizeIs(1));
  EXPECT_EQ(texts[0].text, "Alone");
}

class WithModels : public testing::Test {
 protected:
  std::string Model(const std::string& name, std::uint32_t dimensions) {
    return directory_.Write(name, StaticModelFile(RandomStaticModel(
                                      {"of", "packets", "hello", "loss", "lost"}, dimensions)));
  }
  Result<IndexReport> Index(const std::string& encoder, bool rebuild = false) {
    IndexOptions options;
    options.encoder = encoder;
    options.rebuild = rebuild;
    const std::string notes =
        directory_.Write("notes.jsonl", R"({"id": "talk", "title": "Of packets",
          "chapters": [{"start_s": 0, "title": "Hello"}, {"start_s": 5, "title": "Loss"}]})");
    return IndexSources(directory_ / "db", {notes}, options);
  }
  TemporaryDirectory directory_;
};

TEST_F(WithModels, VectorsComeBackAsTheyWereStored) {
  const Result<std::shared_ptr<const Encoder>> encoder = OpenEncoder(Model("one.bin", 8));
  ASSERT_TRUE(encoder) << ToString(encoder.error());
  const std::vector<VectorText> texts = {{.passage = 0, .text = "packets"},
                                         {.passage = 7, .text = "loss lost"},
                                         {.passage = 8, .text = "unheard"}};
  const Result<std::string> value = EncodeEpisodeVectors(texts, **encoder);
  ASSERT_TRUE(value) << ToString(value.error());
  std::string_view rest = *value;
  const auto first = TakeEpisodeVector(rest, 8);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->passage, 0u);
  EXPECT_THAT(first->vector.values, SizeIs(8));
  const auto second = TakeEpisodeVector(rest, 8);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->passage, 7u);
  EXPECT_THAT(rest, IsEmpty()) << "a text without a known word has no vector";
  std::string_view cut = std::string_view(*value).substr(0, value->size() - 1);
  TakeEpisodeVector(cut, 8);
  EXPECT_FALSE(TakeEpisodeVector(cut, 8));
  EXPECT_THAT(cut, Not(IsEmpty()));
}

TEST_F(WithModels, AnIndexIsSoundWithVectorsAndKeepsItsEncoder) {
  const std::string one = Model("one.bin", 8);
  const Result<IndexReport> first = Index(one);
  ASSERT_TRUE(first) << ToString(first.error());
  EXPECT_EQ(first->encoder, "one");
  const Result<CheckReport> check = CheckIndex(directory_ / "db");
  ASSERT_TRUE(check);
  EXPECT_THAT(check->problems, IsEmpty());
  EXPECT_EQ(Index(one)->unchanged, 1u);
}

TEST_F(WithModels, AnIndexRefusesAnotherEncoderAndSaysWhatToDo) {
  ASSERT_TRUE(Index(Model("one.bin", 8)));
  for (const std::string& other : {Model("two.bin", 16), std::string("none")}) {
    const Result<IndexReport> refused = Index(other);
    ASSERT_FALSE(refused) << other;
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported) << ToString(refused.error());
    EXPECT_THAT(refused.error().remedy, HasSubstr("--rebuild"));
  }
  const Result<IndexReport> rebuilt = Index(directory_ / "two.bin", true);
  ASSERT_TRUE(rebuilt) << ToString(rebuilt.error());
  EXPECT_EQ(rebuilt->encoder, "two");
}

TEST_F(WithModels, AnIndexWithoutVectorsTakesNoneLater) {
  ASSERT_TRUE(Index("none"));
  EXPECT_TRUE(Index("auto"));
  EXPECT_FALSE(Index(Model("one.bin", 8)));
}

}  // namespace
}  // namespace cuepoint
