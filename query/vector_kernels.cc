#include "query/vector_kernels.h"

#include <cassert>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#define CUEPOINT_X86_KERNELS 1
#endif

namespace cuepoint {

namespace {

void DotPortable(const KernelQuery& query, const std::int8_t* rows, std::size_t stride,
                 std::size_t count, std::int32_t* out) {
  for (std::size_t i = 0; i < count; ++i, rows += stride) {
    std::int32_t sum = 0;
    for (std::size_t j = 0; j < stride; ++j) sum += query.values[j] * rows[j];
    out[i] = sum;
  }
}

#ifdef CUEPOINT_X86_KERNELS

// Rows whose sums are finished together, to share the loads of the query and the last additions.
constexpr std::size_t kRowsAtOnce = 4;

// A matrix larger than the caches comes a quarter to a half faster when its lines are asked for
// this far ahead: the processor's own prefetchers stop at each page. Reaching past the end does no
// harm.
constexpr std::size_t kPrefetchBytes = 8192;

inline void PrefetchRows(const std::int8_t* rows, std::size_t stride) {
  for (std::size_t i = 0; i < kRowsAtOnce; ++i) {
    _mm_prefetch(reinterpret_cast<const char*>(rows + i * stride) + kPrefetchBytes, _MM_HINT_T0);
  }
}

std::int32_t HorizontalSum(__m128i sums) {
  sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, _MM_SHUFFLE(1, 0, 3, 2)));
  sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, _MM_SHUFFLE(2, 3, 0, 1)));
  return _mm_cvtsi128_si32(sums);
}

// SSE2 is part of every x86-64.
void DotSse2(const KernelQuery& query, const std::int8_t* rows, std::size_t stride,
             std::size_t count, std::int32_t* out) {
  constexpr std::size_t kStep = 16;
  for (std::size_t i = 0; i < count; ++i, rows += stride) {
    __m128i sums = _mm_setzero_si128();
    for (std::size_t j = 0; j < stride; j += kStep) {
      const __m128i row = _mm_load_si128(reinterpret_cast<const __m128i*>(rows + j));
      // Each byte into the upper half of 16 bits, and down again with its sign.
      const __m128i first = _mm_srai_epi16(_mm_unpacklo_epi8(row, row), 8);
      const __m128i second = _mm_srai_epi16(_mm_unpackhi_epi8(row, row), 8);
      const auto* values = reinterpret_cast<const __m128i*>(query.values + j);
      sums = _mm_add_epi32(sums, _mm_madd_epi16(first, _mm_load_si128(values)));
      sums = _mm_add_epi32(sums, _mm_madd_epi16(second, _mm_load_si128(values + 1)));
    }
    out[i] = HorizontalSum(sums);
  }
}

// The sums of four vectors.
__attribute__((target("avx2"))) inline __m128i HorizontalSums(__m256i a, __m256i b, __m256i c,
                                                              __m256i d) {
  const __m256i sums = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  return _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

__attribute__((target("avx2"))) inline __m256i Widen(const std::int8_t* row) {
  return _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(row)));
}

__attribute__((target("avx2"))) void DotAvx2(const KernelQuery& query, const std::int8_t* rows,
                                             std::size_t stride, std::size_t count,
                                             std::int32_t* out) {
  constexpr std::size_t kStep = 16;
  constexpr std::size_t kLine = 64;
  std::size_t i = 0;
  for (; i + kRowsAtOnce <= count; i += kRowsAtOnce, rows += kRowsAtOnce * stride) {
    __m256i a = _mm256_setzero_si256();
    __m256i b = a;
    __m256i c = a;
    __m256i d = a;
    for (std::size_t j = 0; j < stride; j += kStep) {
      if (j % kLine == 0) PrefetchRows(rows + j, stride);
      const __m256i values = _mm256_load_si256(reinterpret_cast<const __m256i*>(query.values + j));
      a = _mm256_add_epi32(a, _mm256_madd_epi16(values, Widen(rows + j)));
      b = _mm256_add_epi32(b, _mm256_madd_epi16(values, Widen(rows + stride + j)));
      c = _mm256_add_epi32(c, _mm256_madd_epi16(values, Widen(rows + 2 * stride + j)));
      d = _mm256_add_epi32(d, _mm256_madd_epi16(values, Widen(rows + 3 * stride + j)));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), HorizontalSums(a, b, c, d));
  }
  for (; i < count; ++i, rows += stride) {
    __m256i sums = _mm256_setzero_si256();
    for (std::size_t j = 0; j < stride; j += kStep) {
      const __m256i values = _mm256_load_si256(reinterpret_cast<const __m256i*>(query.values + j));
      sums = _mm256_add_epi32(sums, _mm256_madd_epi16(values, Widen(rows + j)));
    }
    out[i] = HorizontalSum(
        _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1)));
  }
}

