// Dot products of int8 rows with one query, in integers, so that every processor gives the same
// bits.
//
// The query has about 16 bits a dimension, as eight would cost too much: rounding it to int8 moves
// a cosine by 0.002 among 100,000 rows, to int16 by 0.00001. A row times a query is summed in 32
// bits; QueryLimit() keeps that exact. With AVX-512 VNNI, which multiplies unsigned by signed
// bytes, the query is taken in two planes q = 256 · high + low of signed bytes, and a row as
// row + 128; what this adds, 128 · Σ q, is the same for every row.
#ifndef CUEPOINT_QUERY_VECTOR_KERNELS_H_
#define CUEPOINT_QUERY_VECTOR_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cuepoint {

/// The implementations, slowest first.
enum class Kernel { kPortable, kSse2, kAvx2, kAvx512Vnni };

std::string_view Name(Kernel kernel);

/// Those that this processor can run, slowest first; at least kPortable.
std::span<const Kernel> AvailableKernels();

/// A query as the kernels read it: each pointer to `stride` values, 64-byte aligned, zeros behind
/// the dimensions.
struct KernelQuery {
  const std::int16_t* values = nullptr;
  const std::int8_t* low = nullptr;  ///< values = 256 · high + low.
  const std::int8_t* high = nullptr;
  std::int32_t sum = 0;  ///< Of values.
};

/// Largest magnitude of a query's values with which a product with any row fits 32 bits, and both
/// planes fit a byte.
constexpr std::int32_t QueryLimit(std::size_t dimensions) {
  constexpr std::int64_t kLargestPlanes = 256 * 127 + 127;
  constexpr std::int64_t kLargestRowValue = 128;
  const std::int64_t exact = INT32_MAX / (kLargestRowValue * static_cast<std::int64_t>(dimensions));
  return static_cast<std::int32_t>(exact < kLargestPlanes ? exact : kLargestPlanes);
}

/// out[i] = query · row i, for `count` rows of `stride` bytes (a multiple of 64) from `rows` on.
using DotKernel = void (*)(const KernelQuery& query, const std::int8_t* rows, std::size_t stride,
                           std::size_t count, std::int32_t* out);

/// `kernel` must be available.
DotKernel FindKernel(Kernel kernel);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VECTOR_KERNELS_H_
