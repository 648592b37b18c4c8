// One run of indexing: sources in, a new revision of the index out, all or nothing.
//
// Episodes whose content has not changed since the last run are left alone; changed ones are
// replaced, new ones added. Everything becomes visible at once when the run ends, and a run that is
// killed leaves the index as it was.
#ifndef CUEPOINT_INDEXER_INDEX_RUN_H_
#define CUEPOINT_INDEXER_INDEX_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "corpus/source.h"
#include "indexer/document_builder.h"

namespace cuepoint {

struct IndexOptions {
  /// Remove episodes that earlier runs took from the given sources and that are gone from them now.
  /// A source that could not be read whole loses nothing.
  bool prune = false;
  /// Build a fresh index from the given sources beside the old one and switch to it at the end.
  bool rebuild = false;
  /// Threads, this one included; 0 means one per core.
  unsigned jobs = 0;
  ReadOptions reading = {};
  /// What fetches addresses, and the documents that episodes refer to; not owned, may be null.
  Fetcher* fetcher = nullptr;
  /// See ChooseEncoder (index_encoder.h): "none", "auto", a name or the path of a model.
  std::string encoder = "none";
  FieldWeights weights = {};
  /// Rules (synonym_rules.h) that the index is to keep from now on; nothing leaves it those that it
  /// has, also with `rebuild`.
  std::optional<std::string> synonyms = std::nullopt;
};

/// How far a run has come. `total_bytes` is 0 while unknown (standard input).
struct IndexProgress {
  std::size_t files_done = 0;
  std::size_t files_total = 0;
  std::size_t bytes_done = 0;
  std::size_t bytes_total = 0;
  std::size_t episodes = 0;
  std::string_view phase;  ///< "reading" or "committing".
};

/// Called from the run's own thread, at most some ten times a second.
using ProgressFn = std::function<void(const IndexProgress&)>;

/// What a run did.
struct IndexReport {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t removed = 0;
  std::size_t chapters = 0;  ///< In the episodes read.
  std::size_t people = 0;
  std::size_t transcripts = 0;  ///< Episodes that have one.
  std::size_t unmodified = 0;   ///< Addresses whose servers say that nothing has changed.
  std::size_t bytes = 0;        ///< Read from sources.
  double seconds = 0;
  std::uint64_t revision = 0;
  std::vector<FileReport> files;  ///< Those with errors or warnings, and the first few others.
  std::size_t files_read = 0;
  std::size_t errors = 0;  ///< Skipped episodes or files.
  std::size_t warnings = 0;
  /// How many there were of each Error::kind; "other" for those without one.
  std::map<std::string, std::size_t> errors_by_kind;
  std::map<std::string, std::size_t> warnings_by_kind;
  std::string encoder;  ///< Name of the one used, or "none".
  /// Sources by the reader that took them.
  std::map<std::string, std::size_t> readers;
};

/// Indexes `sources` (files, directories, addresses, "-") into the index at `path`, creating it
/// when there is none. Errors: kLocked (another writer), kForeign, kVersion, kPermission,
/// kUnavailable (disk full); a problem with one source is not an error of the run but stands in the
/// report.
Result<IndexReport> IndexSources(const std::string& path, const std::vector<std::string>& sources,
                                 const IndexOptions& options, const ProgressFn& progress = {});

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_RUN_H_