#define CUEPOINT_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni,avx2")))

CUEPOINT_VNNI inline __m512i Load(const std::int8_t* bytes) { return _mm512_load_si512(bytes); }

// Both planes' products with one row.
struct Planes {
  __m512i low;
  __m512i high;
};

CUEPOINT_VNNI inline void AddProducts(const std::int8_t* row, __m512i low, __m512i high,
                                      Planes& sums) {
  const __m512i shifted = _mm512_xor_si512(Load(row), _mm512_set1_epi8(-128));
  sums.low = _mm512_dpbusd_epi32(sums.low, shifted, low);
  sums.high = _mm512_dpbusd_epi32(sums.high, shifted, high);
}

// Both planes together, in half the width. The masks let everything pass: the forms without one
// start from an undefined register, of which GCC 12 warns (its bug 105593).
CUEPOINT_VNNI inline __m256i Fold(const Planes& sums) {
  const __m512i high = _mm512_maskz_slli_epi32(0xFFFF, sums.high, 8);
  const __m512i both = _mm512_add_epi32(sums.low, high);
  return _mm256_add_epi32(_mm512_maskz_extracti64x4_epi64(0xFF, both, 0),
                          _mm512_maskz_extracti64x4_epi64(0xFF, both, 1));
}

CUEPOINT_VNNI void DotAvx512Vnni(const KernelQuery& query, const std::int8_t* rows,
                                 std::size_t stride, std::size_t count, std::int32_t* out) {
  constexpr std::size_t kStep = 64;
  const __m512i zero = _mm512_setzero_si512();
  // Wraps around like the sums it is taken from; the difference is exact.
  const __m128i excess = _mm_slli_epi32(_mm_set1_epi32(query.sum), 7);
  std::size_t i = 0;
  for (; i + kRowsAtOnce <= count; i += kRowsAtOnce, rows += kRowsAtOnce * stride) {
    Planes a{zero, zero};
    Planes b = a;
    Planes c = a;
    Planes d = a;
    for (std::size_t j = 0; j < stride; j += kStep) {
      const __m512i low = Load(query.low + j);
      const __m512i high = Load(query.high + j);
      PrefetchRows(rows + j, stride);
      AddProducts(rows + j, low, high, a);
      AddProducts(rows + stride + j, low, high, b);
      AddProducts(rows + 2 * stride + j, low, high, c);
      AddProducts(rows + 3 * stride + j, low, high, d);
    }
    const __m128i sums = HorizontalSums(Fold(a), Fold(b), Fold(c), Fold(d));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm_sub_epi32(sums, excess));
  }
  for (; i < count; ++i, rows += stride) {
    Planes sums{zero, zero};
    for (std::size_t j = 0; j < stride; j += kStep) {
      AddProducts(rows + j, Load(query.low + j), Load(query.high + j), sums);
    }
    const __m256i folded = Fold(sums);
    const __m128i all = HorizontalSums(folded, folded, folded, folded);
    out[i] = _mm_cvtsi128_si32(_mm_sub_epi32(all, excess));
  }
}

#endif  // CUEPOINT_X86_KERNELS

std::vector<Kernel> DetectKernels() {
  std::vector<Kernel> kernels = {Kernel::kPortable};
#ifdef CUEPOINT_X86_KERNELS
  kernels.push_back(Kernel::kSse2);
  if (__builtin_cpu_supports("avx2")) {
    kernels.push_back(Kernel::kAvx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vnni")) {
      kernels.push_back(Kernel::kAvx512Vnni);
    }
  }
#endif
  return kernels;
}

}  // namespace

std::string_view Name(Kernel kernel) {
  switch (kernel) {
    case Kernel::kPortable:
      return "portable";
    case Kernel::kSse2:
      return "sse2";
    case Kernel::kAvx2:
      return "avx2";
    case Kernel::kAvx512Vnni:
      return "avx512-vnni";
  }
  return "";
}

std::span<const Kernel> AvailableKernels() {
  static const std::vector<Kernel> kernels = DetectKernels();
  return kernels;
}

DotKernel FindKernel(Kernel kernel) {
#ifdef CUEPOINT_X86_KERNELS
  switch (kernel) {
    case Kernel::kPortable:
      return DotPortable;
    case Kernel::kSse2:
      return DotSse2;
    case Kernel::kAvx2:
      return DotAvx2;
    case Kernel::kAvx512Vnni:
      return DotAvx512Vnni;
  }
#endif
  assert(kernel == Kernel::kPortable);
  return DotPortable;
}

}  // namespace cuepoint
