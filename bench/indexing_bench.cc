// How fast is indexing? A whole run of ours, from native JSONL to a committed index, against raw
// Xapian::TermGenerator on the same text in memory, with one thread and with two.
//
//   indexing_bench [--benchmark_filter=…] [CORPUS.jsonl…]
//
// Rounds alternate (side_by_side.h). After the figures of Google Benchmark it prints a table in
// Markdown. "Raw, episodes" makes one document per episode, which is the strict reading of "the
// same text"; "raw, passages" makes the documents that ours makes.
//
// Corpora that are named (synthetic_corpus.py makes them at any size) are indexed once with each
// number of threads and each encoder, in a process of its own whose peak memory is taken.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
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

/// First argument of the process that indexes a named corpus.
constexpr const char* kChild = "--index-once";
constexpr const char* kEncoders[] = {"none", "static"};

IndexReport IndexOurs(const std::string& path, const std::string& jsonl_path, unsigned jobs,
                      const std::string& encoder) {
  IndexOptions options;
  options.jobs = jobs;
  options.encoder = encoder;
  const Result<IndexReport> report = IndexSources(path, {jsonl_path}, options);
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
      const IndexReport report = IndexOurs(path_, corpus_.jsonl_path, jobs, kEncoders[jobs - 1]);
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
    const auto ours = [this](std::string name, unsigned jobs, const char* encoder) {
      return Contestant{std::move(name),
                        [this, jobs, encoder](std::size_t) {
                          IndexOurs(path_, corpus_.jsonl_path, jobs, encoder);
                        },
                        [this] { RemoveIndex(); }};
    };
    standings_ = SideBySide(
        state, 1,
        {raw("raw_episodes", RawUnits::kEpisodes), raw("raw_passages", RawUnits::kPassages),
         ours("cuepoint_1_thread", 1, "none"), ours("cuepoint_2_threads", 2, "none"),
         ours("cuepoint_static_1_thread", 1, "static"),
         ours("cuepoint_static_2_threads", 2, "static")});
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

/// Indexes in a process of its own and prints a line of a table.
void IndexOnce(const std::string& jsonl_path, unsigned jobs, const std::string& encoder,
               const TemporaryDirectory& directory) {
  const std::string path = directory / "db-once";
  std::vector<std::string> arguments = {"indexing_bench",     kChild, path, jsonl_path,
                                        std::to_string(jobs), encoder};
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, pointers.data(), environ) != 0 ||
      wait4(child, &status, 0, &usage) != child || status != 0) {
    Fail("indexing " + jsonl_path + " failed");
  }
  std::printf(" %ld |\n", usage.ru_maxrss / 1024);
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

/// What the process of IndexOnce does: a line of the table but for its end.
int IndexAsChild(char** argv) {
  const IndexReport report =
      IndexOurs(argv[0], argv[1], static_cast<unsigned>(atoi(argv[2])), argv[3]);
  std::uintmax_t index_bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(argv[0])) {
    if (file.is_regular_file()) index_bytes += file.file_size();
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  const double megabytes = static_cast<double>(report.bytes) / 1e6;
  std::printf(
      "| %s, %s | %.1f | %.1f | %.2f | %.0f |", argv[3],
      std::strcmp(argv[2], "1") == 0 ? "1 thread" : (argv[2] + std::string(" threads")).c_str(),
      report.seconds, seconds(usage.ru_utime) + seconds(usage.ru_stime), megabytes / report.seconds,
      static_cast<double>(index_bytes) / 1e6);
  std::fflush(stdout);
  return 0;
}

int Run(int argc, char** argv) {
  if (argc == 6 && std::strcmp(argv[1], kChild) == 0) return IndexAsChild(argv + 2);
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
  for (int i = 1; i < argc; ++i) {
    std::printf("\n%s: %ju bytes of native JSON\n\n", argv[i], std::filesystem::file_size(argv[i]));
    std::printf("| | s | processor s | MB of JSON/s | index MB | peak MB |\n");
    std::printf("|---|---:|---:|---:|---:|---:|\n");
    std::fflush(stdout);
    for (const char* encoder : kEncoders) {
      for (const unsigned jobs : {1u, 2u}) IndexOnce(argv[i], jobs, encoder, directory);
    }
  }
  return 0;
}

}  // namespace
}  // namespace cuepoint::bench

int main(int argc, char** argv) { return cuepoint::bench::Run(argc, argv); }
