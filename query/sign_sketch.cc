#include "query/sign_sketch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#if defined(__x86_64__)
#include <immintrin.h>
#define CUEPOINT_SKETCH_KERNEL 1
#endif

namespace cuepoint {
namespace {

constexpr std::size_t kBlockRows = 32;
constexpr std::size_t kGroup = 4;  // Dimensions to a position.
constexpr std::size_t kSums = std::size_t{1} << kGroup;
// Two sums are added in a byte before they go to sixteen bits.
constexpr std::size_t kLargestEntry = 127;
constexpr std::size_t kLargestSum = 65535;

using Table = std::vector<std::uint8_t>;  // kSums entries for each position.
using Sums = std::array<std::uint16_t, kBlockRows>;

/// The mean of each dimension over some thousands of rows, in the unit vectors' scale.
std::vector<float> Means(const VectorMatrix& matrix) {
  constexpr std::size_t kSample = 16'384;
  const std::size_t step = std::max<std::size_t>(1, matrix.rows() / kSample);
  std::vector<float> means(matrix.dimensions());
  float counted = 0;
  for (std::size_t row = 0; row < matrix.rows(); row += step) {
    const std::int8_t* const values = matrix.data() + row * matrix.stride();
    const float scale = matrix.scale(row);
    for (std::size_t i = 0; i < means.size(); ++i) means[i] += scale * values[i];
    counted += 1;
  }
  for (float& mean : means) mean /= std::max(1.0F, counted);
  return means;
}

/// For each position the sums of the query's values that each pattern of bits selects, shifted to
/// begin at 0 and scaled to small integers: the same scale for all, so that the order stays.
Table MakeTable(std::span<const float> query, std::size_t positions) {
  std::vector<float> sums(positions * kSums);
  float widest = 0;
  for (std::size_t position = 0; position < positions; ++position) {
    float* const at = sums.data() + position * kSums;
    for (std::size_t bits = 0; bits < kSums; ++bits) {
      for (std::size_t i = 0; i < kGroup; ++i) {
        const std::size_t dimension = position * kGroup + i;
        if ((bits >> i & 1) != 0 && dimension < query.size()) at[bits] += query[dimension];
      }
    }
    const auto [least, most] = std::minmax_element(at, at + kSums);
    const float begin = *least;
    widest = std::max(widest, *most - begin);
    for (std::size_t bits = 0; bits < kSums; ++bits) at[bits] -= begin;
  }
  Table table(positions * kSums);
  if (!(widest > 0)) return table;
  const std::size_t largest = std::min(kLargestEntry, kLargestSum / positions);
  const float scale = static_cast<float>(largest) / widest;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    table[i] = static_cast<std::uint8_t>(std::lround(sums[i] * scale));
  }
  return table;
}

#ifdef CUEPOINT_SKETCH_KERNEL

/// The sums of 32 rows, and one bit for each that is above `threshold`.
__attribute__((target("avx2"))) std::uint32_t SumBlock(const std::uint8_t* codes,
                                                       const std::uint8_t* table,
                                                       std::size_t positions,
                                                       std::uint16_t threshold, Sums& out) {
  const __m256i low_bits = _mm256_set1_epi8(0x0F);
  const __m256i low_byte = _mm256_set1_epi16(0x00FF);
  __m256i even = _mm256_setzero_si256();  // Rows 0, 2, … of the block.
  __m256i odd = _mm256_setzero_si256();
  for (std::size_t position = 0; position < positions; position += 2) {
    const __m256i code = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes));
    codes += kBlockRows;
    const auto* sums = reinterpret_cast<const __m128i*>(table + position * kSums);
    const __m256i first = _mm256_broadcastsi128_si256(_mm_loadu_si128(sums));
    const __m256i second = _mm256_broadcastsi128_si256(_mm_loadu_si128(sums + 1));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(code, 4), low_bits);
    const __m256i pair =
        _mm256_add_epi8(_mm256_shuffle_epi8(first, _mm256_and_si256(code, low_bits)),
                        _mm256_shuffle_epi8(second, high));
    even = _mm256_add_epi16(even, _mm256_and_si256(pair, low_byte));
    odd = _mm256_add_epi16(odd, _mm256_srli_epi16(pair, 8));
  }
  // Into the order of rows: interleaving works within halves of 128 bits.
  const __m256i low = _mm256_unpacklo_epi16(even, odd);
  const __m256i high = _mm256_unpackhi_epi16(even, odd);
  const __m256i front = _mm256_permute2x128_si256(low, high, 0x20);
  const __m256i back = _mm256_permute2x128_si256(low, high, 0x31);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out.data()), front);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out.data() + kBlockRows / 2), back);
  // Unsigned "above": what remains of the saturated difference.
  const __m256i bound = _mm256_set1_epi16(static_cast<std::int16_t>(threshold));
  const __m256i zero = _mm256_setzero_si256();
  const __m256i not_front = _mm256_cmpeq_epi16(_mm256_subs_epu16(front, bound), zero);
  const __m256i not_back = _mm256_cmpeq_epi16(_mm256_subs_epu16(back, bound), zero);
  const __m256i packed =
      _mm256_permute4x64_epi64(_mm256_packs_epi16(not_front, not_back), 0b11011000);
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(packed));
}

