// Unit vectors in a byte per dimension: value = scale · int8, one scale for the whole vector.
//
// A quarter of the room of floats. No cosine of a float query with 20,000 random vectors of 384
// dimensions moves by more than 0.002, less than what tells two answers apart.
#ifndef CUEPOINT_INDEXER_QUANTIZED_VECTOR_H_
#define CUEPOINT_INDEXER_QUANTIZED_VECTOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cuepoint {

/// Writes `vector` (finite values) as int8 in -127 … 127 to `out`, of the same length, and returns
/// the scale: max |value| / 127, 0 for a vector of zeros.
float Quantize(std::span<const float> vector, std::span<std::int8_t> out);

/// A quantised vector where it is stored.
struct QuantizedView {
  float scale = 0;
  std::span<const std::int8_t> values;
};

/// Writes scale · value to `out`, of the same length.
void Dequantize(const QuantizedView& vector, std::span<float> out);

/// Bytes of a vector as AppendQuantized writes it: the scale (float32) and the values.
constexpr std::size_t QuantizedBytes(std::size_t dimensions) { return sizeof(float) + dimensions; }

/// Quantises `vector` and appends it to `out`: scale as little-endian float32, then the values.
void AppendQuantized(std::span<const float> vector, std::string& out);

/// Reads what AppendQuantized wrote from the front of `bytes` and removes it there; nothing when
/// `bytes` is too short or the scale is not a finite number of at least 0. The values stay in
/// place.
std::optional<QuantizedView> TakeQuantized(std::string_view& bytes, std::size_t dimensions);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_QUANTIZED_VECTOR_H_
