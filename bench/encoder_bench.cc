// How fast is meaning? Text to tokens, tokens to vectors, and one vector against all others; the
// scan beside a naive loop over floats and beside a plain read of the same memory.
//
//   encoder_bench [--benchmark_filter=…]
//
// Texts and vectors are made up; the model is the one of the repository.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "indexer/encoder_registry.h"
#include "indexer/sha256.h"
#include "indexer/static_encoder.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

constexpr std::string_view kModelPath = CUEPOINT_SOURCE_DIR "/indexer/models/static-v1.bin";
constexpr std::string_view kQuery = "making the web faster over lossy mobile links";
constexpr std::size_t kDimensions = 384;

[[noreturn]] void Stop(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

std::shared_ptr<const StaticEncoder> Open() {
  auto encoder = StaticEncoder::Open(std::string(kModelPath), "static");
  if (!encoder) Stop(ToString(encoder.error()));
  return *encoder;
}

// About as many bytes of each.
std::string Text(std::string_view sentence) {
  constexpr std::size_t kBytes = 64 * 1024;
  std::string text;
  while (text.size() < kBytes) {
    text += sentence;
    text += '\n';
  }
  return text;
}

constexpr std::string_view kEnglish =
    "In this episode we talk with Zoe about HTTP/3, why QUIC moved to user space, and what RFC "
    "9000 "
    "leaves out; don't miss the part on node.js and kernel bypassing!";
constexpr std::string_view kGerman =
    "Größere Änderungen führen häufig zu Verständnisfragen über die Schnittstellen, erklärt der "
    "Gast.";
constexpr std::string_view kRussian =
    "В этом выпуске мы обсуждаем протокол QUIC и то, почему он работает поверх UDP.";
constexpr std::string_view kChinese = "本期节目我们讨论协议，以及为什么它运行在用户空间。";

void BM_WordPiece(benchmark::State& state, std::string_view sentence) {
  const auto encoder = Open();
  const std::string text = Text(sentence);
  std::vector<TokenId> ids;
  for (auto _ : state) {
    ids.clear();
    encoder->model().wordpiece().Encode(text, ids);
    benchmark::DoNotOptimize(ids.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["tokens"] = benchmark::Counter(static_cast<double>(ids.size()),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void BM_EncodeQuery(benchmark::State& state) {
  const auto encoder = Open();
  std::vector<float> vector(encoder->identity().dimensions);
  for (auto _ : state) {
    if (!encoder->Encode({&kQuery, 1}, TextKind::kQuery, vector)) Stop("the query was refused");
    benchmark::DoNotOptimize(vector.data());
  }
}

void BM_EncodePassage(benchmark::State& state) {
  const auto encoder = Open();
  const std::string text = Text(kEnglish).substr(0, 320);  // About 64 tokens.
  const std::string_view view = text;
  std::vector<float> vector(encoder->identity().dimensions);
  std::string stored;
  for (auto _ : state) {
    if (!encoder->Encode({&view, 1}, TextKind::kPassage, vector)) Stop("the text was refused");
    stored.clear();
    AppendQuantized(vector, stored);
    benchmark::DoNotOptimize(stored.data());
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_OpenModel(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Open());
}

std::vector<float> RandomUnitVector(std::mt19937& random) {
  std::normal_distribution<float> normal;
  std::vector<float> vector(kDimensions);
  float square = 0;
  for (float& value : vector) {
    value = normal(random);
    square += value * value;
  }
  for (float& value : vector) value /= std::sqrt(square);
  return vector;
}

// Seven rows for each episode. Values are drawn as integers, since drawing unit vectors by the
// hundred thousand takes longer than the benchmark.
VectorMatrix RandomMatrix(std::size_t rows) {
  constexpr std::uint32_t kRowsPerEpisode = 7;
  VectorMatrix matrix(kDimensions);
  matrix.Reserve(rows);
  std::mt19937_64 random(11);
  std::vector<std::int8_t> values(kDimensions);
  for (std::uint32_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < kDimensions; j += 8) {
      const std::uint64_t bits = random();
      std::memcpy(values.data() + j, &bits, 8);
    }
    matrix.Add({1 + i / kRowsPerEpisode, i % kRowsPerEpisode}, {0.0007F, values});
  }
  return matrix;
}

void CountRows(benchmark::State& state, const VectorMatrix& matrix) {
  const auto rows = static_cast<std::int64_t>(matrix.rows());
  state.SetItemsProcessed(state.iterations() * rows);
  state.SetBytesProcessed(state.iterations() * rows * static_cast<std::int64_t>(matrix.stride()));
}

void BM_Dot(benchmark::State& state, Kernel kernel) {
  const VectorMatrix matrix = RandomMatrix(static_cast<std::size_t>(state.range(0)));
  std::mt19937 random(12);
  const std::vector<float> query = RandomUnitVector(random);
  std::vector<float> scores(matrix.rows());
  for (auto _ : state) {
    VectorScan(matrix, query, kernel).Dot(scores);
    benchmark::DoNotOptimize(scores.data());
  }
  CountRows(state, matrix);
}

// The peer: the same rows as floats, multiplied and added in the order they come.
void BM_NaiveFloats(benchmark::State& state) {
  const VectorMatrix matrix = RandomMatrix(static_cast<std::size_t>(state.range(0)));
  std::mt19937 random(12);
  const std::vector<float> query = RandomUnitVector(random);
  std::vector<float> floats;
  floats.reserve(matrix.rows() * kDimensions);
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    const std::int8_t* const row = matrix.data() + i * matrix.stride();
    for (std::size_t j = 0; j < kDimensions; ++j) floats.push_back(matrix.scale(i) * row[j]);
  }
  std::vector<float> scores(matrix.rows());
  for (auto _ : state) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      float sum = 0;
      for (std::size_t j = 0; j < kDimensions; ++j) sum += query[j] * floats[i * kDimensions + j];
      scores[i] = sum;
    }
    benchmark::DoNotOptimize(scores.data());
  }
  CountRows(state, matrix);
}

// The bound: every byte of the matrix once, with as little done to it as can be (memchr for a value
// that is not there runs at the speed of memory).
void BM_ReadMemory(benchmark::State& state) {
  VectorMatrix matrix(kDimensions);
  const auto rows = static_cast<std::uint32_t>(state.range(0));
  const std::vector<std::int8_t> values(kDimensions, 1);
  matrix.Reserve(rows);
  for (std::uint32_t i = 0; i < rows; ++i) matrix.Add({i, 0}, {1, values});
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::memchr(matrix.data(), 2, matrix.rows() * matrix.stride()));
  }
  CountRows(state, matrix);
}

