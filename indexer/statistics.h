// Collection statistics that BM25 needs beyond what Xapian keeps: lengths by kind of document.
#ifndef CUEPOINT_INDEXER_STATISTICS_H_
#define CUEPOINT_INDEXER_STATISTICS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// Counts and sums over the index, kept up to date by the writer. Lengths are in scaled wdf
/// (schema.h).
struct IndexStatistics {
  std::uint64_t episodes = 0;
  std::uint64_t passages = 0;
  std::uint64_t episode_length = 0;
  std::uint64_t passage_length = 0;
  std::uint64_t next_episode = 1;  ///< Document id of the next new episode.

  bool operator==(const IndexStatistics&) const = default;
};

/// The metadata value, JSON.
std::string EncodeStatistics(const IndexStatistics& statistics);

/// Error: kCorrupt.
Result<IndexStatistics> DecodeStatistics(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_STATISTICS_H_
