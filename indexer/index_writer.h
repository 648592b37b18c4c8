// Writing an index: one writer, one transaction, all or nothing.
#ifndef CUEPOINT_INDEXER_INDEX_WRITER_H_
#define CUEPOINT_INDEXER_INDEX_WRITER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <xapian.h>

#include "corpus/result.h"
#include "indexer/document_builder.h"
#include "indexer/encoder.h"
#include "indexer/index_store.h"
#include "indexer/schema.h"
#include "indexer/statistics.h"

namespace cuepoint {

/// An episode as the committed index has it.
struct StoredEpisode {
  Xapian::docid docid = 0;
  schema::PassageRange passages;
  std::string content_hash;
};

/// Looks an episode up by id; nothing when it is not there. Throws what Xapian throws.
std::optional<StoredEpisode> FindEpisode(const Xapian::Database& database, std::string_view id);

/// An open transaction on an index. Nothing is visible to readers before Commit; destroying the
/// writer without it, or being killed, leaves the index as it was. Not thread-safe.
class IndexWriter {
 public:
  /// Takes the index at `dir` for writing, creating an empty one when there is none. With `rebuild`
  /// the transaction fills a new generation, which replaces the current one on Commit. Errors:
  /// those of WriterLock::Acquire and OpenGeneration.
  static Result<IndexWriter> Open(const std::string& dir, bool rebuild);

  IndexWriter(IndexWriter&&) = default;
  IndexWriter& operator=(IndexWriter&&) = default;
  ~IndexWriter();

  /// Path of the committed generation to compare with, for readers of the run's own; nothing when
  /// rebuilding.
  const std::optional<std::string>& committed_generation() const { return committed_generation_; }

  /// Settles which encoder the run's vectors are of, and records it. Errors: those of
  /// ChooseEncoder, kCorrupt.
  Result<std::shared_ptr<const Encoder>> UseEncoder(std::string_view asked);

  /// Notes that an episode is part of this run. False when it already was: the first one stays.
  bool Claim(const std::string& id) { return claimed_.insert(id).second; }

  /// Adds an episode, replacing `stored` (as found in the committed generation).
  Result<void> Put(EpisodeDocuments documents, const std::string& language,
                   const std::optional<StoredEpisode>& stored);

  /// Writes metadata along with the run's episodes.
  Result<void> SetMetadata(const std::string& key, const std::string& value);

  /// Removes the episodes that are not part of this run and whose source satisfies `gone`. Returns
  /// how many.
  Result<std::size_t> Prune(const std::function<bool(std::string_view source)>& gone);

  /// Makes the run durable and visible; returns the new revision. Without a change nothing is
  /// written and the old revision is returned. The writer is closed afterwards.
  Result<std::uint64_t> Commit();

 private:
  IndexWriter(WriterLock lock, Xapian::WritableDatabase database)
      : lock_(std::move(lock)), database_(std::move(database)) {}
  /// Writes the episode documents that were put aside.
  void FlushEpisodes();
  /// Writes what Xapian keeps in memory of the transaction to the tables, still uncommitted.
  void WriteThrough();
  /// Removes the passages of a stored episode and takes it out of the statistics.
  void RemovePassages(const StoredEpisode& stored);

  WriterLock lock_;
  Xapian::WritableDatabase database_;
  std::string generation_;
  std::optional<std::string> committed_generation_;
  IndexStatistics statistics_;
  std::set<std::string> languages_;
  std::uint64_t revision_ = 0;
  std::unordered_set<std::string> claimed_;
  /// Episode documents wait here while passages are written: going back and forth between the two
  /// id ranges would leave the database's blocks mostly empty.
  std::vector<std::pair<Xapian::docid, Xapian::Document>> waiting_;
  std::size_t waiting_bytes_ = 0;    ///< Of the data and values of those.
  std::size_t unwritten_bytes_ = 0;  ///< Of values that Xapian has in memory.
  std::size_t unwritten_postings_ = 0;
  bool dirty_ = false;
};

/// The revision in an index's metadata. Throws what Xapian throws.
std::uint64_t RevisionOf(const Xapian::Database& database);

/// The languages in an index's metadata. Throws what Xapian throws.
std::set<std::string> LanguagesOf(const Xapian::Database& database);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_WRITER_H_
