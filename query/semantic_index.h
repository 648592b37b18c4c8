// The vectors of one revision in memory, and the encoder that questions need to meet them.
#ifndef CUEPOINT_QUERY_SEMANTIC_INDEX_H_
#define CUEPOINT_QUERY_SEMANTIC_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "indexer/encoder.h"
#include "query/index_view.h"
#include "query/lru_cache.h"
#include "query/semantic_parameters.h"
#include "query/sign_sketch.h"
#include "query/vector_matrix.h"

namespace cuepoint {

/// All vectors of a revision; immutable once loaded.
struct SemanticIndex {
  std::uint64_t revision = 0;
  std::shared_ptr<const Encoder> encoder;  ///< Of questions.
  SemanticParameters parameters;
  VectorMatrix pieces;   ///< Of episodes; the label's passage counts them.
  VectorMatrix wholes;   ///< Of episodes as a whole, one each.
  VectorMatrix moments;  ///< Of timed passages; the label's passage is the ordinal from 1.
  /// Of those of the three that have too many rows for reading them all at each question.
  std::optional<SignSketch> piece_sketch = std::nullopt;
  std::optional<SignSketch> whole_sketch = std::nullopt;
  std::optional<SignSketch> moment_sketch = std::nullopt;

  const SignSketch* pieces_by_sign() const { return piece_sketch ? &*piece_sketch : nullptr; }
  const SignSketch* wholes_by_sign() const { return whole_sketch ? &*whole_sketch : nullptr; }
  const SignSketch* moments_by_sign() const { return moment_sketch ? &*moment_sketch : nullptr; }
};

/// Rows from which on a matrix gets a sketch: the exact scan then takes two to three milliseconds,
/// and twice as long as by the sketch (bench/RESULTS.md).
inline constexpr std::size_t kSketchRows = 200'000;

/// A question as an encoder sees it.
struct EncodedQuery {
  std::vector<float> vector;
  double familiarity = 1;  ///< Encoder::Familiarity.
};

/// The encoder for questions to an index built with `documents`: that one itself, or the one called
/// `asked` (unless empty), which has to be the same or trained towards it. Errors: those of
/// OpenEncoder (with what else can be done), kUnsupported for one of another space.
Result<std::shared_ptr<const Encoder>> OpenQueryEncoder(const EncoderIdentity& documents,
                                                        const std::string& asked);

/// Loads vectors when they are first asked for, and questions' vectors once. Thread-safe.
class SemanticIndexes {
 public:
  /// Questions are encoded by `query_encoder` (a name or a path, as for OpenEncoder); when empty,
  /// by the encoder that an index was built with.
  explicit SemanticIndexes(std::string query_encoder = {})
      : query_encoder_(std::move(query_encoder)), queries_(kQueryBytes) {}

  /// That of the reader's revision; null when the index has none. Errors: those of
  /// OpenQueryEncoder, kCorrupt. Throws what Xapian throws.
  Result<std::shared_ptr<const SemanticIndex>> Of(const Reader& reader);

  /// Encodes a question, or remembers it. Errors: those of Encoder::Encode.
  Result<std::shared_ptr<const EncodedQuery>> EncodeQuery(const SemanticIndex& index,
                                                          const std::string& text);

 private:
  static constexpr std::size_t kQueryBytes = 4u << 20;

  const std::string query_encoder_;
  std::mutex mutex_;
  std::shared_ptr<const SemanticIndex> latest_;
  EncoderIdentity documents_;                    // That latest_'s texts were encoded by.
  LruCache<std::string, EncodedQuery> queries_;  // By the encoder's hash and the text.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEMANTIC_INDEX_H_
