// Explanations: the parts of a score add up to it.
#include <numeric>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

double Sum(const Hit& hit) {
  return std::accumulate(hit.explain.begin(), hit.explain.end(), 0.0,
                         [](double sum, const ScoreComponent& part) { return sum + part.value; });
}

std::optional<double> Fact(const ScoreComponent& part, std::string_view name) {
  for (const auto& [fact, value] : part.facts) {
    if (fact == name) return value;
  }
  return std::nullopt;
}

/// The bundled corpus, with vectors of the built-in encoder.
class ExplainTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new SmallIndex;
    const Result<IndexReport> report = IndexSources(
        index_->path(), {CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"}, {.encoder = "auto"});
    ASSERT_TRUE(report) << ToString(report.error());
  }
  static void TearDownTestSuite() { delete index_; }

  void SetUp() override {
    Result<Engine> engine = Engine::Open(index_->path());
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }

  SearchResponse Search(SearchRequest request) {
    request.explain = true;
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << request.query << ": " << ToString(response.error());
    return response ? *response : SearchResponse{};
  }

  static SmallIndex* index_;
  std::optional<Engine> engine_;
};

SmallIndex* ExplainTest::index_ = nullptr;

TEST_F(ExplainTest, PartsAddUpToTheScoreOfEveryHit) {
  std::size_t hits = 0;
  for (const char* query :
       {"quic", "quic loss recovery in firefox", "\"hypertext coffee pot\"", "dns -quic",
        "+dnssec zones rust", "(quic OR tcp) firefox", "doh", "http/3", "trans*", "title:quic",
        "quic quic quic", "\"dns zones\"~5 keys", "h* p* the", "how programs talk to a network",
        "Joseph Dye", "person:dye proxies", "DNS over HTTPS AND rust"}) {
    for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
      for (const Group group : {Group::kEpisodes, Group::kMoments}) {
        for (const std::optional<double> recency : {std::optional<double>(), {90.0}}) {
          for (const Hit& hit : Search({.query = query,
                                .mode = mode,
                                .group = group,
                                .limit = 50,
                                .recency_days = recency})
                                    .hits) {
            // What words in one identifier are worth together is kept in single precision.
            EXPECT_NEAR(Sum(hit), hit.score, 1e-7)
                << query << ' ' << Name(mode) << ' ' << Name(group) << ' ' << hit.episode.id;
            ++hits;
          }
        }
      }
    }
  }
  EXPECT_GT(hits, 300u);
}

TEST_F(ExplainTest, NamesWhatAWordsWeightIsMadeOf) {
  const SearchResponse response = Search({.query = "dnssec", .mode = Mode::kLexical});
  ASSERT_THAT(response.hits, Not(IsEmpty()));
  ASSERT_THAT(response.hits[0].explain, ::testing::SizeIs(2));
  EXPECT_EQ(response.hits[0].explain[1].name, "passage");
  const ScoreComponent& part = response.hits[0].explain[0];
  EXPECT_EQ(part.name, "bm25:dnssec");
  const RankingParameters ranking;
  const double tf = Fact(part, "tf").value();
  const double weight = Fact(part, "idf").value() * (ranking.episode.k1 + 1) * tf /
                        (tf + ranking.episode.k1 * Fact(part, "length_norm").value());
  // Up to the float that a posting list keeps.
  EXPECT_NEAR(weight, Fact(part, "weight").value(), 1e-6);
  EXPECT_NEAR(part.value, Fact(part, "weight").value() * Fact(part, "share").value(), 1e-9);
}

TEST_F(ExplainTest, NamesFusionTiersRecencyAndTheEpisodesShare) {
  const auto named = [](const char* name) { return Contains(Field(&ScoreComponent::name, name)); };
  const SearchResponse fused = Search({.query = "how a browser speaks QUIC", .recency_days = 30});
  ASSERT_THAT(fused.hits, Not(IsEmpty()));
  EXPECT_THAT(fused.hits[0].explain, named("semantic"));
  EXPECT_THAT(fused.hits[0].explain, named("recency"));
  const SearchResponse exact = Search({.query = "Joseph Dye"});
  ASSERT_THAT(exact.hits, Not(IsEmpty()));
  EXPECT_THAT(exact.hits[0].explain, named("exact"));
  const SearchResponse moments =
      Search({.query = "dnssec", .mode = Mode::kLexical, .group = Group::kMoments});
  ASSERT_THAT(moments.hits, Not(IsEmpty()));
  EXPECT_THAT(moments.hits[0].explain, named("episode"));
}

TEST_F(ExplainTest, SaysWhereTheTimeWentOnlyWhenAsked) {
  const SearchResponse response =
      Search({.query = "quic in the browser", .facets = {Facet::kYear}});
  std::vector<std::string> stages;
  double sum_ms = 0;
  for (const StageTime& stage : response.stages) {
    stages.emplace_back(stage.name);
    sum_ms += stage.took_ms;
  }
  EXPECT_THAT(stages, ::testing::ElementsAre("parse", "plan", "lexical", "encode", "scan", "fuse",
                                             "facets", "render"));
  EXPECT_LE(sum_ms, response.took_ms);
  const Result<SearchResponse> plain = engine_->Search({.query = "quic"});
  ASSERT_TRUE(plain);
  EXPECT_THAT(plain->stages, IsEmpty());
  for (const Hit& hit : plain->hits) EXPECT_THAT(hit.explain, IsEmpty());
}

TEST_F(ExplainTest, RelatesEpisodesThatShareATopicNeverOneWithItself) {
  const Result<RelatedResponse> response = engine_->Related({.id = "netstack-11", .limit = 9});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->episode.id, "netstack-11");
  ASSERT_THAT(response->related, Not(IsEmpty()));
  double last = 1;
  for (const RelatedEpisode& related : response->related) {
    EXPECT_NE(related.episode.id, "netstack-11");
    EXPECT_LE(related.score, last);
    EXPECT_LE(related.shared.size(), 4u);
    last = related.score;
  }
  EXPECT_THAT(response->related[0].shared, Not(IsEmpty()));
}

}  // namespace
}  // namespace cuepoint
