// How near is each episode to a question? As near as its nearest piece and as the whole of it, both
// in part (SemanticParameters::whole_share), since a piece may be near by chance and a whole blurs
// what only a part is about. An episode of one piece has no whole apart.
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

/// One question against the episodes of an index, which outlives the scan. Where there are not too
/// many vectors for it, every episode's nearness is worked out once, at the start. Immutable,
/// thread-safe.
class EpisodeScan {
 public:
  /// `query`: as for VectorScan. With `filter`, which has to outlive the scan, it looks for
  /// episodes in it alone.
  EpisodeScan(const SemanticIndex& index, std::span<const float> query,
              const EpisodeSet* filter = nullptr);

  /// The `limit` nearest episodes, best first, equals in the order of documents.
  /// ScoredEpisode::row is of no meaning.
  std::vector<ScoredEpisode> Nearest(std::size_t limit) const;

  /// How near one episode is, whether it is looked for or not; 0 for one without vectors.
  double Nearness(std::uint32_t episode) const;

 private:
  /// Whether scoring every part would take too long.
  bool IsLarge() const;
  void ScoreAll();
  /// The `limit` episodes with the nearest parts.
  std::vector<ScoredEpisode> NearestByPart(std::size_t limit) const;
  /// Those that are near by a part or as a whole, with the score of their nearest part.
  std::vector<ScoredEpisode> LikelyEpisodes(std::size_t limit) const;
  float BestPart(std::uint32_t episode) const;
  /// That of an episode whose nearest part has this score.
  float Combined(std::uint32_t episode, float part) const;

  const SemanticIndex& index_;
  const EpisodeSet* filter_;
  float whole_share_;
  VectorScan pieces_;
  std::optional<VectorScan> moments_;  // Where they count as pieces.
  std::optional<VectorScan> wholes_;
  std::vector<float> scores_;  // By document, of those looked for; unless the index is large.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_SCAN_H_
