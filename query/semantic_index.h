// The vectors of one revision in memory, and the encoder that questions need to meet them.
#ifndef CUEPOINT_QUERY_SEMANTIC_INDEX_H_
#define CUEPOINT_QUERY_SEMANTIC_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "indexer/encoder.h"
#include "query/index_view.h"
#include "query/lru_cache.h"
#include "query/vector_matrix.h"

namespace cuepoint {

/// All vectors of a revision; immutable once loaded.
struct SemanticIndex {
  std::uint64_t revision = 0;
  std::shared_ptr<const Encoder> encoder;
  VectorMatrix pieces;   ///< Of whole episodes; the label's passage counts them.
  VectorMatrix moments;  ///< Of timed passages; the label's passage is the ordinal from 1.
};

/// Loads vectors when they are first asked for, and questions' vectors once. Thread-safe.
class SemanticIndexes {
 public:
  SemanticIndexes() : queries_(kQueryBytes) {}

  /// That of the reader's revision; null when the index has none. Errors: those of OpenEncoder for
  /// the recorded identity (an encoder that is missing, or another than the index was built with),
  /// kCorrupt. Throws what Xapian throws.
  Result<std::shared_ptr<const SemanticIndex>> Of(const Reader& reader);

  /// The vector of a question. Errors: those of Encoder::Encode.
  Result<std::shared_ptr<const std::vector<float>>> EncodeQuery(const SemanticIndex& index,
                                                                const std::string& text);

 private:
  static constexpr std::size_t kQueryBytes = 4u << 20;

  std::mutex mutex_;
  std::shared_ptr<const SemanticIndex> latest_;
  LruCache<std::string, std::vector<float>> queries_;  // By the encoder's hash and the text.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEMANTIC_INDEX_H_
