#include "indexer/quantized_vector.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

namespace cuepoint {

namespace {
constexpr float kLargest = 127;
static_assert(std::endian::native == std::endian::little, "scales are stored as they are");
}  // namespace

float Quantize(std::span<const float> vector, std::span<std::int8_t> out) {
  assert(vector.size() == out.size());
  float largest = 0;
  for (const float value : vector) {
    assert(std::isfinite(value));
    largest = std::max(largest, std::abs(value));
  }
  const float scale = largest / kLargest;
  // A denormal scale would lose the values; such a vector has no length to speak of.
  if (!(scale >= std::numeric_limits<float>::min())) {
    std::fill(out.begin(), out.end(), std::int8_t{0});
    return 0;
  }
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const float exact = std::clamp(vector[i] / scale, -kLargest, kLargest);
    out[i] = static_cast<std::int8_t>(exact + std::copysign(0.5F, exact));
  }
  return scale;
}

void Dequantize(const QuantizedView& vector, std::span<float> out) {
  assert(vector.values.size() == out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = vector.scale * static_cast<float>(vector.values[i]);
  }
}

void AppendQuantized(std::span<const float> vector, std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + QuantizedBytes(vector.size()));
  char* const values = out.data() + start + sizeof(float);
  const float scale = Quantize(vector, {reinterpret_cast<std::int8_t*>(values), vector.size()});
  std::memcpy(out.data() + start, &scale, sizeof scale);
}

std::optional<QuantizedView> TakeQuantized(std::string_view& bytes, std::size_t dimensions) {
  if (bytes.size() < sizeof(float) || bytes.size() - sizeof(float) < dimensions) {
    return std::nullopt;
  }
  QuantizedView view;
  std::memcpy(&view.scale, bytes.data(), sizeof view.scale);
  if (!std::isfinite(view.scale) || view.scale < 0) return std::nullopt;
  bytes.remove_prefix(sizeof(float));
  view.values = {reinterpret_cast<const std::int8_t*>(bytes.data()), dimensions};
  bytes.remove_prefix(dimensions);
  return view;
}

}  // namespace cuepoint