bool IsUsable() { return __builtin_cpu_supports("avx2") != 0; }

#else

std::uint32_t SumBlock(const std::uint8_t*, const std::uint8_t*, std::size_t, std::uint16_t,
                       Sums&) {
  return 0;
}
bool IsUsable() { return false; }

#endif

struct Candidate {
  std::uint16_t sum = 0;
  std::size_t row = 0;
};

}  // namespace

std::optional<SignSketch> SignSketch::Of(const VectorMatrix& matrix) {
  if (!IsUsable()) return std::nullopt;
  return SignSketch(matrix);
}

SignSketch::SignSketch(const VectorMatrix& matrix)
    : rows_(matrix.rows()), positions_((matrix.dimensions() + 2 * kGroup - 1) / (2 * kGroup) * 2) {
  const std::size_t blocks = (rows_ + kBlockRows - 1) / kBlockRows;
  codes_.resize(blocks * kBlockRows * positions_ / 2);
  std::vector<float> means = Means(matrix);
  // Rows are padded with zeros, which are not above 0.
  means.resize(positions_ * kGroup);
  for (std::size_t row = 0; row < rows_; ++row) {
    const std::int8_t* const values = matrix.data() + row * matrix.stride();
    const float scale = matrix.scale(row);
    std::uint8_t* const block = codes_.data() + row / kBlockRows * kBlockRows * positions_ / 2;
    for (std::size_t byte = 0; byte < positions_ / 2; ++byte) {
      // Two positions to a byte make the bit of a dimension that of its number within eight.
      unsigned bits = 0;
      for (std::size_t i = 0; i < 8; ++i) {
        bits |= static_cast<unsigned>(scale * values[byte * 8 + i] > means[byte * 8 + i]) << i;
      }
      block[byte * kBlockRows + row % kBlockRows] = static_cast<std::uint8_t>(bits);
    }
  }
}

std::vector<std::size_t> SignSketch::Likeliest(const VectorMatrix& matrix,
                                               std::span<const float> query, std::size_t count,
                                               const EpisodeSet* filter) const {
  assert(matrix.rows() == rows_ && query.size() == matrix.dimensions());
  std::vector<Candidate> kept;
  if (count == 0) return {};
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.sum != b.sum ? a.sum > b.sum : a.row < b.row;
  };
  const Table table = MakeTable(query, positions_);
  // A sum of 0 agrees in nothing; above that, what the last of enough rows has.
  std::uint16_t threshold = 0;
  Sums sums;
  const std::size_t block_bytes = kBlockRows * positions_ / 2;
  const auto shrink = [&] {
    const auto last = kept.begin() + static_cast<std::ptrdiff_t>(count) - 1;
    std::nth_element(kept.begin(), last, kept.end(), better);
    threshold = last->sum;
    kept.resize(count);
  };
  for (std::size_t begin = 0; begin < rows_; begin += kBlockRows) {
    std::uint32_t above = SumBlock(codes_.data() + begin / kBlockRows * block_bytes, table.data(),
                                   positions_, threshold, sums);
    for (; above != 0; above &= above - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(above));
      const std::size_t row = begin + place;
      if (row >= rows_) break;
      if (filter != nullptr && !filter->Contains(matrix.label(row).episode)) continue;
      kept.push_back({sums[place], row});
    }
    if (kept.size() >= 2 * count) shrink();
  }
  if (kept.size() > count) shrink();
  std::vector<std::size_t> rows;
  rows.reserve(kept.size());
  for (const Candidate& candidate : kept) rows.push_back(candidate.row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace cuepoint
