// The part of indexing that needs no writer: an episode is compared with the committed index and
// analysed. Several threads do it at a time, each with a preparer of its own.
#ifndef CUEPOINT_INDEXER_EPISODE_PREPARER_H_
#define CUEPOINT_INDEXER_EPISODE_PREPARER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/result.h"
#include "corpus/source.h"
#include "indexer/document_builder.h"
#include "indexer/encoder.h"
#include "indexer/index_writer.h"

namespace cuepoint {

/// An episode after analysis, or the reason why there is nothing to write.
struct PreparedEpisode {
  std::string id;
  std::string source;
  std::string language;
  std::optional<StoredEpisode> stored;
  std::optional<Result<EpisodeDocuments>> documents;  ///< Absent when unchanged.
  std::size_t bytes = 0;
  std::size_t chapters = 0;
  std::size_t people = 0;
  bool transcript = false;
};

/// Prepares episodes. Not thread-safe. Throws what Xapian throws.
class EpisodePreparer {
 public:
  /// `committed_generation` is the index to compare with; nothing for a new or rebuilt one.
  EpisodePreparer(const std::optional<std::string>& committed_generation, FieldWeights weights,
                  std::shared_ptr<const Encoder> encoder);

  PreparedEpisode Prepare(SourcedEpisode sourced);

 private:
  std::optional<Xapian::Database> committed_;
  DocumentBuilder builder_;
};

/// Roughly how many bytes of text an episode has: what bounds the episodes that are on their way
/// between threads.
std::size_t TextBytes(const Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_EPISODE_PREPARER_H_
