#include "query/snippet_window.h"

#include <algorithm>
#include <bitset>
#include <cassert>
#include <cmath>
#include <tuple>

namespace cuepoint {
namespace {

/// Weights as positive integers, so that sums do not depend on the order in which windows were
/// tried and every match is better than none.
std::int64_t FixedPoint(float weight) {
  constexpr float kUnit = 1 << 16;
  constexpr float kLargest = 1 << 14;
  if (!(weight > 0)) return 1;
  return std::max(1L, std::lround(std::min(weight, kLargest) * kUnit));
}

/// A multiset of matches with the weight of its distinct stems.
class Bag {
 public:
  Bag(std::span<const StemMatch> matches, std::span<const StemWeight> stems)
      : matches_(matches), stems_(stems), count_(stems.size()) {}

  std::int64_t weight() const { return weight_; }

  void Add(const MatchCluster& cluster) {
    for (const StemMatch& match : matches_.subspan(cluster.first_match, cluster.match_count)) {
      if (count_[match.stem]++ == 0) weight_ += FixedPoint(stems_[match.stem].weight);
    }
  }

  void Remove(const MatchCluster& cluster) {
    for (const StemMatch& match : matches_.subspan(cluster.first_match, cluster.match_count)) {
      if (--count_[match.stem] == 0) weight_ -= FixedPoint(stems_[match.stem].weight);
    }
  }

  /// Whether every stem of the cluster is there once more.
  bool CanSpare(const MatchCluster& cluster) {
    const std::int64_t before = weight_;
    Remove(cluster);
    const bool can_spare = weight_ == before;
    Add(cluster);
    return can_spare;
  }

 private:
  std::span<const StemMatch> matches_;
  std::span<const StemWeight> stems_;
  std::vector<std::uint32_t> count_;
  std::int64_t weight_ = 0;
};

}  // namespace

std::vector<StemMatch> FindMatches(std::size_t text_bytes, std::span<const TextToken> tokens,
                                   std::span<const StemWeight> stems) {
  // Nearly all tokens match nothing, and one bit settles most of those.
  constexpr std::size_t kBits = 4096;
  constexpr std::size_t kFewMatches = 16;  // Room for those of most texts at once.
  std::bitset<kBits> maybe;
  for (const StemWeight& stem : stems) maybe.set(stem.stem % kBits);

  std::vector<StemMatch> matches;
  matches.reserve(kFewMatches);
  for (const TextToken& token : tokens) {
    if (!maybe.test(token.stem % kBits)) continue;
    const auto found = std::lower_bound(
        stems.begin(), stems.end(), token.stem,
        [](const StemWeight& stem, std::uint32_t wanted) { return stem.stem < wanted; });
    if (found == stems.end() || found->stem != token.stem) continue;
    if (token.begin >= token.end || token.end > text_bytes) continue;
    matches.push_back({static_cast<std::uint32_t>(found - stems.begin()), token.begin, token.end});
  }
  const auto by_begin = [](const StemMatch& a, const StemMatch& b) { return a.begin < b.begin; };
  if (!std::is_sorted(matches.begin(), matches.end(), by_begin)) {
    std::stable_sort(matches.begin(), matches.end(), by_begin);
  }
  return matches;
}

std::vector<MatchCluster> ClusterMatches(std::span<const StemMatch> matches) {
  std::vector<MatchCluster> clusters;
  clusters.reserve(matches.size());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const StemMatch& match = matches[i];
    if (clusters.empty() || match.begin >= clusters.back().range.end) {
      clusters.push_back({{match.begin, match.end}, i, 1});
    } else {
      MatchCluster& last = clusters.back();
      last.range.end = std::max<std::size_t>(last.range.end, match.end);
      ++last.match_count;
    }
  }
  return clusters;
}

TextRange ChooseStretch(std::span<const StemMatch> matches, std::span<const MatchCluster> clusters,
                        std::span<const StemWeight> stems, std::size_t max_bytes) {
  assert(!clusters.empty());
  const auto bytes = [&](std::size_t first, std::size_t last) {
    return clusters[last].range.end - clusters[first].range.begin;
  };
  TextRange best;
  std::tuple<std::int64_t, std::int64_t, std::size_t> best_rank{-1, 0, 0};
  Bag bag(matches, stems);
  std::size_t first = 0;
  std::size_t reach = 0;  // One past the last cluster within max_bytes of the first.
  for (std::size_t last = 0; last < clusters.size(); ++last) {
    bag.Add(clusters[last]);
    // Of the stretches that end here, the closest of the heaviest: without what does not fit or is
    // there again.
    while (first < last && (bytes(first, last) > max_bytes || bag.CanSpare(clusters[first]))) {
      bag.Remove(clusters[first++]);
    }
    reach = std::max(reach, last + 1);
    while (reach < clusters.size() && bytes(first, reach) <= max_bytes) ++reach;

    // A lone word is as close to itself everywhere, whatever its ending.
    const auto spread = static_cast<std::int64_t>(first == last ? 0 : bytes(first, last));
    const std::size_t in_reach = clusters[reach - 1].first_match + clusters[reach - 1].match_count -
                                 clusters[first].first_match;
    const std::tuple rank{bag.weight(), -spread, in_reach};
    if (rank > best_rank) {
      best_rank = rank;
      best = {clusters[first].range.begin, clusters[last].range.end};
    }
  }
  return best;
}

}  // namespace cuepoint
