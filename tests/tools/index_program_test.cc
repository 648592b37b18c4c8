#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kTwoEpisodes =
    R"({"id": "e1", "title": "Of QUIC", "chapters": [{"start_s": 5, "title": "Loss"}]}
{"id": "e2", "title": "Of TCP", "people": [{"name": "Jo Doe", "role": "guest"}]}
)";

class IndexProgram : public ::testing::Test {
 protected:
  ProgramResult Index(std::vector<std::string> arguments, const ProgramInput& input = {}) const {
    arguments.insert(arguments.begin(), {"index", "--db", db_});
    return RunProgram(arguments, input);
  }
  nlohmann::json IndexJson(std::vector<std::string> arguments, int expected_status) const {
    arguments.insert(arguments.begin(), {"--report", "json"});
    const ProgramResult result = Index(arguments);
    EXPECT_EQ(result.status, expected_status) << result.err;
    return nlohmann::json::parse(result.out, nullptr, false);
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(IndexProgram, ReportsWhatItDidOnStandardError) {
  const ProgramResult result = Index({directory_.Write("notes.jsonl", kTwoEpisodes)});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("2  added"));
  EXPECT_THAT(result.err, HasSubstr("1  chapters"));
  EXPECT_THAT(result.err, HasSubstr("from 1 file in "));
  EXPECT_THAT(result.err, Not(HasSubstr("\x1b"))) << "No progress bar where nobody looks";
  EXPECT_THAT(result.err, Not(HasSubstr("\r")));
}

TEST_F(IndexProgram, ReportsInJsonOnStandardOutput) {
  const nlohmann::json report = IndexJson({directory_.Write("notes.jsonl", kTwoEpisodes)}, 0);
  EXPECT_EQ(report["added"], 2);
  EXPECT_EQ(report["people"], 1);
  EXPECT_EQ(report["skipped"], 0);
  EXPECT_EQ(report["path"], db_);
}

TEST_F(IndexProgram, CountsWhatChanged) {
  const std::string notes = directory_.Write("notes.jsonl", kTwoEpisodes);
  IndexJson({notes}, 0);
  directory_.Write("notes.jsonl", R"({"id": "e1", "title": "Of QUIC and HTTP/3"})");
  const nlohmann::json kept = IndexJson({notes}, 0);
  EXPECT_EQ(kept["changed"], 1);
  EXPECT_EQ(kept["removed"], 0);
  const nlohmann::json pruned = IndexJson({"--prune", notes}, 0);
  EXPECT_EQ(pruned["unchanged"], 1);
  EXPECT_EQ(pruned["removed"], 1);
}

TEST_F(IndexProgram, BuildsAfresh) {
  IndexJson({directory_.Write("a.jsonl", kTwoEpisodes)}, 0);
  const std::string other = directory_.Write("b.jsonl", R"({"id": "e3", "title": "Of UDP"})");
  EXPECT_EQ(IndexJson({"--rebuild", other}, 0)["added"], 1);
  EXPECT_EQ(RunProgram({"search", "--db", db_, "tcp"}).status, 1);
  EXPECT_EQ(RunProgram({"search", "--db", db_, "udp"}).status, 0);
}

TEST_F(IndexProgram, ReadsStandardInput) {
  EXPECT_EQ(Index({"-"}, {.text = std::string(kTwoEpisodes)}).status, 0);
  EXPECT_EQ(RunProgram({"search", "--db", db_, "tcp"}).status, 0);
}

TEST_F(IndexProgram, SkipsWhatItCannotReadKeepsTheRestAndSaysSo) {
  const std::string good = directory_.Write("good.jsonl", kTwoEpisodes);
  const std::string bad = directory_.Write("bad.json", R"({"title": 7})");
  const ProgramResult result = Index({good, bad, directory_ / "gone.json"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("skipped: " + bad));
  EXPECT_THAT(result.err, HasSubstr("gone.json"));
  EXPECT_THAT(result.err, HasSubstr("2  added"));
  EXPECT_EQ(RunProgram({"search", "--db", db_, "quic"}).status, 0);
}

TEST_F(IndexProgram, ListsTheFirstTwentyErrorsAndCountsTheRest) {
  std::string lines;
  for (int i = 0; i < 25; ++i) lines += "{\"title\": 7}\n";
  lines += R"({"id": "e1", "title": "Good"})";
  const ProgramResult result = Index({directory_.Write("notes.jsonl", lines)});
  EXPECT_EQ(result.status, 1);
  std::size_t skipped = 0;
  for (std::size_t at = result.err.find("skipped: "); at != std::string::npos;
       at = result.err.find("skipped: ", at + 1)) {
    ++skipped;
  }
  EXPECT_EQ(skipped, 20u);
  EXPECT_THAT(result.err, HasSubstr("and 5 more"));
}

TEST_F(IndexProgram, DisarmsFileNamesInItsReport) {
  const ProgramResult result = Index({directory_.Write("a\x1b[2J.json", "{")});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
}

TEST_F(IndexProgram, RefusesAnEncoderThatIsNotThere) {
  const std::string notes = directory_.Write("notes.jsonl", kTwoEpisodes);
  const ProgramResult result = Index({"--encoder", "telepathy", notes});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("telepathy"));
  EXPECT_EQ(Index({"--encoder", "none", notes}).status, 0);
}

TEST_F(IndexProgram, FetchesNothingWhenToldNotTo) {
  for (const std::string url : {"https://example.org/feed.xml", "http://example.org/"}) {
    const ProgramResult result = Index({url, "--no-fetch"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.err, HasSubstr(url + ": is an address, and fetching is turned off"));
  }
  EXPECT_EQ(Index({"--no-fetch", directory_.Write("notes.jsonl", kTwoEpisodes)}).status, 0);
}

TEST_F(IndexProgram, FailsWhereItMayNotWrite) {
  const std::string notes = directory_.Write("notes.jsonl", kTwoEpisodes);
  const ProgramResult result = RunProgram({"index", "--db", notes + "/db", notes});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("cuepoint index: "));
}

TEST_F(IndexProgram, LeavesTheIndexAsItWasWhenInterrupted) {
  ASSERT_EQ(Index({directory_.Write("a.jsonl", kTwoEpisodes)}).status, 0);
  std::string many;
  for (int i = 0; i < 20'000; ++i) {
    many += "{\"id\": \"n" + std::to_string(i) + "\", \"title\": \"New " + std::to_string(i) +
            "\", \"description\": \"sentinel words to be analysed " + std::to_string(i * i) +
            "\"}\n";
  }
  const std::string big = directory_.Write("big.jsonl", many);
  {
    BackgroundProgram program({"index", "--db", db_, big});
    usleep(100'000);
    program.Signal(SIGINT);
    const int status = program.Wait();
    ASSERT_TRUE(status == -SIGINT || status == 0) << status;
    if (status == 0) GTEST_SKIP() << "It was done before the signal came";
  }
  EXPECT_EQ(RunProgram({"search", "--db", db_, "sentinel"}).status, 1);
  EXPECT_EQ(RunProgram({"search", "--db", db_, "quic"}).status, 0);
  EXPECT_EQ(RunProgram({"check", "--db", db_}).status, 0);
  EXPECT_EQ(Index({big}).status, 0) << "The lock does not outlive the process";
}

}  // namespace
}  // namespace cuepoint
