#include "query/semantic_index.h"

#include <optional>
#include <string_view>
#include <utility>

#include "indexer/encoder_registry.h"
#include "indexer/episode_vectors.h"
#include "indexer/index_encoder.h"
#include "indexer/schema.h"
#include "indexer/vector_text.h"

namespace cuepoint {
namespace {

Error Damaged(Xapian::docid episode) {
  return Error{.code = ErrorCode::kCorrupt,
               .message = "the vectors of document " + std::to_string(episode) + " are damaged",
               .remedy = "run `cuepoint check`, then index again with --rebuild"};
}

Result<void> Load(const Xapian::Database& database, SemanticIndex& index) {
  const std::size_t dimensions = index.pieces.dimensions();
  for (auto value = database.valuestream_begin(schema::kVectorsSlot);
       value != database.valuestream_end(schema::kVectorsSlot); ++value) {
    const Xapian::docid episode = value.get_docid();
    const std::string bytes = *value;
    std::string_view rest = bytes;
    std::uint32_t piece = 0;
    std::optional<QuantizedView> first_piece;
    bool has_whole = false;
    while (const std::optional<StoredVector> stored = TakeEpisodeVector(rest, dimensions)) {
      if (stored->passage == kWholeEpisode) {
        has_whole = true;
        index.wholes.Add({.episode = episode, .passage = 0}, stored->vector);
      } else if (stored->passage == 0) {
        if (!first_piece) first_piece = stored->vector;
        index.pieces.Add({.episode = episode, .passage = piece++}, stored->vector);
      } else {
        index.moments.Add({.episode = episode, .passage = stored->passage}, stored->vector);
      }
    }
    if (!rest.empty()) return Damaged(episode);
    // An episode of one piece is that as a whole.
    if (!has_whole && first_piece) index.wholes.Add({.episode = episode}, *first_piece);
  }
  const auto sketch = [](const VectorMatrix& matrix) {
    return matrix.rows() >= kSketchRows ? SignSketch::Of(matrix) : std::nullopt;
  };
  index.piece_sketch = sketch(index.pieces);
  index.whole_sketch = sketch(index.wholes);
  index.moment_sketch = sketch(index.moments);
  return {};
}

}  // namespace

Result<std::shared_ptr<const Encoder>> OpenQueryEncoder(const EncoderIdentity& documents,
                                                        const std::string& asked) {
  if (asked.empty()) {
    Result<std::shared_ptr<const Encoder>> own = OpenEncoder(documents);
    if (own) return own;
    Error error = own.error();
    error.message = "questions cannot be encoded as the index was: " + error.message;
    error.remedy += "; or ask by words alone with --mode lexical";
    return error;
  }
  Result<std::shared_ptr<const Encoder>> other = OpenEncoder(asked);
  if (!other) return other;
  const EncoderIdentity& identity = (*other)->identity();
  if (identity == documents) return other;
  const std::string_view teacher = (*other)->teacher_sha256();
  if (teacher == documents.sha256 && identity.dimensions == documents.dimensions) return other;
  return Error{.code = ErrorCode::kUnsupported,
               .message = "questions encoded by \"" + identity.name +
                          "\" cannot be held against texts encoded by \"" + documents.name +
                          "\": " +
                          (teacher.empty() ? "its file names no encoder that it was trained towards"
                                           : "it was trained towards another encoder"),
               .remedy = "leave --query-encoder out, or train a table towards \"" + documents.name +
                         "\" (tools/train_static)",
               .kind = "query-encoder-mismatch"};
}

Result<std::shared_ptr<const SemanticIndex>> SemanticIndexes::Of(const Reader& reader) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t revision = reader.view->revision();
  if (latest_ && latest_->revision == revision) return latest_;
  const Result<std::optional<EncoderIdentity>> identity = RecordedEncoder(reader.database);
  if (!identity) return identity.error();
  if (!*identity) return std::shared_ptr<const SemanticIndex>();
  std::shared_ptr<const Encoder> encoder = latest_ ? latest_->encoder : nullptr;
  if (!encoder || documents_ != **identity) {
    Result<std::shared_ptr<const Encoder>> opened = OpenQueryEncoder(**identity, query_encoder_);
    if (!opened) return opened.error();
    encoder = *std::move(opened);
  }
  const std::size_t dimensions = (*identity)->dimensions;
  const SemanticParameters parameters = ParametersFor(**identity, encoder->identity());
  auto index = std::make_shared<SemanticIndex>(
      SemanticIndex{revision, std::move(encoder), parameters, VectorMatrix(dimensions),
                    VectorMatrix(dimensions), VectorMatrix(dimensions)});
  if (const Result<void> loaded = Load(reader.database, *index); !loaded) return loaded.error();
  documents_ = **identity;
  latest_ = std::move(index);
  return latest_;
}

Result<std::shared_ptr<const EncodedQuery>> SemanticIndexes::EncodeQuery(const SemanticIndex& index,
                                                                         const std::string& text) {
  const Encoder& encoder = *index.encoder;
  const std::string key = encoder.identity().sha256 + text;
  if (auto known = queries_.Find(key)) return known;
  EncodedQuery query{.vector = std::vector<float>(encoder.identity().dimensions),
                     .familiarity = encoder.Familiarity(text)};
  const std::string_view views[] = {text};
  const Result<void> encoded = encoder.Encode(views, TextKind::kQuery, query.vector);
  if (!encoded) return encoded.error();
  auto shared = std::make_shared<const EncodedQuery>(std::move(query));
  queries_.Insert(key, shared, key.size() + shared->vector.size() * sizeof(float));
  return shared;
}

}  // namespace cuepoint
