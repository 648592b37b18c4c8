// How fast is indexing? A whole run of ours, from native JSONL to a committed index, against raw
// Xapian::TermGenerator on the same text in memory, with one thread and with two.
//
//   indexing_bench [--benchmark_filter=…]
//
// Rounds alternate (side_by_side.h). After the figures of Google Benchmark it prints a table in
// Markdown. "Raw, episodes" makes one document per episode, which is the strict reading of "the
// same text"; "raw, passages" makes the documents that ours makes.
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <xapian.h>

#include "bench/corpora.h"
#include "bench/side_by_side.h"
#include "indexer/index_check.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint::bench {
namespace {

constexpr int kRounds = 15;

IndexReport IndexOurs(const std::string& path, const Corpus& corpus, unsigned jobs) {
  IndexOptions options;
  options.jobs = jobs;
  const Result<IndexReport> report = IndexSources(path, {corpus.jsonl_path}, options);
  if (!report) Fail(ToString(report.error()));
  return *report;
}

/// One corpus with what its contest needs.
class Contest {
 public:
  Contest(const Corpus& corpus, const TemporaryDirectory& directory)
      : corpus_(corpus), path_(directory / ("db-" + corpus.name)) {
    for (const Episode& episode : corpus.episodes) passages_.push_back(PassageTexts(episode));
  }

  /// Everything that will be timed has to be there and sound.
  void CheckAnswers() {
    std::size_t documents = corpus_.episodes.size();
    for (const auto& passages : passages_) documents += passages.size();
    for (const unsigned jobs : {1u, 2u}) {
      const IndexReport report = IndexOurs(path_, corpus_, jobs);
      const Result<CheckReport> check = CheckIndex(path_);
      if (!check) Fail(ToString(check.error()));
      if (report.added != corpus_.episodes.size() || !check->problems.empty() ||
          check->episodes + check->passages != documents) {
        Fail("the index of " + corpus_.name + " is not what was to be indexed");
      }
      RemoveIndex();
    }
    for (const RawUnits units : {RawUnits::kEpisodes, RawUnits::kPassages}) {
      BuildRaw(path_, corpus_, units, passages_);
      const std::size_t expected =
          units == RawUnits::kEpisodes ? corpus_.episodes.size() : documents;
      if (Xapian::Database(path_).get_doccount() != expected) Fail("raw Xapian lost documents");
      RemoveIndex();
    }
  }

  void Run(benchmark::State& state) {
    const auto raw = [this](std::string name, RawUnits units) {
      return Contestant{std::move(name),
                        [this, units](std::size_t) { BuildRaw(path_, corpus_, units, passages_); },
                        [this] { RemoveIndex(); }};
    };
    const auto ours = [this](std::string name, unsigned jobs) {
      return Contestant{std::move(name),
                        [this, jobs](std::size_t) { IndexOurs(path_, corpus_, jobs); },
                        [this] { RemoveIndex(); }};
    };
    standings_ = SideBySide(
        state, 1,
        {raw("raw_episodes", RawUnits::kEpisodes), raw("raw_passages", RawUnits::kPassages),
         ours("cuepoint_1_thread", 1), ours("cuepoint_2_threads", 2)});
    state.SetLabel(std::to_string(corpus_.episodes.size()) + " episodes, " +
                   std::to_string(corpus_.text_bytes) + " bytes of text");
  }

  void PrintTable() const {
    if (standings_.empty()) return;
    std::printf("\n%s: %zu episodes, %zu bytes of text\n\n", corpus_.name.c_str(),
                corpus_.episodes.size(), corpus_.text_bytes);
    std::printf(
        "| | ms | processor ms | MB of text/s | speed against raw, episodes | raw, passages |\n");
    std::printf("|---|---:|---:|---:|---:|---:|\n");
    for (const Standing& standing : standings_) {
      std::printf("| %s | %.1f | %.1f | %.2f | %.2f | %.2f |\n", standing.name.c_str(),
                  standing.median_ms, standing.cpu_ms,
                  static_cast<double>(corpus_.text_bytes) / standing.median_ms / 1e3,
                  standings_[0].median_ms / standing.median_ms,
                  standings_[1].median_ms / standing.median_ms);
    }
  }

 private:
  void RemoveIndex() const {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const Corpus& corpus_;
  std::string path_;
  std::vector<std::vector<std::string>> passages_;
  std::vector<Standing> standings_;
};

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const TemporaryDirectory directory;
  const std::vector<Corpus> corpora = LoadCorpora(directory.path().string());
  std::vector<Contest> contests;
  for (const Corpus& corpus : corpora) contests.emplace_back(corpus, directory);
  for (Contest& contest : contests) contest.CheckAnswers();
  for (std::size_t i = 0; i < contests.size(); ++i) {
    benchmark::RegisterBenchmark(
        ("Indexing/" + corpora[i].name).c_str(),
        [&contest = contests[i]](benchmark::State& state) { contest.Run(state); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime()
        ->Iterations(kRounds);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const Contest& contest : contests) contest.PrintTable();
  return 0;
}

}  // namespace
}  // namespace cuepoint::bench

int main(int argc, char** argv) { return cuepoint::bench::Run(argc, argv); }
