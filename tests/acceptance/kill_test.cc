// Indexing killed at a random moment leaves an index that is sound and whole: all of before or all
// of after.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "indexer/index_check.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"
#include "tests/tools/program.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kEpisodes = 80;

/// A corpus in which every episode bears the word `mark`.
std::string CorpusOf(const std::string& mark, unsigned seed) {
  std::mt19937 random(seed);
  const auto words = [&](int count) {
    std::string text = mark;
    for (int i = 0; i < count; ++i) text += " word" + std::to_string(random() % 5000);
    return text;
  };
  std::string lines;
  for (std::size_t i = 0; i < kEpisodes; ++i) {
    lines += R"({"id": "e)" + std::to_string(i) + R"(", "title": ")" + words(4) +
             R"(", "description": ")" + words(40) + R"(", "chapters": [)";
    for (int chapter = 0; chapter < 4; ++chapter) {
      lines += (chapter == 0 ? "" : ",");
      lines += R"({"start_s": )" + std::to_string(chapter * 60) + R"(, "title": ")" + words(5) +
               R"(", "text": ")" + words(15) + R"("})";
    }
    lines += "]}\n";
  }
  return lines;
}

/// How a run ended: killed, or too fast for it.
struct Outcome {
  bool killed = false;
};

class Kill : public ::testing::Test {
 protected:
  Kill() {
    const char* given = std::getenv("CUEPOINT_TEST_SEED");
    seed_ = given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                             : std::random_device()();
    random_.seed(seed_);
    std::cout << "CUEPOINT_TEST_SEED=" << seed_ << '\n';
    notes_a_ = directory_.Write("a/notes.jsonl", CorpusOf("alpharevision", 1));
    notes_b_ = directory_.Write("b/notes.jsonl", CorpusOf("betarevision", 2));
  }

  /// A fresh index at db_: of revision A, or nothing at all.
  void Restore(bool with_a) {
    fs::remove_all(db_);
    if (!with_a) return;
    if (!fs::exists(pristine_)) {
      const Result<IndexReport> report = IndexSources(pristine_, {notes_a_}, {.encoder = "auto"});
      ASSERT_TRUE(report) << ToString(report.error());
    }
    fs::copy(pristine_, db_, fs::copy_options::recursive);
  }

  std::vector<std::string> Command(const std::vector<std::string>& flags) const {
    std::vector<std::string> arguments = {"index", "--db", db_};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    arguments.push_back(notes_b_);
    return arguments;
  }

  /// Kills a run of indexing at a moment drawn from [0, about its usual duration].
  Outcome RunAndKill(const std::vector<std::string>& flags, Seconds usual) {
    // Every other time in the last third, where the commit is.
    const double from = std::bernoulli_distribution(0.5)(random_) ? 0.0 : 0.65;
    const Seconds moment = usual * std::uniform_real_distribution<double>(from, 1.05)(random_);
    BackgroundProgram program(Command(flags));
    std::this_thread::sleep_for(moment);
    program.Signal(SIGKILL);
    const int status = program.Wait();
    EXPECT_TRUE(status == -SIGKILL || status == 0) << status;
    return {.killed = status == -SIGKILL};
  }

  Seconds UsualDuration(const std::vector<std::string>& flags, bool with_a) {
    Seconds shortest(1e9);
    for (int i = 0; i < 3; ++i) {
      Restore(with_a);
      const Clock::time_point start = Clock::now();
      const ProgramResult result = RunProgram(Command(flags));
      EXPECT_EQ(result.status, 0) << result.err;
      shortest = std::min(shortest, Seconds(Clock::now() - start));
    }
    return shortest;
  }

  static std::size_t Count(const Engine& engine, const std::string& word) {
    const Result<SearchResponse> response = engine.Search({.query = word});
    EXPECT_TRUE(response);
    return response ? response->total : 0;
  }

  /// "A", "B" or "nothing"; anything else is what is wrong.
  std::string Holds() const {
    const Result<Engine> engine = Engine::Open(db_);
    if (!engine) {
      return engine.error().code == ErrorCode::kNotFound ? "nothing" : ToString(engine.error());
    }
    const Result<CheckReport> check = CheckIndex(db_);
    if (!check) return ToString(check.error());
    if (!check->problems.empty()) return check->problems.front();
    const std::size_t a = Count(*engine, "alpharevision");
    const std::size_t b = Count(*engine, "betarevision");
    if (a == kEpisodes && b == 0 && check->episodes == kEpisodes) return "A";
    if (a == 0 && b == kEpisodes && check->episodes == kEpisodes) return "B";
    if (a == 0 && b == 0 && check->episodes == 0 && check->passages == 0) return "nothing";
    return std::to_string(a) + " of A and " + std::to_string(b) + " of B";
  }

  /// Kills `times` runs; after each the index must hold `before` or B, and take B afterwards.
  void Torment(int times, const std::vector<std::string>& flags, bool with_a) {
    const std::string before = with_a ? "A" : "nothing";
    Seconds usual = UsualDuration(flags, with_a);
    int killed = 0;
    int finished = 0;
    for (int i = 0; i < times; ++i) {
      SCOPED_TRACE("seed " + std::to_string(seed_) + ", kill " + std::to_string(i));
      Restore(with_a);
      const Outcome outcome = RunAndKill(flags, usual);
      const std::string holds = Holds();
      // The machine may have become quicker or slower since: most kills are to hit a run.
      usual *= outcome.killed ? 1.05 : 0.8;
      killed += outcome.killed;
      finished += holds == "B";
      if (outcome.killed) {
        EXPECT_TRUE(holds == before || holds == "B") << holds;
      } else {
        EXPECT_EQ(holds, "B");
      }
      if (i % 5 == 0) {
        const Result<IndexReport> again = IndexSources(db_, {notes_b_}, {.encoder = "auto"});
        ASSERT_TRUE(again) << "The next writer: " << ToString(again.error());
        EXPECT_EQ(Holds(), "B");
        ExpectNoLeftovers();
      }
    }
    std::cout << killed << " of " << times << " runs killed, " << finished << " had committed\n";
    EXPECT_GT(killed, times / 5) << "Too few kills hit anything";
  }

  /// At most the current generation and its predecessor.
  void ExpectNoLeftovers() const {
    int generations = 0;
    for (const auto& entry : fs::directory_iterator(db_)) generations += entry.is_directory();
    EXPECT_LE(generations, 2);
  }

  unsigned seed_ = 0;
  std::mt19937 random_;
  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
  std::string pristine_ = directory_ / "pristine";
  std::string notes_a_;
  std::string notes_b_;
};

TEST_F(Kill, DuringAnUpdateLeavesAllOfBeforeOrAllOfAfter) { Torment(50, {}, true); }

TEST_F(Kill, DuringARebuildLeavesAllOfBeforeOrAllOfAfter) { Torment(25, {"--rebuild"}, true); }

TEST_F(Kill, DuringTheFirstRunLeavesNothingOrAll) { Torment(25, {}, false); }

}  // namespace
}  // namespace cuepoint
