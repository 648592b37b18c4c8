#include "indexer/static_encoder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "indexer/row_sum.h"
#include "indexer/sha256.h"

namespace cuepoint {

Result<std::shared_ptr<const StaticEncoder>> StaticEncoder::Open(const std::string& path,
                                                                 std::string name) {
  Result<MappedFile> file = MappedFile::Open(path);
  if (!file) return file.error();
  Result<StaticModel> model = StaticModel::Parse(file->bytes());
  if (!model) {
    Error error = model.error();
    error.source = path;
    return error;
  }
  EncoderIdentity identity{std::move(name), static_cast<unsigned>(model->dimensions()),
                           Sha256Hex(file->bytes())};
  return std::shared_ptr<const StaticEncoder>(
      new StaticEncoder(std::move(*file), std::move(*model), std::move(identity)));
}

Result<void> StaticEncoder::Encode(std::span<const std::string_view> texts, TextKind /*kind*/,
                                   std::span<float> out) const {
  const std::size_t dimensions = model_.dimensions();
  assert(out.size() == texts.size() * dimensions);
  std::vector<TokenId> tokens;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    tokens.clear();
    model_.wordpiece().Encode(texts[i], tokens);
    EncodeTokens(tokens, out.subspan(i * dimensions, dimensions));
  }
  return {};
}

void StaticEncoder::EncodeTokens(std::span<const TokenId> tokens, std::span<float> out) const {
  assert(out.size() == model_.dimensions());
  std::fill(out.begin(), out.end(), 0.0F);
  for (const TokenId token : tokens) {
    const float scale = model_.scale(token);
    if (scale > 0) AddScaledRow(model_.row(token), scale, out);
  }
  double square = 0;
  for (const float value : out) square += static_cast<double>(value) * value;
  if (square <= 0) return;
  const double inverse = 1 / std::sqrt(square);
  for (float& value : out) value = static_cast<float>(value * inverse);
}

}  // namespace cuepoint
