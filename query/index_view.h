// One revision of an index, open for reading.
//
// An IndexView is what all readers of a revision share: where each episode's documents are and the
// statistics that ranking needs. A Reader is one thread's own handle on the database (Xapian's
// handles are not thread-safe) with the buffers that a search reuses. ReaderPool hands readers out
// and notices new revisions.
#ifndef CUEPOINT_QUERY_INDEX_VIEW_H_
#define CUEPOINT_QUERY_INDEX_VIEW_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/result.h"
#include "indexer/analyzer.h"
#include "indexer/schema.h"
#include "indexer/statistics.h"
#include "query/bm25.h"
#include "query/doc_set.h"
#include "query/synonyms.h"

namespace cuepoint {

/// Facts about one revision. Immutable once made; shared between threads.
class IndexView {
 public:
  /// Reads the facts from an open database. Error: kCorrupt. Throws what Xapian throws.
  static Result<std::shared_ptr<const IndexView>> Read(const Xapian::Database& database,
                                                       std::string generation);

  const std::string& generation() const { return generation_; }
  std::uint64_t revision() const { return revision_; }
  Xapian::rev database_revision() const { return database_revision_; }
  const IndexStatistics& statistics() const { return statistics_; }
  const std::vector<std::string>& languages() const { return languages_; }
  /// The built-in ones and the index's own.
  const SynonymTable& synonyms() const { return synonyms_; }
  KindStatistics episode_statistics() const;
  KindStatistics passage_statistics() const;

  /// The episode that a document belongs to: the document itself, or the episode it is a passage
  /// of.
  Xapian::docid EpisodeOf(Xapian::docid document) const;

  /// All episodes, ascending.
  std::vector<Xapian::docid> Episodes() const;

  /// The passages of an episode; empty for a document that is not one.
  schema::PassageRange PassagesOf(Xapian::docid episode) const;

  /// Days since 1970-01-01 of an episode; the lowest value when it has no date.
  std::int32_t PublishedDays(Xapian::docid episode) const;

  /// The episodes with a date from `first` on and before `end`, ascending.
  std::vector<Xapian::docid> PublishedWithin(std::optional<std::int32_t> first,
                                             std::optional<std::int32_t> end) const;

  /// The day of the newest episode; nothing when none has a date.
  std::optional<std::int32_t> NewestDay() const { return newest_day_; }

 private:
  struct Entry {
    Xapian::docid docid = 0;
    schema::PassageRange passages;
    std::int32_t published_days = 0;
  };
  const Entry* Find(Xapian::docid episode) const;

  std::string generation_;
  std::uint64_t revision_ = 0;
  Xapian::rev database_revision_ = 0;
  IndexStatistics statistics_;
  std::vector<std::string> languages_;
  SynonymTable synonyms_;
  std::optional<std::int32_t> newest_day_;
  std::vector<Entry> episodes_;             // By docid.
  std::vector<std::uint32_t> by_passages_;  // Indices of episodes_ that have passages,
                                            // by the first one.
};

/// One thread's means of searching one revision.
struct Reader {
  std::shared_ptr<const IndexView> view;
  Xapian::Database database;
  std::vector<Analyzer> analyzers;  ///< One per language of the index, at least one.
  TokenStream tokens;               ///< Scratch.
};

/// Readers for any number of threads, always of the latest revision.
class ReaderPool {
 public:
  /// Opens the index once to see that it is there. Errors: those of OpenIndex.
  static Result<std::unique_ptr<ReaderPool>> Open(const std::string& dir);

  /// A reader of the latest revision. Errors: those of OpenIndex, kCorrupt, kModified. Thread-safe.
  Result<std::unique_ptr<Reader>> Take();

  /// The latest revision, or that of a millisecond ago: whoever asks thousands of times a second
  /// does not have the disk looked at each time. Errors as above. Thread-safe.
  Result<std::uint64_t> Revision();

  /// Gives a reader back for the next search. Thread-safe.
  void Return(std::unique_ptr<Reader> reader);

 private:
  /// Changes whenever the index on disk does; costs two calls of stat(2).
  struct Stamp {
    std::int64_t stub_inode = 0, stub_time_ns = 0, version_inode = 0, version_time_ns = 0;
    bool operator==(const Stamp&) const = default;
  };

  explicit ReaderPool(std::string dir) : dir_(std::move(dir)) {}
  Stamp ReadStamp(const std::string& generation) const;
  Result<void> Refresh();
  Result<std::unique_ptr<Reader>> NewReader();

  const std::string dir_;
  std::mutex mutex_;
  std::shared_ptr<const IndexView> view_;
  Stamp stamp_;
  std::chrono::steady_clock::time_point revision_checked_;  // When Revision() saw stamp_ on disk.
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_INDEX_VIEW_H_
