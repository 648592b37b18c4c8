#include "tools/eval_report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

TEST(Percentile, IsTheNearestRank) {
  EXPECT_EQ(Percentile({}, 50), 0);
  EXPECT_EQ(Percentile({5}, 99), 5);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 50), 2);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 51), 3);
  EXPECT_EQ(Percentile({4, 1, 3, 2}, 100), 4);
}

TEST(WithoutSeconds, LetsARankingOfEpisodesMeetJudgementsOfSeconds) {
  const std::vector<Judgement> judgements = {{"a", 1, 10.0}, {"a", 2, 500.0}, {"b", 1, {}}};
  const std::vector<RankedItem> ranking = {{"a", {}}, {"b", {}}};
  EXPECT_LT(Measure(ranking, judgements, 90).ndcg_at_10, 1);
  EXPECT_DOUBLE_EQ(Measure(ranking, WithoutSeconds(judgements), 90).ndcg_at_10, 1);
}

TEST(RankingOf, HasSecondsOnlyForMoments) {
  SearchResponse response;
  response.hits.resize(1);
  response.hits[0].episode.id = "a";
  response.hits[0].episode.number = 12;
  response.hits[0].moments.resize(1);
  response.hits[0].moments[0].start_s = 30;
  EXPECT_FALSE(RankingOf(response, Key::kId)[0].start_s.has_value());
  response.group = Group::kMoments;
  EXPECT_EQ(RankingOf(response, Key::kId)[0].start_s, 30);
  EXPECT_EQ(RankingOf(response, Key::kNumber)[0].key, "12");
}

TEST(EvalToJson, AveragesOverQueries) {
  const std::vector<EvalLine> lines = {{"q1", {1, 1, 1, 1}, 2}, {"q2", {0, 0.5, 0, 1}, 4}};
  const nlohmann::json json = nlohmann::json::parse(
      EvalToJson({{.mode = Mode::kLexical, .lines = lines}}, {Group::kMoments, 60}));
  EXPECT_EQ(json["queries"], 2);
  EXPECT_EQ(json["mode"], "lexical");
  EXPECT_EQ(json["group"], "moments");
  EXPECT_EQ(json["tolerance_s"], 60);
  EXPECT_DOUBLE_EQ(json["ndcg@10"], 0.5);
  EXPECT_DOUBLE_EQ(json["mrr@10"], 0.75);
  EXPECT_DOUBLE_EQ(json["recall@100"], 0.5);
  EXPECT_DOUBLE_EQ(json["success@10"], 1);
  EXPECT_DOUBLE_EQ(json["latency_ms"]["p50"], 2);
  EXPECT_DOUBLE_EQ(json["latency_ms"]["p99"], 4);
  EXPECT_FALSE(json.contains("failed"));
}

TEST(EvalToJson, HasFiguresEvenWithoutQueries) {
  const nlohmann::json json = nlohmann::json::parse(EvalToJson({{}}, {}));
  EXPECT_EQ(json["queries"], 0);
  EXPECT_EQ(json["ndcg@10"], 0);
}

// Two runs over 20 queries, the first better at every one.
std::vector<EvalRun> TwoRuns() {
  EvalRun first{.mode = Mode::kHybrid};
  EvalRun second{.mode = Mode::kLexical, .path = "other.db"};
  for (int i = 0; i < 20; ++i) {
    const double base = 0.02 * i;
    first.lines.push_back({"q", {base + 0.25, 1, 1, 1}, 1});
    second.lines.push_back({"q", {base, i % 2 == 0 ? 1.0 : 0.5, 1, 1}, 1});
  }
  return {first, second};
}

TEST(EvalToJson, SaysWhatTheFirstRunGainsOverEachOther) {
  const nlohmann::json json = nlohmann::json::parse(EvalToJson(TwoRuns(), {}));
  const nlohmann::json& other = json["against"].at(0);
  EXPECT_EQ(other["mode"], "lexical");
  EXPECT_EQ(other["db"], "other.db");
  EXPECT_NEAR(other["ndcg@10"], 0.19, 1e-6);
  EXPECT_NEAR(other["gain"]["ndcg@10"]["mean"], 0.25, 1e-6);
  EXPECT_NEAR(other["gain"]["ndcg@10"]["low"], 0.25, 1e-6);
  EXPECT_NEAR(other["gain"]["mrr@10"]["mean"], 0.25, 1e-6);
  EXPECT_LT(other["gain"]["mrr@10"]["low"], 0.25);
  EXPECT_GT(other["gain"]["mrr@10"]["high"], 0.25);
  EXPECT_EQ(other["gain"]["recall@100"]["high"], 0);
}

TEST(EvalToTable, MarksAGainThatIsMoreThanLuck) {
  const std::string table = EvalToTable(TwoRuns());
  EXPECT_NE(table.find("20 queries"), std::string::npos) << table;
  EXPECT_NE(table.find("lexical@other.db"), std::string::npos) << table;
  EXPECT_NE(table.find("+0.250 (+0.250 … +0.250)*"), std::string::npos) << table;
  EXPECT_NE(table.find("+0.000 (+0.000 … +0.000) "), std::string::npos) << table;
}

TEST(EvalToTsv, HasALineAQuery) {
  EXPECT_EQ(EvalToTsv({{"q\t1", {0.5, 1, 0.25, 1}, 1.5}}),
            "query-id\tndcg@10\tmrr@10\trecall@100\tsuccess@10\tms\n"
            "q 1\t0.500000\t1.000000\t0.250000\t1.000000\t1.500000\n");
}

}  // namespace
}  // namespace cuepoint
