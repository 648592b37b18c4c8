#include "query/semantic_index.h"

#include <optional>
#include <string_view>
#include <utility>

#include "indexer/encoder_registry.h"
#include "indexer/episode_vectors.h"
#include "indexer/index_encoder.h"
#include "indexer/schema.h"

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
    while (const std::optional<StoredVector> stored = TakeEpisodeVector(rest, dimensions)) {
      if (stored->passage == 0) {
        index.pieces.Add({.episode = episode, .passage = piece++}, stored->vector);
      } else {
        index.moments.Add({.episode = episode, .passage = stored->passage}, stored->vector);
      }
    }
    if (!rest.empty()) return Damaged(episode);
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const SemanticIndex>> SemanticIndexes::Of(const Reader& reader) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t revision = reader.view->revision();
  if (latest_ && latest_->revision == revision) return latest_;
  const Result<std::optional<EncoderIdentity>> identity = RecordedEncoder(reader.database);
  if (!identity) return identity.error();
  if (!*identity) return std::shared_ptr<const SemanticIndex>();
  std::shared_ptr<const Encoder> encoder = latest_ ? latest_->encoder : nullptr;
  if (!encoder || encoder->identity() != **identity) {
    Result<std::shared_ptr<const Encoder>> opened = OpenEncoder(**identity);
    if (!opened) return opened.error();
    encoder = *std::move(opened);
  }
  const std::size_t dimensions = (*identity)->dimensions;
  auto index = std::make_shared<SemanticIndex>(SemanticIndex{
      revision, std::move(encoder), VectorMatrix(dimensions), VectorMatrix(dimensions)});
  if (const Result<void> loaded = Load(reader.database, *index); !loaded) return loaded.error();
  latest_ = std::move(index);
  return latest_;
}

Result<std::shared_ptr<const std::vector<float>>> SemanticIndexes::EncodeQuery(
    const SemanticIndex& index, const std::string& text) {
  const std::string key = index.encoder->identity().sha256 + text;
  if (auto known = queries_.Find(key)) return known;
  std::vector<float> vector(index.encoder->identity().dimensions);
  const std::string_view views[] = {text};
  const Result<void> encoded = index.encoder->Encode(views, TextKind::kQuery, vector);
  if (!encoded) return encoded.error();
  auto shared = std::make_shared<const std::vector<float>>(std::move(vector));
  queries_.Insert(key, shared, key.size() + shared->size() * sizeof(float));
  return shared;
}

}  // namespace cuepoint
