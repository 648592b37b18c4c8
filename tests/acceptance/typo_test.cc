// How much of the ranking is left when questions are mistyped, and how fast intended titles turn up
// while they are typed.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/text.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "query/episode_list.h"
#include "query/evaluation.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/typos.h"

namespace cuepoint {
namespace {

const char* const kData = CUEPOINT_SOURCE_DIR "/../shared/data";
constexpr std::uint64_t kSeed = 7;

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class SyntaxIndex : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string shows = std::string(kData) + "/corpora/syntax/shows";
    if (!std::filesystem::exists(shows)) return;
    directory_ = std::make_unique<TemporaryDirectory>();
    const std::string path = *directory_ / "db";
    const Result<IndexReport> report = IndexSources(path, {shows}, {});
    ASSERT_TRUE(report) << ToString(report.error());
    Result<Engine> engine = Engine::Open(path);
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_ = std::make_unique<Engine>(*std::move(engine));
  }
  static void TearDownTestSuite() {
    engine_.reset();
    directory_.reset();
  }

  /// nDCG@10 of a development set whose questions have so many typos.
  static double Ndcg(const std::string& set, unsigned edits) {
    const std::string files = std::string(kData) + "/relevance/" + set;
    const Result<std::vector<BatchQuery>> queries =
        ParseQueries(ReadWhole(files + "/queries.jsonl"), "queries.jsonl");
    const Result<Qrels> qrels = ParseQrels(ReadWhole(files + "/qrels.tsv"), "qrels.tsv");
    EXPECT_TRUE(queries && qrels);
    if (!queries || !qrels) return 0;
    double sum = 0;
    std::uint64_t seed = kSeed;
    for (const BatchQuery& query : *queries) {
      SearchRequest request;
      request.query = WithTypos(query.text, edits, seed++);
      request.snippets = false;
      const Result<SearchResponse> response = engine_->Search(request);
      const auto judgements = qrels->find(query.id);
      if (!response || judgements == qrels->end()) continue;
      std::vector<RankedItem> ranking;
      for (const Hit& hit : response->hits) {
        ranking.push_back({.key = KeyOf(hit.episode, Key::kNumber), .start_s = std::nullopt});
      }
      sum += Measure(ranking, judgements->second, 0).ndcg_at_10;
    }
    return sum / static_cast<double>(queries->size());
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
  static std::unique_ptr<Engine> engine_;
};

std::unique_ptr<TemporaryDirectory> SyntaxIndex::directory_;
std::unique_ptr<Engine> SyntaxIndex::engine_;

class MistypedQuestions : public SyntaxIndex, public ::testing::WithParamInterface<std::string> {};

TEST_P(MistypedQuestions, RankNearlyAsWell) {
  if (!engine_) GTEST_SKIP() << "The development data are not here";
  const double clean = Ndcg(GetParam(), 0);
  const double one = Ndcg(GetParam(), 1);
  const double two = Ndcg(GetParam(), 2);
  RecordProperty("clean", std::to_string(clean));
  RecordProperty("one", std::to_string(one));
  RecordProperty("two", std::to_string(two));
  std::printf("%s: nDCG@10 %.3f, with one edit %.3f, with two %.3f\n", GetParam().c_str(), clean,
              one, two);
  EXPECT_GT(clean, 0.7);
  EXPECT_GE(one, clean * 0.85);
  EXPECT_GE(two, clean * 0.70);
}

TEST_F(SyntaxIndex, SuggestsTheIntendedTitleTheSoonerTheMoreIsTyped) {
  if (!engine_) GTEST_SKIP() << "The development data are not here";
  std::vector<Episode> episodes;
  ASSERT_TRUE(ForEachEpisode(*directory_ / "db", [&](Episode&& episode) {
    episodes.push_back(std::move(episode));
    return true;
  }));
  const auto reciprocal_rank = [&episodes](std::size_t typed_bytes) {
    double sum = 0;
    for (const Episode& episode : episodes) {
      const std::string typed(TruncateUtf8(episode.title, typed_bytes));
      const Result<SuggestResponse> response = engine_->Suggest({.query = typed});
      if (!response) continue;
      for (std::size_t i = 0; i < response->suggestions.size(); ++i) {
        const Suggestion& suggestion = response->suggestions[i];
        if (suggestion.kind != SuggestionKind::kEpisode) continue;
        if (suggestion.episode->id != episode.id) continue;
        sum += 1 / static_cast<double>(i + 1);
      }
    }
    return sum / static_cast<double>(episodes.size());
  };
  const double four = reciprocal_rank(4);
  const double eight = reciprocal_rank(8);
  const double twelve = reciprocal_rank(12);
  std::printf("MRR of the intended title after 4, 8 and 12 characters: %.3f, %.3f, %.3f\n", four,
              eight, twelve);
  EXPECT_LT(four, eight);
  EXPECT_LT(eight, twelve);
  EXPECT_GT(twelve, 0.5);
}

INSTANTIATE_TEST_SUITE_P(DevelopmentSets, MistypedQuestions,
                         ::testing::Values("syntax-title", "syntax-guest"),
                         [](const ::testing::TestParamInfo<std::string>& set) {
                           return set.param.substr(set.param.find('-') + 1);
                         });

}  // namespace
}  // namespace cuepoint
