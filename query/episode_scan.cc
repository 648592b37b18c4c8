#include "query/episode_scan.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "query/top_list.h"

namespace cuepoint {
namespace {

// Of a collection too large to be scored whole: how many episodes are looked at for each one that
// is wanted, by their wholes, and by their nearest parts, of which there are many more to look at.
constexpr std::size_t kByWholePerWanted = 4;
constexpr std::size_t kByPartPerWanted = 1;

// Below every cosine: of documents that have no vectors.
constexpr float kNoVectors = -2;

struct Nearer {
  bool operator()(const ScoredEpisode& a, const ScoredEpisode& b) const {
    return a.score != b.score ? a.score > b.score : a.episode < b.episode;
  }
};

float BestOf(const VectorMatrix& matrix, const VectorScan& scan, std::uint32_t episode) {
  const RowRange rows = matrix.RowsOf(episode);
  if (rows.begin == rows.end) return 0;
  std::vector<float> scores(rows.end - rows.begin);
  scan.Dot(rows, scores);
  return *std::max_element(scores.begin(), scores.end());
}

}  // namespace

EpisodeScan::EpisodeScan(const SemanticIndex& index, std::span<const float> query,
                         const EpisodeSet* filter)
    : index_(index),
      filter_(filter),
      whole_share_(static_cast<float>(index.parameters.whole_share)),
      pieces_(index.pieces, query, index.pieces_by_sign()) {
  if (index.parameters.moments_as_pieces && index.moments.rows() > 0) {
    moments_.emplace(index.moments, query, index.moments_by_sign());
  }
  if (index.wholes.rows() > 0) wholes_.emplace(index.wholes, query, index.wholes_by_sign());
  if (!IsLarge()) ScoreAll();
}

bool EpisodeScan::IsLarge() const {
  return index_.pieces_by_sign() != nullptr || index_.moments_by_sign() != nullptr;
}

void EpisodeScan::ScoreAll() {
  std::size_t end = 0;
  for (const VectorMatrix* matrix : {&index_.pieces, &index_.moments, &index_.wholes}) {
    if (matrix->rows() > 0) end = std::max<std::size_t>(end, matrix->labels().back().episode + 1);
  }
  scores_.assign(end, kNoVectors);
  pieces_.RaiseBest(scores_, filter_);
  if (moments_) moments_->RaiseBest(scores_, filter_);
  if (!wholes_) return;
  std::vector<float> wholes(index_.wholes.rows());
  wholes_->Dot(wholes);
  for (std::size_t row = 0; row < wholes.size(); ++row) {
    float& score = scores_[index_.wholes.label(row).episode];
    if (score != kNoVectors) score = (1 - whole_share_) * score + whole_share_ * wholes[row];
  }
}

std::vector<ScoredEpisode> EpisodeScan::NearestByPart(std::size_t limit) const {
  std::vector<ScoredEpisode> episodes = pieces_.TopEpisodes(limit, filter_);
  if (!moments_) return episodes;
  // The best of both are among the best of either.
  std::unordered_map<std::uint32_t, float> best;
  for (const ScoredEpisode& episode : episodes) best.emplace(episode.episode, episode.score);
  for (const ScoredEpisode& by_moment : moments_->TopEpisodes(limit, filter_)) {
    float& score = best.emplace(by_moment.episode, by_moment.score).first->second;
    score = std::max(score, by_moment.score);
  }
  TopList<ScoredEpisode, Nearer> nearest(limit);
  for (const auto& [episode, score] : best) nearest.Add({.score = score, .episode = episode});
  return nearest.Take();
}

std::vector<ScoredEpisode> EpisodeScan::LikelyEpisodes(std::size_t limit) const {
  std::vector<ScoredEpisode> episodes = NearestByPart(limit * kByPartPerWanted);
  std::unordered_set<std::uint32_t> known;
  for (const ScoredEpisode& episode : episodes) known.insert(episode.episode);
  for (ScoredEpisode episode : wholes_->TopEpisodes(limit * kByWholePerWanted, filter_)) {
    if (!known.insert(episode.episode).second) continue;
    episode.score = BestPart(episode.episode);
    episodes.push_back(episode);
  }
  return episodes;
}

std::vector<ScoredEpisode> EpisodeScan::Nearest(std::size_t limit) const {
  TopList<ScoredEpisode, Nearer> nearest(limit);
  if (IsLarge()) {
    if (!wholes_) return NearestByPart(limit);
    for (ScoredEpisode& episode : LikelyEpisodes(limit)) {
      nearest.Add({.score = Combined(episode.episode, episode.score), .episode = episode.episode});
    }
    return nearest.Take();
  }
  for (std::uint32_t episode = 0; episode < scores_.size(); ++episode) {
    if (scores_[episode] == kNoVectors) continue;
    nearest.Add({.score = scores_[episode], .episode = episode});
  }
  return nearest.Take();
}

double EpisodeScan::Nearness(std::uint32_t episode) const {
  if (episode < scores_.size() && scores_[episode] != kNoVectors) {
    return static_cast<double>(scores_[episode]);
  }
  return static_cast<double>(Combined(episode, BestPart(episode)));
}

float EpisodeScan::BestPart(std::uint32_t episode) const {
  const float piece = BestOf(index_.pieces, pieces_, episode);
  return moments_ ? std::max(piece, BestOf(index_.moments, *moments_, episode)) : piece;
}

float EpisodeScan::Combined(std::uint32_t episode, float part) const {
  const RowRange rows = index_.wholes.RowsOf(episode);
  if (rows.begin == rows.end) return part;
  float whole = 0;
  wholes_->Dot({rows.begin, rows.begin + 1}, {&whole, 1});
  return (1 - whole_share_) * part + whole_share_ * whole;
}

}  // namespace cuepoint
