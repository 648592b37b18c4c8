#include "indexer/episode_vectors.h"

#include <algorithm>
#include <span>

namespace cuepoint {
namespace {

constexpr std::size_t kOrdinalBytes = 4;

}  // namespace

Result<std::string> EncodeEpisodeVectors(const std::vector<VectorText>& texts,
                                         const Encoder& encoder) {
  const std::size_t dimensions = encoder.identity().dimensions;
  std::vector<std::string_view> views;
  views.reserve(texts.size());
  for (const VectorText& text : texts) views.push_back(text.text);
  std::vector<float> vectors(texts.size() * dimensions);
  const Result<void> encoded = encoder.Encode(views, TextKind::kPassage, vectors);
  if (!encoded) return encoded.error();

  std::string value;
  value.reserve(texts.size() * (kOrdinalBytes + QuantizedBytes(dimensions)));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto vector = std::span<const float>(vectors).subspan(i * dimensions, dimensions);
    if (std::all_of(vector.begin(), vector.end(), [](float x) { return x == 0; })) continue;
    for (std::size_t byte = 0; byte < kOrdinalBytes; ++byte) {
      value += static_cast<char>(texts[i].passage >> 8 * byte & 0xFF);
    }
    AppendQuantized(vector, value);
  }
  return value;
}

std::optional<StoredVector> TakeEpisodeVector(std::string_view& value, std::size_t dimensions) {
  if (value.size() < kOrdinalBytes) return std::nullopt;
  std::string_view rest = value.substr(kOrdinalBytes);
  const std::optional<QuantizedView> vector = TakeQuantized(rest, dimensions);
  if (!vector) return std::nullopt;
  std::uint32_t passage = 0;
  for (std::size_t byte = 0; byte < kOrdinalBytes; ++byte) {
    passage |= static_cast<std::uint32_t>(static_cast<unsigned char>(value[byte])) << 8 * byte;
  }
  value = rest;
  return StoredVector{.passage = passage, .vector = *vector};
}

}  // namespace cuepoint
