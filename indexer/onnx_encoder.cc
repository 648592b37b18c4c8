#include "indexer/onnx_encoder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <numeric>
#include <optional>
#include <semaphore>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#define ORT_API_MANUAL_INIT
#include <onnxruntime_cxx_api.h>

#include "indexer/mapped_file.h"
#include "indexer/onnx_runtime.h"
#include "indexer/sha256.h"
#include "indexer/wordpiece.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

Error BadModel(ErrorCode code, std::string message, const std::string& source) {
  return Error{.code = code,
               .message = std::move(message),
               .source = source,
               .remedy =
                   "install it again (cuepoint models), or name a BERT encoder with mean "
                   "pooling and its vocab.txt",
               .kind = "bad-model"};
}

/// Calls `work`, which may throw what ONNX Runtime throws.
template <class Work>
auto CatchOnnx(const std::string& source, ErrorCode code, Work&& work)
    -> std::invoke_result_t<Work> {
  try {
    return work();
  } catch (const Ort::Exception& error) {
    return BadModel(code, std::string("ONNX Runtime: ") + error.what(), source);
  }
}

/// A file of one token a line, and the tokeniser over it.
class Vocabulary {
 public:
  static Result<Vocabulary> Open(const std::string& path) {
    Result<MappedFile> file = MappedFile::Open(path);
    if (!file) return file.error();
    const auto* const text = reinterpret_cast<const char*>(file->bytes().data());
    std::string_view rest(text, file->bytes().size());
    std::vector<std::string_view> tokens;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view token = rest.substr(0, end);
      if (token.ends_with('\r')) token.remove_suffix(1);
      tokens.push_back(token);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    Result<WordPiece> wordpiece = WordPiece::Create(std::move(tokens));
    if (!wordpiece) return BadModel(ErrorCode::kCorrupt, wordpiece.error().message, path);
    const std::optional<TokenId> start = wordpiece->Find("[CLS]");
    const std::optional<TokenId> end = wordpiece->Find("[SEP]");
    if (!start || !end) {
      return BadModel(ErrorCode::kCorrupt, "the vocabulary has no [CLS] or no [SEP]", path);
    }
    return Vocabulary(*std::move(file), *std::move(wordpiece), *start, *end);
  }

  /// The input for a text; empty where nothing in it is known.
  std::vector<std::int64_t> Ids(std::string_view text) const {
    // No token is longer than the longest word, so that what lies behind cannot count.
    constexpr std::size_t kBytes = kOnnxTokens * WordPiece::kMaxWordChars * 4;
    std::vector<TokenId> tokens;
    wordpiece_.Encode(text.substr(0, kBytes), tokens);
    const bool known = std::any_of(tokens.begin(), tokens.end(),
                                   [this](TokenId token) { return token != wordpiece_.unknown(); });
    std::vector<std::int64_t> ids;
    if (!known) return ids;
    tokens.resize(std::min(tokens.size(), kOnnxTokens - 2));
    ids.reserve(tokens.size() + 2);
    ids.push_back(start_);
    ids.insert(ids.end(), tokens.begin(), tokens.end());
    ids.push_back(end_);
    return ids;
  }

  std::size_t size() const { return wordpiece_.size(); }
  double Familiarity(std::string_view text) const { return wordpiece_.Familiarity(text); }

 private:
  Vocabulary(MappedFile file, WordPiece wordpiece, TokenId start, TokenId end)
      : file_(std::move(file)), wordpiece_(std::move(wordpiece)), start_(start), end_(end) {}

  MappedFile file_;  // wordpiece_ points into it.
  WordPiece wordpiece_;
  TokenId start_;
  TokenId end_;
};

/// The mean of `rows` rows of out.size() values, at length one; zeros for a mean of zeros.
void PoolMean(const float* values, std::size_t rows, std::span<float> out) {
  std::fill(out.begin(), out.end(), 0.0F);
  for (std::size_t row = 0; row < rows; ++row) {
    const float* const from = values + row * out.size();
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += from[i];
  }
  double square = 0;
  for (const float value : out) square += static_cast<double>(value) * value;
  if (!(square > 0) || !std::isfinite(square)) {
    std::fill(out.begin(), out.end(), 0.0F);
    return;
  }
  const double inverse = 1 / std::sqrt(square);
  for (float& value : out) value = static_cast<float>(value * inverse);
}

