// What an index is about, at a glance: its newest episodes and its show.
#ifndef CUEPOINT_QUERY_INDEX_OVERVIEW_H_
#define CUEPOINT_QUERY_INDEX_OVERVIEW_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"
#include "query/index_view.h"

namespace cuepoint {

struct IndexOverview {
  std::uint64_t revision = 0;
  std::size_t episodes = 0;    ///< In the index.
  bool several_shows = false;  ///< Episodes of more than one show.
  /// The newest first; of one day, and without a date, what was indexed last first.
  std::vector<Episode> newest = {};
};

/// The overview of a reader's revision with up to `limit` episodes. Error: kCorrupt. Throws what
/// Xapian throws.
Result<IndexOverview> ReadOverview(const Reader& reader, std::size_t limit);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_INDEX_OVERVIEW_H_
