#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class BatchProgram : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string notes;
    for (int i = 1; i <= 40; ++i) {
      const std::string number = std::to_string(i);
      notes += "{\"id\": \"e" + number + "\", \"title\": \"Episode word" + number + " word" +
               std::to_string(i % 7) + "\", " +
               (i == 40 ? "" : "\"number\": " + std::to_string(100 + i) + ", ") +
               "\"chapters\": [{\"start_s\": " + std::to_string(10 * i) +
               ", \"title\": \"About word" + number + "\"}]}\n";
    }
    const std::string file = directory_.Write("notes.jsonl", notes);
    ASSERT_EQ(RunProgram({"index", "--db", db_, "--encoder", "none", file}).status, 0);
  }

  ProgramResult Batch(std::vector<std::string> arguments, const std::string& queries) const {
    arguments.insert(arguments.begin(), {"batch", "--db", db_});
    arguments.push_back("-");
    return RunProgram(arguments, {.text = queries});
  }
  static std::vector<std::string> Lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(BatchProgram, WritesTrecLines) {
  const ProgramResult result = Batch({"--format", "trec"}, "q1\tword30\nq2\tword31\n");
  EXPECT_EQ(result.status, 0);
  const std::regex line("q[12] Q0 e[0-9]+ [0-9]+ [0-9]+(\\.[0-9]+)? cuepoint");
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 2u);
  for (const std::string& text : lines) EXPECT_TRUE(std::regex_match(text, line)) << text;
  EXPECT_THAT(lines[0], HasSubstr("q1 Q0 e30 1 "));
  EXPECT_THAT(lines[1], HasSubstr("q2 Q0 e31 1 "));
}

TEST_F(BatchProgram, NamesEpisodesByNumberAndCountsThoseWithout) {
  const ProgramResult result =
      Batch({"--format", "trec", "--key", "number"}, "q1\tword30\nq2\tword40\n");
  EXPECT_THAT(result.out, HasSubstr("q1 Q0 130 1 "));
  EXPECT_THAT(result.out, Not(HasSubstr("q2")));
  EXPECT_THAT(result.err, HasSubstr("1 hit left out"));
}

TEST_F(BatchProgram, WritesTsvWithTheSecondOfAMoment) {
  const ProgramResult result = Batch({"--format", "tsv", "--group", "moments"}, "q1\tword30\n");
  EXPECT_EQ(result.status, 0);
  EXPECT_TRUE(std::regex_match(result.out, std::regex("q1\te30\t1\t[0-9.]+\t300\tAbout word30\n")))
      << result.out;
}

TEST_F(BatchProgram, WritesJsonLinesAsSearchDoes) {
  const ProgramResult result = Batch({}, "{\"_id\": \"q1\", \"text\": \"word30\"}\n");
  const nlohmann::json line = nlohmann::json::parse(result.out);
  EXPECT_EQ(line["_id"], "q1");
  EXPECT_EQ(line["total"], 1);
  EXPECT_GE(line["took_ms"], 0);
  EXPECT_EQ(line["hits"][0]["episode"]["id"], "e30");
  EXPECT_EQ(line["hits"][0]["moments"][0]["start_s"], 300);
}

TEST_F(BatchProgram, AnswersAlikeWhateverTheJobs) {
  std::string queries;
  for (int i = 0; i < 300; ++i) {
    queries += "q" + std::to_string(i) + "\tword" + std::to_string(i % 45) + " word" +
               std::to_string(i % 5) + "\n";
  }
  for (const std::string format : {"trec", "tsv", "jsonl"}) {
    const auto answer = [&](const std::string& jobs) {
      const std::string out = Batch({"--format", format, "--jobs", jobs}, queries).out;
      return std::regex_replace(out, std::regex("\"took_ms\":[^,]*,"), "");
    };
    const std::string one = answer("1");
    EXPECT_GE(Lines(one).size(), 300u);
    EXPECT_EQ(answer("4"), one) << format;
  }
}

TEST_F(BatchProgram, LimitsEachRanking) {
  const std::string queries = "q1\tword1 word2 word3\n";
  EXPECT_EQ(Lines(Batch({"--format", "trec"}, queries).out).size(), 10u);
  EXPECT_EQ(Lines(Batch({"--format", "trec", "--limit", "3"}, queries).out).size(), 3u);
}

TEST_F(BatchProgram, MendsWhatIsNoExpression) {
  const ProgramResult result = Batch({"--format", "trec"}, "q1\t(word30\nq2\tword31\n");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, HasSubstr("q1 Q0 e30 1 "));
  EXPECT_THAT(result.out, HasSubstr("q2 Q0 e31 1 "));
  EXPECT_THAT(result.err, HasSubstr("1 query not asked just as written"));
}

TEST_F(BatchProgram, GoesOnAfterAQueryThatFails) {
  const ProgramResult result = Batch({"--mode", "semantic"}, "q1\tword30\nq2\tword31\n");
  EXPECT_EQ(result.status, 1);
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(nlohmann::json::parse(lines[1])["_id"], "q2");
  EXPECT_TRUE(nlohmann::json::parse(lines[1])["error"].contains("message"));
  EXPECT_THAT(result.err, HasSubstr("query q1: "));
  EXPECT_THAT(result.err, HasSubstr("2 queries failed"));
}

TEST_F(BatchProgram, GivesAnEmptyRankingForAnEmptyText) {
  const ProgramResult result =
      Batch({}, "{\"_id\": \"q1\", \"text\": \"\"}\n{\"_id\": \"q2\", \"text\": \"word30\"}\n");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(nlohmann::json::parse(Lines(result.out)[0])["total"], 0);
  EXPECT_EQ(nlohmann::json::parse(Lines(result.out)[1])["total"], 1);
}

TEST_F(BatchProgram, ExitsWithOneWhenNothingIsFound) {
  EXPECT_EQ(Batch({"--format", "trec"}, "q1\txyzzy\n").status, 1);
  EXPECT_EQ(Batch({"--format", "trec"}, "").status, 0);
}

TEST_F(BatchProgram, RefusesQueriesItCannotRead) {
  const ProgramResult broken = Batch({}, "{\"_id\": \"q1\"}\n");
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.err, HasSubstr("standard input:1"));
  EXPECT_THAT(broken.out, IsEmpty());
  EXPECT_EQ(RunProgram({"batch", "--db", db_, directory_ / "none.tsv"}).status, 2);
  EXPECT_EQ(RunProgram({"batch", "--db", db_, directory_.path().string()}).status, 2);
}

}  // namespace
}  // namespace cuepoint
