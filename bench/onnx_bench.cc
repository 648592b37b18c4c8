// What does our encoder cost beside ONNX Runtime's own run of the same input?
//
//   onnx_bench MODEL.onnx VOCAB.txt      prints a Markdown table, medians of alternating rounds
//
// The peer has its input ready made and throws its output away; ours cuts the text into tokens,
// makes the input, pools and normalises. One thread each, one text at a time, the same options.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#define ORT_API_MANUAL_INIT
#include <onnxruntime_cxx_api.h>

#include "indexer/onnx_encoder.h"
#include "indexer/onnx_runtime.h"
#include "indexer/wordpiece.h"

namespace cuepoint {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kRounds = 200;

constexpr std::array<std::string_view, 3> kTexts = {
    "making the web faster over lossy mobile links", "signing DNS zones",
    "what the maintainers of a proxy learnt when they moved its network code to another runtime, "
    "and why they would not do it again"};

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

template <class Function>
double Microseconds(const Function& function) {
  const Clock::time_point start = Clock::now();
  function();
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// The model by itself.
class Peer {
 public:
  explicit Peer(const char* path) : environment_(ORT_LOGGING_LEVEL_FATAL, "onnx_bench") {
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(1);
    options.SetInterOpNumThreads(1);
    options.SetGraphOptimizationLevel(GraphOptimizationLevel::ORT_ENABLE_ALL);
    session_ = Ort::Session(environment_, path, options);
    Ort::AllocatorWithDefaultOptions allocator;
    for (std::size_t i = 0; i < session_.GetInputCount(); ++i) {
      names_.emplace_back(session_.GetInputNameAllocated(i, allocator).get());
    }
    output_ = session_.GetOutputNameAllocated(0, allocator).get();
  }

  std::vector<Ort::Value> Run(std::vector<std::int64_t>& ids, std::vector<std::int64_t>& ones,
                              std::vector<std::int64_t>& zeros) {
    const Ort::MemoryInfo memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    const std::array<std::int64_t, 2> shape = {1, static_cast<std::int64_t>(ids.size())};
    std::vector<Ort::Value> inputs;
    std::vector<const char*> names;
    for (const std::string& name : names_) {
      std::vector<std::int64_t>& values = name == "input_ids"        ? ids
                                          : name == "attention_mask" ? ones
                                                                     : zeros;
      names.push_back(name.c_str());
      inputs.push_back(Ort::Value::CreateTensor<std::int64_t>(memory, values.data(), values.size(),
                                                              shape.data(), shape.size()));
    }
    const char* const output = output_.c_str();
    return session_.Run(Ort::RunOptions{nullptr}, names.data(), inputs.data(), inputs.size(),
                        &output, 1);
  }

 private:
  Ort::Env environment_;
  Ort::Session session_{nullptr};
  std::vector<std::string> names_;
  std::string output_;
};

/// [CLS] text [SEP] with a vocabulary of a token a line.
std::vector<std::int64_t> Ids(const WordPiece& wordpiece, std::string_view text) {
  std::vector<TokenId> tokens;
  wordpiece.Encode(text, tokens);
  std::vector<std::int64_t> ids = {static_cast<std::int64_t>(*wordpiece.Find("[CLS]"))};
  ids.insert(ids.end(), tokens.begin(), tokens.end());
  ids.push_back(static_cast<std::int64_t>(*wordpiece.Find("[SEP]")));
  return ids;
}

/// The cosine of our vector with the mean of the peer's rows: 1 when both did the same work.
double Agreement(const Ort::Value& rows, std::size_t count, const std::vector<float>& ours) {
  const auto* values = rows.GetTensorData<float>();
  double dot = 0;
  double square = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    double mean = 0;
    for (std::size_t row = 0; row < count; ++row)
      mean += static_cast<double>(values[row * ours.size() + i]);
    dot += mean * static_cast<double>(ours[i]);
    square += mean * mean;
  }
  return dot / std::sqrt(square);
}

int Main(const char* model, const char* vocabulary) {
  const Result<const OrtApi*> api = LoadOnnxRuntime();
  const Result<std::shared_ptr<const Encoder>> encoder = OpenOnnxEncoder(model, "model");
  if (!api || !encoder) {
    std::fprintf(stderr, "%s\n", ToString(api ? encoder.error() : api.error()).c_str());
    return 2;
  }
  std::ifstream file(vocabulary);
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::string_view> tokens;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    tokens.push_back(std::string_view(content).substr(begin, end - begin));
    begin = end + 1;
  }
  const Result<WordPiece> wordpiece = WordPiece::Create(tokens);
  if (!wordpiece) {
    std::fprintf(stderr, "%s: %s\n", vocabulary, ToString(wordpiece.error()).c_str());
    return 2;
  }
  Peer peer(model);
  std::puts("| tokens | ONNX Runtime alone µs | ours µs | ratio |\n|---:|---:|---:|---:|");
  for (const std::string_view text : kTexts) {
    std::vector<std::int64_t> ids = Ids(*wordpiece, text);
    std::vector<std::int64_t> ones(ids.size(), 1);
    std::vector<std::int64_t> zeros(ids.size(), 0);
    std::vector<float> vector((*encoder)->identity().dimensions);
    const auto ours = [&] { return (*encoder)->Encode({&text, 1}, TextKind::kQuery, vector); };
    if (const Result<void> encoded = ours(); !encoded) {
      std::fprintf(stderr, "%s\n", ToString(encoded.error()).c_str());
      return 2;
    }
    if (Agreement(peer.Run(ids, ones, zeros).front(), ids.size(), vector) < 0.9999) {
      std::fprintf(stderr, "\"%s\": both give other vectors\n", std::string(text).c_str());
      return 1;
    }
    std::vector<double> alone;
    std::vector<double> with_us;
    for (int round = 0; round < kRounds; ++round) {
      alone.push_back(Microseconds([&] { peer.Run(ids, ones, zeros); }));
      with_us.push_back(Microseconds([&] { (void)ours(); }));
    }
    const double base = Median(alone);
    std::printf("| %zu | %.0f | %.0f | %.2f |\n", ids.size(), base, Median(with_us),
                Median(with_us) / base);
  }
  return 0;
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: onnx_bench MODEL.onnx VOCAB.txt\n", stderr);
    return 2;
  }
  return cuepoint::Main(argv[1], argv[2]);
}