class OnnxEncoder : public Encoder {
 public:
  OnnxEncoder(Vocabulary vocabulary, std::string path, unsigned cores)
      : vocabulary_(std::move(vocabulary)),
        path_(std::move(path)),
        cores_(cores),
        slots_(static_cast<std::ptrdiff_t>(cores)),
        environment_(ORT_LOGGING_LEVEL_FATAL, "cuepoint"),
        memory_(Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault)) {}

  /// Loads the model and runs it once. Throws what ONNX Runtime throws.
  Result<void> Load(std::span<const std::byte> model, std::string name) {
    Ort::SessionOptions options;
    // Texts run beside each other rather than split: less waiting, and the same sums everywhere.
    options.SetIntraOpNumThreads(1);
    options.SetInterOpNumThreads(1);
    options.SetGraphOptimizationLevel(GraphOptimizationLevel::ORT_ENABLE_ALL);
    session_ = Ort::Session(environment_, model.data(), model.size(), options);
    Ort::AllocatorWithDefaultOptions allocator;
    for (std::size_t i = 0; i < session_.GetInputCount(); ++i) {
      input_names_.emplace_back(session_.GetInputNameAllocated(i, allocator).get());
      const std::string& input = input_names_.back();
      if (input != "input_ids" && input != "attention_mask" && input != "token_type_ids") {
        return BadModel(ErrorCode::kUnsupported, "the model wants an input \"" + input + "\"",
                        path_);
      }
    }
    output_name_ = session_.GetOutputNameAllocated(0, allocator).get();
    const std::vector<std::int64_t> shape =
        session_.GetOutputTypeInfo(0).GetTensorTypeAndShapeInfo().GetShape();
    if (shape.size() != 3 || shape[2] <= 0 || shape[2] > 4096) {
      return BadModel(ErrorCode::kUnsupported, "the model does not give a vector for each token",
                      path_);
    }
    identity_ = {std::move(name), static_cast<unsigned>(shape[2]), Sha256Hex(model)};
    std::vector<float> probe(identity_.dimensions);
    return Run(vocabulary_.Ids("a"), probe);
  }

  const EncoderIdentity& identity() const override { return identity_; }
  double Familiarity(std::string_view text) const override { return vocabulary_.Familiarity(text); }

  Result<void> Encode(std::span<const std::string_view> texts, TextKind /*kind*/,
                      std::span<float> out) const override {
    const std::size_t dimensions = identity_.dimensions;
    assert(out.size() == texts.size() * dimensions);
    std::vector<std::vector<std::int64_t>> ids;
    ids.reserve(texts.size());
    for (const std::string_view text : texts) ids.push_back(vocabulary_.Ids(text));
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&ids](std::size_t a, std::size_t b) {
      return ids[a].size() > ids[b].size();
    });

    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<Error> problem;
    const auto work = [&] {
      for (std::size_t at = next++; at < order.size(); at = next++) {
        const std::size_t text = order[at];
        const Result<void> run = Run(ids[text], out.subspan(text * dimensions, dimensions));
        if (run) continue;
        const std::scoped_lock lock(mutex);
        if (!problem) problem = run.error();
        next = order.size();
      }
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < std::min<std::size_t>(cores_, texts.size()); ++i) {
        threads.emplace_back(work);
      }
      work();
    }
    if (problem) return *problem;
    return {};
  }

 private:
  /// One text through the model.
  Result<void> Run(const std::vector<std::int64_t>& ids, std::span<float> out) const {
    std::fill(out.begin(), out.end(), 0.0F);
    if (ids.empty()) return {};
    return CatchOnnx(path_, ErrorCode::kInternal, [&]() -> Result<void> {
      std::vector<std::int64_t> tokens = ids;  // The interface wants to be able to write.
      std::vector<std::int64_t> mask(ids.size(), 1);
      std::vector<std::int64_t> types(ids.size(), 0);
      const std::array<std::int64_t, 2> shape = {1, static_cast<std::int64_t>(ids.size())};
      std::vector<Ort::Value> inputs;
      std::vector<const char*> names;
      for (const std::string& name : input_names_) {
        std::vector<std::int64_t>& values = name == "input_ids"        ? tokens
                                            : name == "attention_mask" ? mask
                                                                       : types;
        names.push_back(name.c_str());
        inputs.push_back(Ort::Value::CreateTensor<std::int64_t>(
            memory_, values.data(), values.size(), shape.data(), shape.size()));
      }
      const char* const output_name = output_name_.c_str();
      const Slot slot(slots_);
      const std::vector<Ort::Value> outputs = session_.Run(
          Ort::RunOptions{nullptr}, names.data(), inputs.data(), inputs.size(), &output_name, 1);
      const Ort::TensorTypeAndShapeInfo info = outputs.front().GetTensorTypeAndShapeInfo();
      if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT ||
          info.GetElementCount() != ids.size() * out.size()) {
        return BadModel(ErrorCode::kUnsupported, "the model's output is not a vector per token",
                        path_);
      }
      PoolMean(outputs.front().GetTensorData<float>(), ids.size(), out);
      return {};
    });
  }

  /// No more runs at once than there are cores, whoever asks.
  class Slot {
   public:
    explicit Slot(std::counting_semaphore<>& slots) : slots_(slots) { slots_.acquire(); }
    ~Slot() { slots_.release(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    std::counting_semaphore<>& slots_;
  };

  Vocabulary vocabulary_;
  std::string path_;
  std::size_t cores_;
  mutable std::counting_semaphore<> slots_;
  Ort::Env environment_;
  Ort::MemoryInfo memory_;
  mutable Ort::Session session_{nullptr};  // Its Run is thread-safe, though not const.
  std::vector<std::string> input_names_;
  std::string output_name_;
  EncoderIdentity identity_;
};

std::string VocabularyPath(const fs::path& model) {
  fs::path own = model;
  own.replace_extension(".vocab.txt");
  std::error_code error;
  if (fs::exists(own, error)) return own.string();
  const fs::path common = model.parent_path() / "vocab.txt";
  return fs::exists(common, error) ? common.string() : own.string();
}

}  // namespace

Result<std::shared_ptr<const Encoder>> OpenOnnxEncoder(const std::string& path, std::string name) {
  const Result<const OrtApi*> api = LoadOnnxRuntime();
  if (!api) return api.error();
  Ort::InitApi(*api);
  const Result<MappedFile> model = MappedFile::Open(path);
  if (!model) return model.error();
  Result<Vocabulary> vocabulary = Vocabulary::Open(VocabularyPath(path));
  if (!vocabulary) return vocabulary.error();
  using Opened = Result<std::shared_ptr<const Encoder>>;
  return CatchOnnx(path, ErrorCode::kCorrupt, [&]() -> Opened {
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    auto encoder = std::make_shared<OnnxEncoder>(*std::move(vocabulary), path, cores);
    const Result<void> loaded = encoder->Load(model->bytes(), std::move(name));
    if (!loaded) return loaded.error();
    return std::shared_ptr<const Encoder>(std::move(encoder));
  });
}

bool HasOnnxRuntime() { return true; }

}  // namespace cuepoint
