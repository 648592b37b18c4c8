// The moments of hits: which passages of an episode are shown with it, and how.
#include <algorithm>
#include <numeric>
#include <utility>

#include "query/doc_set.h"
#include "query/search_run.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

constexpr std::size_t kEpisodeSnippetBytes = 220;
constexpr std::size_t kMomentSnippetBytes = 160;

}  // namespace

Result<void> SearchRun::AddMoments(std::vector<ShownEpisode>& shown) {
  std::erase_if(shown,
                [](const ShownEpisode& episode) { return episode.view->timed_passages == 0; });
  if (shown.empty()) return {};
  DocRanges passages;
  for (const ShownEpisode& episode : shown) {
    const Xapian::docid first = episode.view->first_passage;
    const auto timed = static_cast<Xapian::docid>(episode.view->timed_passages);
    passages.push_back({first, first + timed - 1});
  }
  const Xapian::Query query(Xapian::Query::OP_FILTER, Translate(plan_, Target::kMoments),
                            DocSetQuery(std::move(passages)));
  const Ranking ranking =
      RankPassages(query, {0, reader_.database.get_doccount()}, Total::kEstimate);
  std::sort(shown.begin(), shown.end(), [](const ShownEpisode& a, const ShownEpisode& b) {
    return a.view->first_passage < b.view->first_passage;
  });
  for (const Match& match : ranking.matches) {
    const auto after = std::upper_bound(shown.begin(), shown.end(), match.document,
                                        [](Xapian::docid passage, const ShownEpisode& episode) {
                                          return passage < episode.view->first_passage;
                                        });
    const ShownEpisode& episode = *(after - 1);
    if (episode.hit->moments.size() == request_.moments) continue;
    const double score =
        ranking.best_possible > 0 ? std::min(1.0, match.score / ranking.best_possible) : 0;
    Result<Moment> moment = MakeMoment(*episode.view, episode.document, match.document, score);
    if (!moment) return moment.error();
    episode.hit->moments.push_back(*std::move(moment));
  }
  return {};
}

Result<void> SearchRun::AddMomentsByMeaning(std::vector<ShownEpisode>& shown) {
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
