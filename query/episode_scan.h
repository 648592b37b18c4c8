// How near is each episode to a question? By its nearest piece and, where an index has them, by the
// vector of the episode as a whole, half and half: a piece may be near by chance, and a whole blurs
// what only a part is about.
#ifndef CUEPOINT_QUERY_EPISODE_SCAN_H_
#define CUEPOINT_QUERY_EPISODE_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "query/semantic_index.h"
#include "query/stem_sets.h"
#include "query/vector_scan.h"

namespace cuepoint {

/// One question against the episodes of an index, which outlives the scan. Immutable, thread-safe.
class EpisodeScan {
 public:
  /// `query`: as for VectorScan.
  EpisodeScan(const SemanticIndex& index, std::span<const float> query);

  /// The `limit` nearest episodes, best first, equals in the order of documents; with `filter`,
  /// only those in it. ScoredEpisode::row is the nearest piece.
  std::vector<ScoredEpisode> Nearest(std::size_t limit, const EpisodeSet* filter = nullptr) const;

  /// How near one episode is; 0 for one without vectors.
  double Nearness(std::uint32_t episode) const;

 private:
  /// That of an episode whose best piece has this score.
  float Combined(std::uint32_t episode, float piece) const;

  const SemanticIndex& index_;
  VectorScan pieces_;
  std::optional<VectorScan> wholes_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_SCAN_H_
