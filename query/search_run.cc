#include "query/search_run.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "query/conditions.h"

namespace cuepoint {
namespace {

/// Looking for phrases and fields in episodes may take so long; the median takes 0.1 ms.
constexpr std::chrono::milliseconds kConditionsBudget{30};

/// A score relative to the best that is possible.
double Share(double score, double best) { return best > 0 ? std::min(1.0, score / best) : 0; }

}  // namespace

Error SearchRun::Unsupported() const {
  return Error{.code = ErrorCode::kUnsupported,
               .message = "this index has no vectors, so it cannot be searched by meaning",
               .source = "request",
               .remedy = "use mode lexical, or index again with --rebuild --encoder static"};
}

Result<SearchResponse> SearchRun::Run() {
  response_.query = request_.query;
  response_.mode = Mode::kLexical;
  response_.group = request_.group;
  response_.revision = reader_.view->revision();
  if (request_.mode == Mode::kSemantic && semantics_ == nullptr) return Unsupported();
  Result<bool> something = Prepare();
  if (!something) return something.error();
  if (*something) {
    if (const Result<void> prepared = PrepareMeaning(); !prepared) return prepared.error();
    const bool by_meaning = query_vector_ != nullptr;
    if (request_.mode == Mode::kSemantic && prepared_.has_words && !by_meaning) {
      // Nothing is near to a question of which the encoder knows no word.
      response_.mode = Mode::kSemantic;
      something = false;
    } else {
      const Result<void> found = request_.group == Group::kEpisodes
                                     ? (by_meaning ? FindEpisodesByMeaning() : FindEpisodes())
                                     : (by_meaning ? FindMomentsByMeaning() : FindMoments());
      if (!found) return found.error();
    }
  }
  if (!*something) {
    // Whoever asked for facets gets each of them, if only an empty one.
    for (const Facet facet : request_.facets) {
      response_.facets.push_back({.facet = facet, .values = {}});
    }
  }
  response_.offset = offset_;
  clock_.Add(Stage::kParse, prepared_.parse);
  response_.stages = clock_.Finish();
  return std::move(response_);
}

Result<bool> SearchRun::Prepare() {
  clock_.Enter(Stage::kPlan);
  if (!request_.facets.empty() || request_.filter.has_transcript) {
    clock_.Enter(Stage::kFacets);  // The first search of a revision reads the table.
    Result<std::shared_ptr<const FacetTable>> table = tools_.facet_tables.Of(reader_);
    if (!table) return table.error();
    facet_table_ = *std::move(table);
    clock_.Enter(Stage::kPlan);
  }
  filter_ =
      EpisodeFilter(request_.filter, prepared_.days, reader_, tools_.stem_sets, facet_table_.get());
  passing_ = filter_.Passing();
  offset_ = request_.offset;
  if (prepared_.cursor) {
    offset_ = prepared_.cursor->position;
    if (prepared_.cursor->revision != reader_.view->revision()) after_ = prepared_.cursor->last;
  }
  if (!prepared_.has_words) return true;
  response_.notes = prepared_.notes;
  Result<PlanNode> plan =
      PlanQuery(prepared_.query, reader_, tools_.stem_sets, &response_.notes, request_.synonyms);
  if (!plan) return plan.error();
  plan_ = *std::move(plan);
  finds_ = SaysWhatToFind(plan_);
  ResolveConditions(plan_, reader_, tools_.stem_sets, Deadline(kConditionsBudget),
                    &response_.notes);
  FindExact();
  if (WordsRank()) LookWordsUp();
  if (request_.explain) {
    response_.parsed_query = ToString(prepared_.query);
    response_.plan = ToString(plan_);
    for (const Word& word : words_) {
      response_.words.push_back({.forms = word.forms,
                                 .episodes = word.episodes->places.size(),
                                 .titles = word.titles->places.size()});
    }
  }
  // A query of mere punctuation asks for nothing that could be found.
  return plan_.kind != PlanNode::Kind::kNothing;
}

Result<void> SearchRun::FindEpisodes() {
  clock_.Enter(Stage::kLexical);
  const Window window = NeededRanks();
  const Ranking ranking = RankEpisodes(window);
  best_lexical_ = ranking.best_possible;
  response_.total = ranking.total;
  std::vector<Ranked> ranked;
  ranked.reserve(ranking.matches.size());
  for (const Match& match : ranking.matches) {
    const double score = Share(match.score, ranking.best_possible);
    ranked.push_back(
        {.document = match.document, .score = score, .relevance = score, .exact = match.exact});
  }
  const std::vector<Ranked> page = TakePage(std::move(ranked), window.first);
  CountFacets();
  clock_.Enter(Stage::kRender);
  Result<std::vector<ShownEpisode>> shown = ShowEpisodes(page);
  if (!shown) return shown.error();
  if (request_.snippets && request_.moments > 0 && finds_) return AddMoments(*shown);
  return {};
}

Result<std::vector<SearchRun::ShownEpisode>> SearchRun::ShowEpisodes(
    const std::vector<Ranked>& page) {
  response_.hits.reserve(page.size());
  std::vector<ShownEpisode> shown;
  shown.reserve(page.size());
  for (const Ranked& ranked : page) {
    Result<std::shared_ptr<const EpisodeView>> view = tools_.cache.View(reader_, ranked.document);
    if (!view) return view.error();
    Hit& hit = response_.hits.emplace_back();
    hit.episode = (*view)->summary;
    hit.score = ranked.score;
    if (ranked.exact || (ranked.fused == nullptr ? finds_ : ranked.fused->by_words)) {
      hit.matched.emplace_back("lexical");
    }
    if (ranked.fused != nullptr && ranked.fused->cosine >= Meaning().floor) {
      hit.matched.emplace_back("semantic");
    }
    if (request_.snippets) hit.snippet = Snippet(**view, ranked.document, ranked.document);
    if (request_.explain) Explain(ranked, Target::kEpisodes, hit);
    shown.push_back({ranked.document, *std::move(view), &hit});
  }
  return shown;
}

Result<void> SearchRun::FindMoments() {
  clock_.Enter(Stage::kLexical);
  const Window window = NeededRanks();
  const Ranking ranking = RankMoments(window);
  best_lexical_ = ranking.best_possible;
  response_.total = ranking.total;
  std::vector<Ranked> ranked;
  ranked.reserve(ranking.matches.size());
  for (const Match& match : ranking.matches) {
    const double score = Share(match.score, ranking.best_possible);
    ranked.push_back({.document = match.document, .score = score, .relevance = score});
  }
  const std::vector<Ranked> page = TakePage(std::move(ranked), window.first);
  CountFacets();
  return ShowMoments(page);
}

Result<void> SearchRun::ShowMoments(const std::vector<Ranked>& page) {
  clock_.Enter(Stage::kRender);
  response_.hits.reserve(page.size());
  for (const Ranked& ranked : page) {
    const Xapian::docid episode = reader_.view->EpisodeOf(ranked.document);
    Result<std::shared_ptr<const EpisodeView>> view = tools_.cache.View(reader_, episode);
    if (!view) return view.error();
    Result<Moment> moment = MakeMoment(**view, episode, ranked.document, ranked.score);
    if (!moment) return moment.error();
    Hit& hit = response_.hits.emplace_back();
    hit.episode = (*view)->summary;
    hit.score = moment->score;
    hit.snippet = moment->snippet;
    hit.moments.push_back(*std::move(moment));
    if (ranked.fused == nullptr ? finds_ : ranked.fused->by_words) {
      hit.matched.emplace_back("lexical");
    }
    if (ranked.fused != nullptr && ranked.fused->cosine >= Meaning().moment_floor) {
      hit.matched.emplace_back("semantic");
    }
    if (request_.explain) Explain(ranked, Target::kPassages, hit);
  }
  return {};
}

}  // namespace cuepoint
