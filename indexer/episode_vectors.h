// The vectors of an episode as one value of its document.
//
// Format: for each vector the ordinal of its passage (4 bytes, little-endian; 0 for a piece of the
// episode, all ones for the episode as a whole, see vector_text.h), then the vector as
// AppendQuantized writes it. Vectors of zeros, of texts in which the encoder knows nothing, are
// left out.
#ifndef CUEPOINT_INDEXER_EPISODE_VECTORS_H_
#define CUEPOINT_INDEXER_EPISODE_VECTORS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "indexer/encoder.h"
#include "indexer/quantized_vector.h"
#include "indexer/vector_text.h"

namespace cuepoint {

/// Encodes `texts` (MakeVectorTexts). Errors: those of Encoder::Encode. Thread-safe.
Result<std::string> EncodeEpisodeVectors(const std::vector<VectorText>& texts,
                                         const Encoder& encoder);

/// One stored vector; it points into the value.
struct StoredVector {
  std::uint32_t passage = 0;
  QuantizedView vector;
};

/// Takes the next vector from the front of `value`; nothing at its end, or where it is damaged
/// (then `value` is not empty).
std::optional<StoredVector> TakeEpisodeVector(std::string_view& value, std::size_t dimensions);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_EPISODE_VECTORS_H_
