// out += scale · row, the inner loop of the static encoder.
#ifndef CUEPOINT_INDEXER_ROW_SUM_H_
#define CUEPOINT_INDEXER_ROW_SUM_H_

#include <cstdint>
#include <span>

namespace cuepoint {

/// Adds an int8 row, multiplied by `scale`, to `out` (of the same length), each product rounded
/// before it is added. AVX2 where the processor has it, with the same bits. Thread-safe.
void AddScaledRow(std::span<const std::int8_t> row, float scale, std::span<float> out);

/// The same without any special instructions: what tests compare with.
void AddScaledRowPortable(std::span<const std::int8_t> row, float scale, std::span<float> out);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ROW_SUM_H_
