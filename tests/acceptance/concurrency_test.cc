// Readers while a writer works: no failed search, and every answer from one revision.
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

constexpr int kEpisodes = 40;
constexpr std::uint64_t kRevisions = 10;

/// Every revision changes every episode, and says so in each text that a search shows.
std::string CorpusOf(std::uint64_t revision) {
  const std::string mark = "mark" + std::to_string(revision);
  std::string lines;
  for (int i = 0; i < kEpisodes; ++i) {
    lines += R"({"id": "e)" + std::to_string(i) + R"(", "title": "Signal )" + mark + R"(",)" +
             R"("description": "a signal of )" + mark + R"(", "chapters": [)" +
             R"({"start_s": 0, "title": "Signal )" + mark + R"("},)" +
             R"({"start_s": 60, "title": "The other signal )" + mark + R"("}]})" + "\n";
  }
  return lines;
}

/// What is wrong with an answer; empty when it is of one revision throughout.
std::string Fault(const SearchResponse& response) {
  const std::string mark = "mark" + std::to_string(response.revision);
  if (response.total != kEpisodes || response.hits.size() != kEpisodes) {
    return std::to_string(response.total) + " hits at revision " +
           std::to_string(response.revision);
  }
  for (const Hit& hit : response.hits) {
    if (hit.episode.title != "Signal " + mark) return hit.episode.title + ", not " + mark;
    if (hit.moments.size() != 2) return "an episode without its moments";
    for (const Moment& moment : hit.moments) {
      if (!moment.title.ends_with(mark)) return moment.title + ", not " + mark;
    }
  }
  return {};
}

struct ReaderLog {
  std::size_t searches = 0;
  std::uint64_t last_revision = 0;
  std::vector<std::string> faults;
};

void ReadUntil(const std::atomic<bool>& done, const Engine& engine, ReaderLog& log) {
  SearchRequest request;
  request.query = "signal";
  request.limit = 100;
  // At least once after the last commit, to see it.
  for (bool last = false; !last;) {
    last = done;
    const Result<SearchResponse> response = engine.Search(request);
    ++log.searches;
    if (!response) {
      log.faults.push_back(ToString(response.error()));
      continue;
    }
    if (std::string fault = Fault(*response); !fault.empty()) log.faults.push_back(fault);
    if (response->revision < log.last_revision) log.faults.push_back("the revision went back");
    log.last_revision = response->revision;
  }
}

class Concurrency : public ::testing::TestWithParam<bool> {};

TEST_P(Concurrency, LeavesEverySearchWholeWhileAWriterCommits) {
  const bool rebuild = GetParam();
  const TemporaryDirectory directory;
  const std::string db = directory / "db";
  const std::string source = directory.Write("notes.jsonl", CorpusOf(1));
  IndexOptions options;
  options.jobs = 1;
  ASSERT_TRUE(IndexSources(db, {source}, options));
  const Result<Engine> engine = Engine::Open(db);
  ASSERT_TRUE(engine);

  std::atomic<bool> done = false;
  std::array<ReaderLog, 3> logs;
  std::vector<std::jthread> readers;
  for (ReaderLog& log : logs) {
    readers.emplace_back([&done, &engine, &log] { ReadUntil(done, *engine, log); });
  }
  for (std::uint64_t revision = 2; revision <= kRevisions + 1; ++revision) {
    directory.Write("notes.jsonl", CorpusOf(revision));
    // Alternating where rebuilding: both ways of changing generations meet.
    options.rebuild = rebuild && revision % 2 == 0;
    const Result<IndexReport> report = IndexSources(db, {source}, options);
    ASSERT_TRUE(report) << ToString(report.error());
    EXPECT_EQ(report->revision, revision);
  }
  done = true;
  readers.clear();
  for (const ReaderLog& log : logs) {
    EXPECT_GT(log.searches, 0u);
    EXPECT_EQ(log.last_revision, kRevisions + 1);
    EXPECT_TRUE(log.faults.empty())
        << log.faults.size() << " of " << log.searches << " searches: " << log.faults.front();
  }
}

INSTANTIATE_TEST_SUITE_P(Writers, Concurrency, ::testing::Values(false, true),
                         [](const auto& writer) {
                           return writer.param ? "Rebuilding" : "Updating";
                         });

}  // namespace
}  // namespace cuepoint
