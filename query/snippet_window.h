// Choosing what a snippet shows: the matches in a text, and the stretch that holds the best of
// them.
#ifndef CUEPOINT_QUERY_SNIPPET_WINDOW_H_
#define CUEPOINT_QUERY_SNIPPET_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "query/snippet.h"
#include "query/text_cut.h"

namespace cuepoint {

/// A stem that matches, at a place.
struct StemMatch {
  std::uint32_t stem = 0;   ///< Index into the stems.
  std::uint32_t begin = 0;  ///< Byte range in the text.
  std::uint32_t end = 0;
};

/// Matches whose ranges overlap (a compound and its parts): shown or left out together.
struct MatchCluster {
  TextRange range;
  std::size_t first_match = 0;
  std::size_t match_count = 0;
};

/// The tokens that are among `stems` (sorted by stem) and lie in a text of that size, by begin.
/// Pure.
std::vector<StemMatch> FindMatches(std::size_t text_bytes, std::span<const TextToken> tokens,
                                   std::span<const StemWeight> stems);

/// Clusters of `matches`, which are sorted by begin. Pure.
std::vector<MatchCluster> ClusterMatches(std::span<const StemMatch> matches);

/// The stretch of at most `max_bytes` (or one longer cluster) that MakeSnippet promises to show,
/// from its first to its last match. There is at least one cluster. Linear; pure.
TextRange ChooseStretch(std::span<const StemMatch> matches, std::span<const MatchCluster> clusters,
                        std::span<const StemWeight> stems, std::size_t max_bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SNIPPET_WINDOW_H_
