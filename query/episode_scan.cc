#include "query/episode_scan.h"

#include <algorithm>
#include <unordered_map>

namespace cuepoint {
namespace {

// The best of 0, ¼, ½, ¾ and 1 in the study that this follows; flat around it.
constexpr float kWholeShare = 0.5F;

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
    : index_(index), pieces_(index.pieces, query), moments_(index.moments, query) {
  if (index.wholes.rows() > 0) wholes_.emplace(index.wholes, query);
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

std::vector<ScoredEpisode> EpisodeScan::Nearest(std::size_t limit, const EpisodeSet* filter) const {
  if (!wholes_) return pieces_.TopEpisodes(limit, filter);
  // Every episode may come up or go down by its whole.
  std::vector<ScoredEpisode> episodes = NearestByPart(index_.wholes.rows(), filter);
  for (ScoredEpisode& episode : episodes) {
    episode.score = Combined(episode.episode, episode.score);
  }
  SortBest(episodes, limit);
  return episodes;
}

double EpisodeScan::Nearness(std::uint32_t episode) const {
  const float part =
      std::max(BestOf(index_.pieces, pieces_, episode), BestOf(index_.moments, moments_, episode));
  return static_cast<double>(Combined(episode, part));
}

float EpisodeScan::Combined(std::uint32_t episode, float part) const {
  const RowRange rows = index_.wholes.RowsOf(episode);
  if (rows.begin == rows.end) return part;
  float whole = 0;
  wholes_->Dot({rows.begin, rows.begin + 1}, {&whole, 1});
  return (1 - kWholeShare) * part + kWholeShare * whole;
}

}  // namespace cuepoint
