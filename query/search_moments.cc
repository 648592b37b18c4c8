// The moments of hits: which passages of an episode are shown with it, and how.
#include <algorithm>
#include <numeric>
#include <utility>

#include "indexer/schema.h"
#include "query/search_run.h"
#include "query/top_list.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

constexpr std::size_t kEpisodeSnippetBytes = 220;
constexpr std::size_t kMomentSnippetBytes = 160;

}  // namespace

Result<void> SearchRun::AddMoments(const std::vector<ShownEpisode>& shown) {
  struct Found {
    double score = 0;
    Place place = 0;
  };
  const auto better = [](const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.place < b.place;
  };
  const PlanScorer scorer = Scorer(plan_, Target::kMoments);
  const bool plain = IsPlain(plan_);
  MatchLists lists;
  if (plain) lists = scorer.Lists();
  for (const ShownEpisode& episode : shown) {
    if (episode.view->timed_passages == 0) continue;
    const Place first = PassageBit(episode.view->first_passage);
    const PlaceRange timed{first, first + static_cast<Place>(episode.view->timed_passages) - 1};
    TopList<Found, decltype(better)> best(request_.moments, better);
    // What is more than words is worked out for these alone.
    if (!plain) lists = scorer.Lists(timed);
    lists.ForEach(timed,
                  [&](Place place, double score) { best.Add({.score = score, .place = place}); });
    for (const Found& found : best.Take()) {
      const double score =
          best_passage_score_ > 0 ? std::min(1.0, found.score / best_passage_score_) : 0;
      Result<Moment> moment =
          MakeMoment(*episode.view, episode.document, schema::kFirstPassage + found.place, score);
      if (!moment) return moment.error();
      episode.hit->moments.push_back(*std::move(moment));
    }
  }
  return {};
}

Result<void> SearchRun::AddMomentsByMeaning(const std::vector<ShownEpisode>& shown) {
  const VectorScan scan(semantics_->moments, *query_vector_);
  for (const ShownEpisode& episode : shown) {
    const RowRange rows = semantics_->moments.RowsOf(episode.document);
    std::vector<float> scores(rows.end - rows.begin);
    scan.Dot(rows, scores);
    const double average = std::accumulate(scores.begin(), scores.end(), 0.0) /
                           static_cast<double>(std::max<std::size_t>(scores.size(), 1));
    std::vector<std::pair<double, Xapian::docid>> near;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto cosine = static_cast<double>(scores[i]);
      if (cosine < std::max(Meaning().moment_floor, average + Meaning().moment_margin)) continue;
      const std::uint32_t ordinal = semantics_->moments.label(rows.begin + i).passage;
      near.emplace_back(cosine, episode.view->first_passage + ordinal - 1);
    }
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (const auto& [cosine, passage] : near) {
      std::vector<Moment>& moments = episode.hit->moments;
      if (moments.size() >= request_.moments) break;
      Result<Moment> moment =
          MakeMoment(*episode.view, episode.document, passage, alpha_ * std::max(0.0, cosine));
      if (!moment) return moment.error();
      const bool there = std::any_of(moments.begin(), moments.end(), [&](const Moment& other) {
        return other.start_s == moment->start_s;
      });
      if (!there) moments.push_back(*std::move(moment));
    }
  }
  return {};
}

Result<Moment> SearchRun::MakeMoment(const EpisodeView& view, Xapian::docid episode,
                                     Xapian::docid passage, double score) {
  const std::size_t ordinal = passage - view.first_passage;
  if (ordinal >= view.timed_passages) {
    return Error{.code = ErrorCode::kCorrupt,
                 .message = "a passage of " + view.summary.id + " does not fit its record",
                 .remedy = "run `cuepoint check`, then index again with --rebuild"};
  }
  const Passage& found = view.passages[ordinal];
  Moment moment;
  moment.start_s = *found.start_s;
  moment.end_s = found.end_s;
  moment.title = found.title;
  moment.url = DeepLink(view.summary.url, view.deep_link, moment.start_s);
  moment.score = score;
  if (request_.snippets) moment.snippet = Snippet(view, episode, passage);
  return moment;
}

std::string SearchRun::Snippet(const EpisodeView& view, Xapian::docid episode,
                               Xapian::docid document) {
  const std::shared_ptr<const AnalyzedText> text =
      tools_.cache.Text(reader_, view, episode, document);
  return MakeSnippet(
      text->text, text->tokens, stems_,
      {.max_bytes = document == episode ? kEpisodeSnippetBytes : kMomentSnippetBytes});
}

}  // namespace cuepoint
