// Every episode of an index, one after the other, for what is not a search.
#ifndef CUEPOINT_QUERY_EPISODE_LIST_H_
#define CUEPOINT_QUERY_EPISODE_LIST_H_

#include <functional>
#include <string>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Calls `visit` with every episode of the index at `dir`, what was indexed first first, until it
/// returns false. One episode is in memory at a time. When the index moves on meanwhile, what
/// follows is of the newer revision; each episode is whole. Errors: those of OpenIndex, kCorrupt,
/// kModified (a writer was faster more than once in a row). Thread-safe.
Result<void> ForEachEpisode(const std::string& dir, const std::function<bool(Episode&&)>& visit);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_LIST_H_
