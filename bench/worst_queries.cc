// How long the worst queries take: those that are made to cost much, and what fuzzing found.
//
//   worst_queries INDEX [FILE|DIRECTORY…]
//
// Each file is one query, as in tests/fuzz/seeds/query_parser or a corpus that libFuzzer left.
// Every query runs in each mode and grouping; the fastest of three runs counts, since other
// programs on the machine only make a run slower. Prints the slowest, slowest first.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "query/engine.h"

namespace cuepoint {
namespace {

constexpr int kRuns = 3;
constexpr std::size_t kShown = 12;

/// `item(i)` joined by `separator` as long as a query may be.
template <class Item>
std::string Fill(const std::string& separator, Item item) {
  std::string query;
  std::size_t words = 1;
  for (std::size_t i = 0;; ++i) {
    const std::string next = (i == 0 ? "" : separator) + item(i);
    words += static_cast<std::size_t>(std::count(next.begin(), next.end(), ' '));
    if (query.size() + next.size() > SearchLimits::kQueryBytes ||
        words > SearchLimits::kQueryTerms) {
      return query;
    }
    query += next;
  }
}

std::vector<std::string> CostlyQueries() {
  const std::vector<std::string> common = {"the", "of", "a", "to", "in", "and", "is", "it"};
  const std::vector<std::string> starts = {"co", "re", "de", "in", "un", "pr", "st", "tr", "se"};
  const auto word = [&](std::size_t i) { return common[i % common.size()]; };
  const auto pair = [&](std::size_t i) {
    return '"' + word(i) + " " + word(i / common.size()) + '"';
  };
  const auto prefix = [&](std::size_t i) { return starts[i % starts.size()] + "*"; };
  return {"\"the\"",
          "\"of the\"",
          "\"of the\"~100",
          "title:the",
          "chapter:the",
          "transcript:the",
          "link:com",
          "-the",
          Fill(" ", prefix),
          Fill(" OR ", prefix),
          Fill(" ", [&](std::size_t i) { return "-" + prefix(i); }),
          Fill(" OR ", [&](std::size_t i) { return "title:" + prefix(i); }),
          Fill(" OR ", [&](std::size_t i) { return "chapter:" + prefix(i); }),
          Fill(" ", pair),
          Fill(" OR ", pair),
          Fill(" ", [&](std::size_t i) { return "-" + pair(i); }),
          Fill(" ", [&](std::size_t i) { return pair(i) + "~100"; }),
          Fill(" ", [&](std::size_t i) { return "link:" + word(i); }),
          Fill(" ", [](std::size_t) { return "person:a*"; }),
          Fill(" OR ", [](std::size_t) { return "guest:a*"; }),
          Fill(" ", [](std::size_t) { return "longer:1"; }),
          Fill(" ", [&](std::size_t i) { return "w" + std::to_string(i) + " " + word(i); }),
          Fill(" ", [&](std::size_t i) { return word(i) + "/" + std::to_string(i); }),
          std::string(SearchLimits::kQueryDepth, '(') + "the" +
              std::string(SearchLimits::kQueryDepth, ')')};
}

void AddQueries(const std::filesystem::path& path, std::vector<std::string>& queries) {
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      AddQueries(entry.path(), queries);
    }
    return;
  }
  std::ifstream file(path, std::ios::binary);
  queries.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

struct Timing {
  double took_ms = 0;
  std::string query;
  std::string how;
};

int Run(const std::string& index, const std::vector<std::string>& queries) {
  const Result<Engine> engine = Engine::Open(index);
  if (!engine) {
    std::fprintf(stderr, "%s\n", ToString(engine.error()).c_str());
    return 2;
  }
  const Result<void> prepared = engine->Prepare();
  if (!prepared) std::fprintf(stderr, "%s\n", ToString(prepared.error()).c_str());
  std::vector<Timing> timings;
  std::size_t refused = 0;
  for (const std::string& query : queries) {
    for (const Mode mode : {Mode::kLexical, Mode::kHybrid}) {
      for (const Group group : {Group::kEpisodes, Group::kMoments}) {
        Timing timing{.took_ms = -1,
                      .query = query,
                      .how = std::string(Name(mode)) + " " + std::string(Name(group))};
        for (int run = 0; run < kRuns; ++run) {
          const auto response = engine->Search({.query = query, .mode = mode, .group = group});
          if (!response) break;
          if (run == 0 || response->took_ms < timing.took_ms) timing.took_ms = response->took_ms;
        }
        refused += timing.took_ms < 0;
        if (timing.took_ms >= 0) timings.push_back(std::move(timing));
      }
    }
  }
  std::sort(timings.begin(), timings.end(),
            [](const Timing& a, const Timing& b) { return a.took_ms > b.took_ms; });
  std::printf("%zu searches, %zu refused\n", timings.size(), refused);
  for (std::size_t i = 0; i < std::min(kShown, timings.size()); ++i) {
    std::string shown = timings[i].query.substr(0, 60);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '.');
    std::printf("%8.2f ms  %-18s %s\n", timings[i].took_ms, timings[i].how.c_str(), shown.c_str());
  }
  return 0;
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "worst_queries INDEX [FILE|DIRECTORY...]\n");
    return 2;
  }
  std::vector<std::string> queries = cuepoint::CostlyQueries();
  for (int i = 2; i < argc; ++i) cuepoint::AddQueries(argv[i], queries);
  return cuepoint::Run(argv[1], queries);
}
