// The order in which episodes came in, and the number of threads, leave no trace in answers.
#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/source.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "query/response_json.h"
#include "tests/support/relevance_corpus.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

const std::vector<std::string> kQueries = {"QUIC",          "dnssec",    "\"coffee pot\"",
                                           "rust networks", "http web",  "Larry Masinter",
                                           "DNS over QUIC", "the proxy", "zzyzzx"};

std::vector<Episode> BundledEpisodes() {
  Result<std::vector<Episode>> episodes = ReadEpisodes(CUEPOINT_SOURCE_DIR "/corpus/netstack.fm");
  EXPECT_TRUE(episodes && episodes->size() == 10u);
  return episodes ? *std::move(episodes) : std::vector<Episode>();
}

Engine IndexAndOpen(const std::vector<Episode>& episodes, const TemporaryDirectory& directory,
                    const std::string& name, unsigned jobs) {
  const std::string source = directory / "notes.jsonl";
  EXPECT_TRUE(WriteNativeJsonl(episodes, source));
  IndexOptions options;
  options.jobs = jobs;
  EXPECT_TRUE(IndexSources(directory / name, {source}, options));
  Result<Engine> engine = Engine::Open(directory / name);
  EXPECT_TRUE(engine);
  return *std::move(engine);
}

SearchResponse Ask(const Engine& engine, const std::string& query, Group group) {
  SearchRequest request;
  request.query = query;
  request.group = group;
  request.limit = 100;
  Result<SearchResponse> response = engine.Search(request);
  EXPECT_TRUE(response) << query;
  if (!response) return {};
  response->took_ms = 0;
  return *std::move(response);
}

/// (episode, start, score in parts per million of the best), whatever the order among ties. What
/// "the best possible" is, Xapian bounds by the order in which documents came, so only the ratios
/// are the index's own.
using Answers = std::set<std::tuple<std::string, double, long>>;

Answers AnswersOf(const SearchResponse& response) {
  double best_hit = 0;
  double best_moment = 0;
  for (const Hit& hit : response.hits) {
    best_hit = std::max(best_hit, hit.score);
    for (const Moment& moment : hit.moments) best_moment = std::max(best_moment, moment.score);
  }
  Answers answers;
  for (const Hit& hit : response.hits) {
    answers.emplace(hit.episode.id, -1, std::lround(1e6 * hit.score / best_hit));
    for (const Moment& moment : hit.moments) {
      answers.emplace(hit.episode.id, moment.start_s,
                      std::lround(1e6 * moment.score / best_moment));
    }
  }
  return answers;
}

TEST(Order, OfEpisodesLeavesEveryRankingAsItIs) {
  const TemporaryDirectory directory;
  std::vector<Episode> episodes = BundledEpisodes();
  const Engine in_order = IndexAndOpen(episodes, directory, "in-order", 1);
  std::shuffle(episodes.begin(), episodes.end(), std::mt19937(7));
  const Engine shuffled = IndexAndOpen(episodes, directory, "shuffled", 1);
  for (const std::string& query : kQueries) {
    for (const Group group : {Group::kEpisodes, Group::kMoments}) {
      EXPECT_EQ(AnswersOf(Ask(in_order, query, group)), AnswersOf(Ask(shuffled, query, group)))
          << query;
    }
  }
}

TEST(Order, OfAnswersIsTheSameHoweverManyThreadsIndexed) {
  const TemporaryDirectory directory;
  const std::vector<Episode> episodes = BundledEpisodes();
  const Engine one = IndexAndOpen(episodes, directory, "one", 1);
  const Engine four = IndexAndOpen(episodes, directory, "four", 4);
  for (const std::string& query : kQueries) {
    for (const Group group : {Group::kEpisodes, Group::kMoments}) {
      EXPECT_EQ(ResponseToJson(Ask(one, query, group)), ResponseToJson(Ask(four, query, group)));
    }
  }
}

TEST(Order, OfAnEpisodesHistoryLeavesEveryRankingAsItIs) {
  // An index that grew by changes answers as one that was made at once.
  const TemporaryDirectory directory;
  const std::vector<Episode> episodes = BundledEpisodes();
  std::vector<Episode> before = episodes;
  for (Episode& episode : before) {
    episode.description += " More was written here before.";
    if (!episode.chapters.empty()) episode.chapters.pop_back();
  }
  before.resize(before.size() - 3);
  IndexAndOpen(before, directory, "grown", 1);
  const Engine grown = IndexAndOpen(episodes, directory, "grown", 1);
  const Engine fresh = IndexAndOpen(episodes, directory, "fresh", 1);
  for (const std::string& query : kQueries) {
    EXPECT_EQ(AnswersOf(Ask(grown, query, Group::kEpisodes)),
              AnswersOf(Ask(fresh, query, Group::kEpisodes)))
        << query;
  }
}

}  // namespace
}  // namespace cuepoint
