#include "query/episode_scan.h"

#include <algorithm>

namespace cuepoint {
namespace {

// The best of 0, ¼, ½, ¾ and 1 in the study that this follows; flat around it.
constexpr float kWholeShare = 0.5F;

}  // namespace

EpisodeScan::EpisodeScan(const SemanticIndex& index, std::span<const float> query)
    : index_(index), pieces_(index.pieces, query) {
  if (index.wholes.rows() > 0) wholes_.emplace(index.wholes, query);
}

std::vector<ScoredEpisode> EpisodeScan::Nearest(std::size_t limit, const EpisodeSet* filter) const {
  if (!wholes_) return pieces_.TopEpisodes(limit, filter);
  // Every episode may come up or go down by its whole.
  std::vector<ScoredEpisode> episodes = pieces_.TopEpisodes(index_.wholes.rows(), filter);
  for (ScoredEpisode& episode : episodes) {
    episode.score = Combined(episode.episode, episode.score);
  }
  const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, episodes.size()));
  std::partial_sort(episodes.begin(), episodes.begin() + kept, episodes.end(),
                    [](const ScoredEpisode& a, const ScoredEpisode& b) {
                      return a.score != b.score ? a.score > b.score : a.episode < b.episode;
                    });
  episodes.resize(static_cast<std::size_t>(kept));
  return episodes;
}

double EpisodeScan::Nearness(std::uint32_t episode) const {
  const RowRange rows = index_.pieces.RowsOf(episode);
  if (rows.begin == rows.end) return 0;
  std::vector<float> scores(rows.end - rows.begin);
  pieces_.Dot(rows, scores);
  return static_cast<double>(Combined(episode, *std::max_element(scores.begin(), scores.end())));
}

float EpisodeScan::Combined(std::uint32_t episode, float piece) const {
  if (!wholes_) return piece;
  const RowRange rows = index_.wholes.RowsOf(episode);
  if (rows.begin == rows.end) return piece;
  float whole = 0;
  wholes_->Dot({rows.begin, rows.begin + 1}, {&whole, 1});
  return (1 - kWholeShare) * piece + kWholeShare * whole;
}

}  // namespace cuepoint
