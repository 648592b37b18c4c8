#include "indexer/row_sum.h"

#include <cassert>
#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cuepoint {

namespace {

void AddTail(std::span<const std::int8_t> row, std::size_t first, float scale,
             std::span<float> out) {
  for (std::size_t i = first; i < row.size(); ++i) out[i] += scale * static_cast<float>(row[i]);
}

#if defined(__x86_64__)
// "avx2" leaves out FMA, with which the compiler would join the two roundings.
__attribute__((target("avx2"))) void AddWithAvx2(std::span<const std::int8_t> row, float scale,
                                                 std::span<float> out) {
  constexpr std::size_t kLanes = 8;
  const __m256 factor = _mm256_set1_ps(scale);
  std::size_t i = 0;
  for (; i + kLanes <= row.size(); i += kLanes) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row.data() + i));
    const __m256 values = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes));
    const __m256 sum =
        _mm256_add_ps(_mm256_loadu_ps(out.data() + i), _mm256_mul_ps(factor, values));
    _mm256_storeu_ps(out.data() + i, sum);
  }
  AddTail(row, i, scale, out);
}
#endif

}  // namespace

void AddScaledRowPortable(std::span<const std::int8_t> row, float scale, std::span<float> out) {
  assert(row.size() == out.size());
  AddTail(row, 0, scale, out);
}

void AddScaledRow(std::span<const std::int8_t> row, float scale, std::span<float> out) {
  assert(row.size() == out.size());
#if defined(__x86_64__)
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) return AddWithAvx2(row, scale, out);
#endif
  AddTail(row, 0, scale, out);
}

}  // namespace cuepoint
