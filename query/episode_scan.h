// How near is each episode to a question? By its nearest piece. Where an index has vectors of whole
// episodes (from encoders that read words in their context), half of it is how near the whole is,
// since a piece may be near by chance, and moments count as pieces, since a whole blurs what only a
// part is about. A table's vector of a short title is too coarse for that: with moments as pieces
// guests fell from .993 to .975.
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
  /// only those in it. ScoredEpisode::row is of no meaning.
  std::vector<ScoredEpisode> Nearest(std::size_t limit, const EpisodeSet* filter = nullptr) const;

  /// How near one episode is; 0 for one without vectors.
  double Nearness(std::uint32_t episode) const;

 private:
  /// The `limit` episodes with the nearest parts.
  std::vector<ScoredEpisode> NearestByPart(std::size_t limit, const EpisodeSet* filter) const;
  /// Whether scoring every part would take too long.
  bool IsLarge() const;
  /// Those that are near by a part or as a whole, with the score of their nearest part.
  std::vector<ScoredEpisode> LikelyEpisodes(std::size_t limit, const EpisodeSet* filter) const;
  float BestPart(std::uint32_t episode) const;
  /// That of an episode whose nearest part has this score.
  float Combined(std::uint32_t episode, float part) const;

  const SemanticIndex& index_;
  VectorScan pieces_;
  VectorScan moments_;
  std::optional<VectorScan> wholes_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_SCAN_H_
