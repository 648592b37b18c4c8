// The bundled show asked by meaning, with the encoder that comes along.
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Meaning : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_.emplace();
    IndexOptions options;
    options.encoder = "auto";
    const Result<IndexReport> report =
        IndexSources(*directory_ / "db", {CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"}, options);
    ASSERT_TRUE(report) << ToString(report.error());
    ASSERT_EQ(report->encoder, "static");
    Result<Engine> engine = Engine::Open(*directory_ / "db");
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }
  static void TearDownTestSuite() {
    engine_.reset();
    directory_.reset();
  }

  static SearchResponse Ask(const SearchRequest& request) {
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << request.query << ": " << (response ? "" : ToString(response.error()));
    return response ? *response : SearchResponse();
  }
  static std::vector<std::int64_t> Numbers(const SearchRequest& request, std::size_t most = 3) {
    std::vector<std::int64_t> numbers;
    for (const Hit& hit : Ask(request).hits) {
      if (numbers.size() < most) numbers.push_back(hit.episode.number.value_or(0));
    }
    return numbers;
  }

  static std::optional<TemporaryDirectory> directory_;
  static std::optional<Engine> engine_;
};

std::optional<TemporaryDirectory> Meaning::directory_;
std::optional<Engine> Meaning::engine_;

TEST_F(Meaning, FindsEpisodesThatAreToldInOtherWords) {
  EXPECT_THAT(Numbers({.query = "making the web faster over lossy mobile links"}, 1),
              ElementsAre(11));
  EXPECT_THAT(Numbers({.query = "signing DNS zones"}, 1), ElementsAre(14));
  EXPECT_THAT(Numbers({.query = "brewing coffee over the network"}, 1), ElementsAre(17));
  EXPECT_THAT(Numbers({.query = "renting residential IP addresses"}, 1), ElementsAre(13));
}

TEST_F(Meaning, OfNonsenseIsNothingInAnyMode) {
  for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
    for (const Group group : {Group::kEpisodes, Group::kMoments}) {
      for (const std::string query : {"zzyzzx qwrtpl", "zzyzzx"}) {
        const SearchResponse response = Ask({.query = query, .mode = mode, .group = group});
        EXPECT_THAT(response.hits, IsEmpty()) << query << ' ' << Name(mode);
        EXPECT_EQ(response.total, 0u) << query << ' ' << Name(mode);
      }
    }
  }
}

TEST_F(Meaning, LeavesPhrasesBinding) {
  for (const Mode mode : {Mode::kHybrid, Mode::kSemantic}) {
    EXPECT_THAT(Numbers({.query = "\"hypertext coffee pot\"", .mode = mode}, 10),
                testing::AnyOf(ElementsAre(17), IsEmpty()));
    EXPECT_THAT(Numbers({.query = "\"coffee tea pot\" networking", .mode = mode}, 10), IsEmpty());
  }
}

TEST_F(Meaning, LeavesExclusionsAndFiltersBinding) {
  const std::string query = "modern transport protocols in browsers";
  EXPECT_THAT(Numbers({.query = query}, 10), Contains(11));
  EXPECT_THAT(Numbers({.query = query + " -quic"}, 10), Not(Contains(11)));
  EXPECT_THAT(Numbers({.query = query, .filter = {.persons = {"Joseph Dye"}}}, 10), Each(13));
}

TEST_F(Meaning, PutsAPersonAskedForByNameFirst) {
  EXPECT_EQ(Numbers({.query = "Joseph Dye"}).front(), 13);
  EXPECT_EQ(Numbers({.query = "larry masinter"}).front(), 17);
}

TEST_F(Meaning, SaysWhatMatchedAndOfWhatTheScoreIsMade) {
  const SearchResponse response = Ask({.query = "how a browser speaks QUIC", .explain = true});
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.mode, Mode::kHybrid);
  const Hit& hit = response.hits.front();
  EXPECT_THAT(hit.matched, Contains("lexical"));
  double sum = 0;
  for (const ScoreComponent& component : hit.explain) {
    sum += component.value;
  }
  EXPECT_NEAR(sum, hit.score, 1e-9);
}

TEST_F(Meaning, HasNoWordsToMarkWhenItIsAllThatIsAskedFor) {
  for (const Hit& hit : Ask({.query = "browser networking", .mode = Mode::kSemantic}).hits) {
    EXPECT_EQ(hit.snippet.find("<mark>"), std::string::npos);
    EXPECT_THAT(hit.matched, ElementsAre("semantic"));
  }
}

TEST_F(Meaning, GivesTheSameAnswerWhateverThePage) {
  SearchRequest request{.query = "how programs talk over the network", .limit = 10};
  const SearchResponse whole = Ask(request);
  std::vector<std::string> paged;
  request.limit = 2;
  for (request.offset = 0; request.offset < 10; request.offset += 2) {
    for (const Hit& hit : Ask(request).hits) paged.push_back(hit.episode.id);
  }
  std::vector<std::string> ids;
  for (const Hit& hit : whole.hits) ids.push_back(hit.episode.id);
  EXPECT_EQ(paged, ids);
}

}  // namespace
}  // namespace cuepoint
