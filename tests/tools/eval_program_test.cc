#include <cmath>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;

// Three episodes that one query each finds alone, so that every figure is known beforehand.
class EvalProgram : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string notes = directory_.Write("notes.jsonl", R"(
{"id": "a", "number": 1, "title": "alpha", "chapters": [{"start_s": 100, "title": "alpha start"}, {"start_s": 900, "title": "something else"}]}
{"id": "b", "number": 2, "title": "beta"}
{"id": "c", "number": 3, "title": "gamma"}
)");
    ASSERT_EQ(RunProgram({"index", "--db", db_, "--encoder", "none", notes}).status, 0);
  }

  ProgramResult Eval(const std::string& queries, const std::string& qrels,
                     std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(),
                     {"eval", "--db", db_, "--queries", directory_.Write("q.tsv", queries),
                      "--qrels", directory_.Write("qrels.tsv", qrels)});
    return RunProgram(arguments);
  }
  static nlohmann::json Json(const ProgramResult& result) {
    return nlohmann::json::parse(result.out, nullptr, false);
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(EvalProgram, PrintsTheKnownFiguresOfAToySet) {
  // q1 finds its episode first, q2 finds another one, q3 finds one of its two.
  const ProgramResult result = Eval("q1\talpha\nq2\tbeta\nq3\tgamma\n",
                                    "query-id\tepisode\tscore\n"
                                    "q1\ta\t1\nq2\tc\t1\nq3\tc\t1\nq3\ta\t1\n");
  EXPECT_EQ(result.status, 0) << result.err;
  const nlohmann::json json = Json(result);
  EXPECT_EQ(json["queries"], 3);
  EXPECT_EQ(json["mode"], "lexical") << "What answered where there are no vectors";
  EXPECT_EQ(json["group"], "episodes");
  const double third = 1.0 / (1.0 + 1.0 / std::log2(3.0));
  EXPECT_NEAR(json["ndcg@10"], (1 + 0 + third) / 3, 1e-6);
  EXPECT_NEAR(json["mrr@10"], 2.0 / 3, 1e-6);
  EXPECT_NEAR(json["recall@100"], 1.5 / 3, 1e-6);
  EXPECT_NEAR(json["success@10"], 2.0 / 3, 1e-6);
  EXPECT_GT(json["latency_ms"]["p50"], 0);
  EXPECT_GE(json["latency_ms"]["p99"], json["latency_ms"]["p50"]);
}

TEST_F(EvalProgram, ComparesNumbersOnRequest) {
  const std::string qrels = "query-id\tepisode\tscore\nq1\t1\t1\n";
  EXPECT_EQ(Json(Eval("q1\talpha\n", qrels))["mrr@10"], 0);
  EXPECT_EQ(Json(Eval("q1\talpha\n", qrels, {"--key", "number"}))["mrr@10"], 1);
}

TEST_F(EvalProgram, HoldsMomentsAgainstSecondsWithinTheTolerance) {
  const std::string qrels = "query-id\tepisode\tscore\tstart_s\nq1\ta\t1\t150\n";
  const auto mrr = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--group", "moments"});
    return Json(Eval("q1\talpha start\n", qrels, arguments))["mrr@10"];
  };
  EXPECT_EQ(mrr({}), 1);
  EXPECT_EQ(mrr({"--tolerance", "50"}), 1);
  EXPECT_EQ(mrr({"--tolerance", "49"}), 0);
  const ProgramResult episodes = Eval("q1\talpha start\n", qrels);
  EXPECT_EQ(Json(episodes)["mrr@10"], 1);
  EXPECT_THAT(episodes.err, HasSubstr("only --group moments"));
}

TEST_F(EvalProgram, WarnsOfWhatHasNoCounterpart) {
  const ProgramResult result =
      Eval("q1\talpha\nq7\tbeta\n", "query-id\tepisode\tscore\nq1\ta\t1\nq9\tb\t1\n");
  EXPECT_EQ(Json(result)["queries"], 1);
  EXPECT_EQ(Json(result)["mrr@10"], 1);
  EXPECT_THAT(result.err, HasSubstr("1 query without judgements, left out: q7"));
  EXPECT_THAT(result.err, HasSubstr("1 judged query not among the queries, left out: q9"));
}

TEST_F(EvalProgram, AnswersAlikeWhateverTheJobs) {
  std::string queries;
  std::string qrels = "query-id\tepisode\tscore\n";
  for (int i = 0; i < 100; ++i) {
    const std::string id = "q" + std::to_string(i);
    queries += id + "\t" + (i % 3 == 0 ? "alpha" : "beta gamma") + "\n";
    qrels += id + "\t" + (i % 2 == 0 ? "a" : "b") + "\t1\n";
  }
  nlohmann::json one = Json(Eval(queries, qrels, {"--jobs", "1"}));
  nlohmann::json four = Json(Eval(queries, qrels, {"--jobs", "4"}));
  EXPECT_EQ(one["queries"], 100);
  one.erase("latency_ms");
  four.erase("latency_ms");
  EXPECT_EQ(one, four);
}

TEST_F(EvalProgram, WritesEachQueryOnRequest) {
  const std::string path = directory_ / "run.tsv";
  EXPECT_EQ(
      Eval("q1\talpha\n", "query-id\tepisode\tscore\nq1\ta\t1\n", {"--per-query", path}).status, 0);
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("\nq1\t1.000000\t1.000000\t1.000000\t1.000000\t"));
}

TEST_F(EvalProgram, ExitsWithOneWithoutAnythingToMeasureAndTwoOnBadFiles) {
  EXPECT_EQ(Eval("q1\talpha\n", "query-id\tepisode\tscore\nq2\ta\t1\n").status, 1);
  const ProgramResult no_header = Eval("q1\talpha\n", "q1\ta\t1\n");
  EXPECT_EQ(no_header.status, 2);
  EXPECT_THAT(no_header.err, HasSubstr("qrels.tsv:1"));
  EXPECT_EQ(RunProgram({"eval", "--db", db_, "--queries", "none", "--qrels", "none"}).status, 2);
}

}  // namespace
}  // namespace cuepoint
