// Which tables of a Xapian database are compressed.
//
// Xapian compresses the list of terms of every document with zlib. For a passage of a dozen terms
// that costs more than everything else about writing it (a sixth of the processor time of a run)
// and saves a fifth of a small table (2 % of an index with vectors; bench/RESULTS.md). How long an
// entry has to be to be compressed stands in the database's version file, for each table, 0 for
// never; Xapian keeps what stands there, but has no call that sets it.
#ifndef CUEPOINT_INDEXER_GLASS_COMPRESSION_H_
#define CUEPOINT_INDEXER_GLASS_COMPRESSION_H_

#include <string>

namespace cuepoint {

/// Makes the closed glass database at `path` leave its lists of terms and its documents' data as
/// they are from now on; what it has stays readable either way. False, and nothing is changed, for
/// what is not a version file of the format 2016-03-14 (Xapian 1.4), which would then be compressed
/// as ever.
bool StopCompressing(const std::string& path);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_GLASS_COMPRESSION_H_
