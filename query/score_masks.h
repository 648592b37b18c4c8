// Which of 64 scores are of interest, as the bits of a word: where few or most of them are, a loop
// over bits has no branch to be mispredicted at each score.
#ifndef CUEPOINT_QUERY_SCORE_MASKS_H_
#define CUEPOINT_QUERY_SCORE_MASKS_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace cuepoint {

/// Bit i says whether scores[i] > floor, of 64 scores.
inline std::uint64_t ScoresAbove(const double* scores, double floor) {
  std::uint64_t bits = 0;
#if defined(__SSE2__)
  const __m128d than = _mm_set1_pd(floor);
  for (unsigned i = 0; i < 64; i += 2) {
    const int pair = _mm_movemask_pd(_mm_cmpgt_pd(_mm_loadu_pd(scores + i), than));
    bits |= static_cast<std::uint64_t>(static_cast<unsigned>(pair)) << i;
  }
#else
  for (unsigned i = 0; i < 64; ++i) bits |= std::uint64_t{scores[i] > floor} << i;
#endif
  return bits;
}

/// Calls use(i) for each bit i that is set, in order.
template <class Use>
void ForEachBit(std::uint64_t bits, Use use) {
  for (; bits != 0; bits &= bits - 1) use(static_cast<unsigned>(std::countr_zero(bits)));
}

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SCORE_MASKS_H_
