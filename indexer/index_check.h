// Checking an index: that the database is sound and that its parts agree.
#ifndef CUEPOINT_INDEXER_INDEX_CHECK_H_
#define CUEPOINT_INDEXER_INDEX_CHECK_H_

#include <cstddef>
#include <string>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

struct CheckReport {
  std::size_t episodes = 0;
  std::size_t passages = 0;
  std::vector<std::string> problems;  ///< Sentences; empty when all is well.
};

/// Checks the B-trees of the index at `path` and our own invariants: every passage has its episode
/// and every episode its passages, ids are unique, records decode, statistics add up. Reads
/// everything. Errors only where the index cannot be opened at all.
Result<CheckReport> CheckIndex(const std::string& path);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_CHECK_H_
