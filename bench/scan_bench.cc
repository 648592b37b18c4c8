// When is it better not to score every vector? The exact scan beside the sketch
// (query/sign_sketch.h) on the real vectors of an index: how long each takes, and how many of the
// true best hundred episodes the sketch misses.
//
//   scan_bench INDEX QUERIES.tsv        id<TAB>text; an index of a hundred thousand passages or
//   more
//
// Prints Markdown, a row for the first thousands of rows of the matrix up to all of them. Rounds
// alternate between the two; medians over all queries.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

#include "query/index_view.h"
#include "query/semantic_index.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

constexpr std::size_t kWanted = 100;
constexpr int kRounds = 3;

[[noreturn]] void Stop(const std::string& what) {
  std::fprintf(stderr, "scan_bench: %s\n", what.c_str());
  std::exit(2);
}

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// The first rows of a matrix, episodes kept whole.
VectorMatrix Head(const VectorMatrix& matrix, std::size_t rows) {
  VectorMatrix head(matrix.dimensions());
  head.Reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int8_t* const values = matrix.data() + row * matrix.stride();
    head.Add(matrix.label(row), {matrix.scale(row), {values, matrix.dimensions()}});
  }
  return head;
}

struct Timed {
  std::vector<ScoredEpisode> best;
  double ms = 0;
};

Timed Best(const VectorMatrix& matrix, std::span<const float> query, const SignSketch* sketch) {
  const auto start = std::chrono::steady_clock::now();
  const VectorScan scan(matrix, query, sketch);
  Timed timed{.best = scan.TopEpisodes(kWanted), .ms = 0};
  timed.ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return timed;
}

void Measure(const VectorMatrix& matrix, const std::vector<std::vector<float>>& queries) {
  const auto start = std::chrono::steady_clock::now();
  const std::optional<SignSketch> sketch = SignSketch::Of(matrix);
  const double build_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!sketch) Stop("this processor has no use for sketches");
  std::vector<double> exact_ms;
  std::vector<double> sketch_ms;
  std::size_t found = 0;
  std::size_t first = 0;
  std::size_t wanted = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::vector<float>& query : queries) {
      const Timed exact = Best(matrix, query, nullptr);
      const Timed likely = Best(matrix, query, &*sketch);
      exact_ms.push_back(exact.ms);
      sketch_ms.push_back(likely.ms);
      if (round > 0) continue;
      std::unordered_set<std::uint32_t> held;
      for (const ScoredEpisode& episode : likely.best) held.insert(episode.episode);
      for (const ScoredEpisode& episode : exact.best) found += held.contains(episode.episode);
      wanted += exact.best.size();
      first += !exact.best.empty() && held.contains(exact.best.front().episode);
    }
  }
  const double exact_median_ms = Median(exact_ms);
  const double sketch_median_ms = Median(sketch_ms);
  std::printf("| %zu | %.2f | %.2f | %.2f | %.4f | %.4f | %.0f | %.1f |\n", matrix.rows(),
              exact_median_ms, sketch_median_ms, sketch_median_ms / exact_median_ms,
              static_cast<double>(found) / static_cast<double>(wanted),
              static_cast<double>(first) / static_cast<double>(queries.size()), build_s * 1000,
              static_cast<double>(sketch->bytes()) / 1e6);
  std::fflush(stdout);
}

void Run(const std::string& path, const std::string& queries_path) {
  Result<std::unique_ptr<ReaderPool>> readers = ReaderPool::Open(path);
  if (!readers) Stop(ToString(readers.error()));
  Result<std::unique_ptr<Reader>> reader = (*readers)->Take();
  if (!reader) Stop(ToString(reader.error()));
  SemanticIndexes indexes;
  const auto index = indexes.Of(**reader);
  if (!index) Stop(ToString(index.error()));
  if (*index == nullptr) Stop("the index has no vectors");
  std::vector<std::vector<float>> queries;
  std::ifstream in(queries_path);
  for (std::string line; std::getline(in, line);) {
    const std::string text = line.substr(line.find('\t') + 1);
    const auto encoded = indexes.EncodeQuery(**index, text);
    if (!encoded) Stop(ToString(encoded.error()));
    queries.push_back((*encoded)->vector);
  }
  if (queries.empty()) Stop("there are no queries in " + queries_path);
  std::puts(
      "| rows | exact ms | by sketch ms | ratio | of the best 100 | of the first | made in ms | MB "
      "|");
  std::puts("|---:|---:|---:|---:|---:|---:|---:|---:|");
  for (const VectorMatrix* matrix : {&(*index)->pieces, &(*index)->moments}) {
    for (std::size_t rows = 12'500; rows < matrix->rows(); rows *= 2) {
      Measure(Head(*matrix, rows), queries);
    }
    Measure(*matrix, queries);
  }
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) {
  if (argc != 3) cuepoint::Stop("usage: scan_bench INDEX QUERIES.tsv");
  cuepoint::Run(argv[1], argv[2]);
}