void BM_TopEpisodes(benchmark::State& state, std::uint32_t one_in) {
  const VectorMatrix matrix = RandomMatrix(static_cast<std::size_t>(state.range(0)));
  std::mt19937 random(12);
  const std::vector<float> query = RandomUnitVector(random);
  EpisodeSet filter;
  for (const RowLabel& label : matrix.labels()) {
    if (one_in > 0 && label.episode % one_in == 0) filter.Add(label.episode);
  }
  for (auto _ : state) {
    const VectorScan scan(matrix, query);
    benchmark::DoNotOptimize(scan.TopEpisodes(100, one_in > 0 ? &filter : nullptr));
  }
  CountRows(state, matrix);
}

// The answers have to be right before their speed means anything.
void CheckAnswers() {
  const auto encoder = Open();
  std::vector<TokenId> ids;
  encoder->model().wordpiece().Encode("QUIC's", ids);
  std::string spelt;
  for (const TokenId id : ids) spelt += std::string(encoder->model().wordpiece().token(id)) + ' ';
  if (spelt != "qui ##c ' s ") Stop("wrong tokens: " + spelt);

  const VectorMatrix matrix = RandomMatrix(1000);
  std::mt19937 random(13);
  const std::vector<float> query = RandomUnitVector(random);
  for (const Kernel kernel : AvailableKernels()) {
    std::vector<float> scores(matrix.rows());
    VectorScan(matrix, query, kernel).Dot(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < kDimensions; ++j) {
        sum += static_cast<double>(query[j]) * matrix.data()[i * matrix.stride() + j];
      }
      if (std::abs(sum * matrix.scale(i) - scores[i]) > 1e-4) {
        Stop("wrong score on " + std::string(Name(kernel)));
      }
    }
  }
}

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  CheckAnswers();
  const auto add = [](const std::string& name, auto* function, auto... arguments) {
    return benchmark::RegisterBenchmark(name.c_str(), function, arguments...);
  };
  add("WordPiece/english", BM_WordPiece, kEnglish);
  add("WordPiece/german", BM_WordPiece, kGerman);
  add("WordPiece/russian", BM_WordPiece, kRussian);
  add("WordPiece/chinese", BM_WordPiece, kChinese);
  add("EncodeQuery", BM_EncodeQuery);
  add("EncodeAndStorePassage", BM_EncodePassage);
  add("OpenModel", BM_OpenModel)->Unit(benchmark::kMillisecond);
  // The Syntax index, a large one, and one far beyond every cache.
  const std::vector<std::int64_t> sizes = {15'000, 100'000, 1'000'000};
  const auto scan = [&](benchmark::internal::Benchmark* benchmark) {
    for (const std::int64_t rows : sizes) benchmark->Arg(rows);
    benchmark->Unit(benchmark::kMillisecond);
  };
  for (const Kernel kernel : AvailableKernels()) {
    scan(add("Dot/" + std::string(Name(kernel)), BM_Dot, kernel));
  }
  add("NaiveFloats", BM_NaiveFloats)->Arg(sizes[0])->Arg(sizes[1])->Unit(benchmark::kMillisecond);
  scan(add("ReadMemory", BM_ReadMemory));
  scan(add("TopEpisodes/all", BM_TopEpisodes, 0u));
  scan(add("TopEpisodes/half", BM_TopEpisodes, 2u));
  scan(add("TopEpisodes/hundredth", BM_TopEpisodes, 100u));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) { return cuepoint::Run(argc, argv); }
