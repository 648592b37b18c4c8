#include "indexer/static_encoder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "indexer/row_sum.h"
#include "indexer/sha256.h"

namespace cuepoint {
namespace {

// static-v1 is older than the field for its teacher, gte-small (indexer/models/README.md).
constexpr std::string_view kStaticV1 =
    "2b4daee278058db3327750925696cd4ed1e3a1a394f6cb43e3e2e7a8247930fe";
constexpr std::string_view kStaticV1Teacher =
    "398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3";

std::string Hexadecimal(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += kDigits[std::to_integer<std::size_t>(byte >> 4)];
    text += kDigits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace

StaticEncoder::StaticEncoder(MappedFile file, StaticModel model, EncoderIdentity identity)
    : file_(std::move(file)),
      model_(std::move(model)),
      identity_(std::move(identity)),
      teacher_(identity_.sha256 == kStaticV1 ? std::string(kStaticV1Teacher)
                                             : Hexadecimal(model_.teacher())) {}

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
