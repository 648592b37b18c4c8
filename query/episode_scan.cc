#include "query/episode_scan.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace cuepoint {
namespace {

// The best of 0, ¼, ½, ¾ and 1 in the study that this follows; flat around it.
constexpr float kWholeShare = 0.5F;

// Of a collection too large to be scored whole: the episodes that may come up by their wholes.
constexpr std::size_t kLikelyPerWanted = 8;
constexpr std::size_t kLeastLikely = 512;

void SortBest(std::vector<ScoredEpisode>& episodes, std::size_t limit) {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, episodes.size()));
  std::partial_sort(episodes.begin(), episodes.begin() + kept, episodes.end(),
                    [](const ScoredEpisode& a, const ScoredEpisode& b) {
                      return a.score != b.score ? a.score > b.score : a.episode < b.episode;
                    });
  episodes.resize(static_cast<std::size_t>(kept));
}

float BestOf(const VectorMatrix& matrix, const VectorScan& scan, std::uint32_t episode) {
  const RowRange rows = matrix.RowsOf(episode);
  if (rows.begin == rows.end) return 0;
  std::vector<float> scores(rows.end - rows.begin);
  scan.Dot(rows, scores);
  return *std::max_element(scores.begin(), scores.end());
}

}  // namespace

EpisodeScan::EpisodeScan(const SemanticIndex& index, std::span<const float> query)
    : index_(index),
      pieces_(index.pieces, query, index.pieces_by_sign()),
      moments_(index.moments, query, index.moments_by_sign()) {
  if (index.wholes.rows() > 0) wholes_.emplace(index.wholes, query, index.wholes_by_sign());
}

std::vector<ScoredEpisode> EpisodeScan::NearestByPart(std::size_t limit,
                                                      const EpisodeSet* filter) const {
  // The best of both are among the best of either.
  std::vector<ScoredEpisode> episodes = pieces_.TopEpisodes(limit, filter);
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (std::size_t i = 0; i < episodes.size(); ++i) places.emplace(episodes[i].episode, i);
  for (const ScoredEpisode& by_moment : moments_.TopEpisodes(limit, filter)) {
    const auto [place, added] = places.emplace(by_moment.episode, episodes.size());
    if (added) {
      episodes.push_back(by_moment);
    } else {
      float& score = episodes[place->second].score;
      score = std::max(score, by_moment.score);
    }
  }
  SortBest(episodes, limit);
  return episodes;
}

bool EpisodeScan::IsLarge() const {
  return index_.pieces_by_sign() != nullptr || index_.moments_by_sign() != nullptr;
}

std::vector<ScoredEpisode> EpisodeScan::LikelyEpisodes(std::size_t limit,
                                                       const EpisodeSet* filter) const {
  const std::size_t count = std::max(kLeastLikely, limit * kLikelyPerWanted);
  std::vector<ScoredEpisode> episodes = NearestByPart(count, filter);
  std::unordered_set<std::uint32_t> known;
  for (const ScoredEpisode& episode : episodes) known.insert(episode.episode);
  for (ScoredEpisode episode : wholes_->TopEpisodes(count, filter)) {
    if (!known.insert(episode.episode).second) continue;
    episode.score = BestPart(episode.episode);
    episodes.push_back(episode);
  }
  return episodes;
}

std::vector<ScoredEpisode> EpisodeScan::Nearest(std::size_t limit, const EpisodeSet* filter) const {
  if (!wholes_) return pieces_.TopEpisodes(limit, filter);
  // Every episode may come up or go down by its whole.
  std::vector<ScoredEpisode> episodes =
      IsLarge() ? LikelyEpisodes(limit, filter) : NearestByPart(index_.wholes.rows(), filter);
  for (ScoredEpisode& episode : episodes) {
    episode.score = Combined(episode.episode, episode.score);
  }
  SortBest(episodes, limit);
  return episodes;
}

double EpisodeScan::Nearness(std::uint32_t episode) const {
  return static_cast<double>(Combined(episode, BestPart(episode)));
}

float EpisodeScan::BestPart(std::uint32_t episode) const {
  return std::max(BestOf(index_.pieces, pieces_, episode),
                  BestOf(index_.moments, moments_, episode));
}

float EpisodeScan::Combined(std::uint32_t episode, float part) const {
  const RowRange rows = index_.wholes.RowsOf(episode);
  if (rows.begin == rows.end) return part;
  float whole = 0;
  wholes_->Dot({rows.begin, rows.begin + 1}, {&whole, 1});
  return (1 - kWholeShare) * part + kWholeShare * whole;
}

}  // namespace cuepoint
