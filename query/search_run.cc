#include "query/search_run.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "corpus/date.h"
#include "indexer/analyzer.h"
#include "indexer/schema.h"
#include "query/bm25.h"
#include "query/conditions.h"
#include "query/doc_set.h"
#include "query/suggest_last_word.h"

namespace cuepoint {
namespace {

/// Totals are exact up to this many matches; counting on would cost more than ranking.
constexpr Xapian::doccount kExactTotal = 10'000;

/// Looking for phrases and fields in episodes may take so long; the median takes 0.1 ms.
constexpr std::chrono::milliseconds kConditionsBudget{30};

/// How many of the best episodes lend their score to their moments.
constexpr std::size_t kContextEpisodes = 200;

constexpr std::size_t kEpisodeSnippetBytes = 220;
constexpr std::size_t kMomentSnippetBytes = 160;

Error Invalid(std::string message, std::string remedy = {}) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = std::move(message),
               .source = "request",
               .remedy = std::move(remedy)};
}

Result<std::optional<std::int32_t>> ParseDay(std::string_view name, const std::string& text) {
  if (text.empty()) return std::optional<std::int32_t>();
  const std::optional<std::int32_t> days = DaysSinceEpoch(text);
  if (!days) {
    return Invalid(std::string(name) + " \"" + text + "\" is not a date",
                   "write 2025, 2025-06 or 2025-06-01");
  }
  return days;
}

/// Sorts passages by the date of their episode, oldest first; undated ones come first, too.
class EpisodeDateKey : public Xapian::KeyMaker {
 public:
  explicit EpisodeDateKey(const IndexView& view) : view_(view) {}
  std::string operator()(const Xapian::Document& document) const override {
    return Xapian::sortable_serialise(view_.PublishedDays(view_.EpisodeOf(document.get_docid())));
  }

 private:
  const IndexView& view_;
};

/// Alternatives of one field as a boolean query.
Xapian::Query AnyOf(std::string_view prefix, const std::vector<std::string>& values, bool fold) {
  std::vector<Xapian::Query> terms;
  for (const std::string& value : values) {
    terms.emplace_back(schema::Term(prefix, fold ? FoldKey(value) : value));
  }
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

/// A score relative to the best that is possible.
double Share(double score, double best) { return best > 0 ? std::min(1.0, score / best) : 0; }

Xapian::Query KindQuery(std::string_view kind) { return Xapian::Query(std::string(kind)); }

}  // namespace

Result<PreparedRequest> PrepareRequest(const SearchRequest& request) {
  if (request.limit > SearchLimits::kLimit) {
    return Invalid("limit is " + std::to_string(request.limit) + ", at most " +
                   std::to_string(SearchLimits::kLimit) + " is possible");
  }
  if (request.offset > SearchLimits::kOffset) {
    return Invalid("offset is " + std::to_string(request.offset) + ", at most " +
                       std::to_string(SearchLimits::kOffset) + " is possible",
                   "narrow the search with more words or a filter");
  }
  PreparedRequest prepared;
  Result<QueryNode> query = ParseQuery(request.query, &prepared.notes);
  if (!query) return query.error();
  prepared.request = request;
  prepared.query = *std::move(query);
  if (request.prefix_last) OpenLastWord(request.query, prepared.query);
  prepared.has_words =
      prepared.query.kind != QueryNode::Kind::kAny || !prepared.query.children.empty();
  if (!prepared.has_words && request.filter.empty()) {
    return Invalid("there is nothing to search for", "give a query or a filter");
  }
  Result<std::optional<std::int32_t>> after = ParseDay("after", request.filter.after);
  if (!after) return after.error();
  Result<std::optional<std::int32_t>> before = ParseDay("before", request.filter.before);
  if (!before) return before.error();
  prepared.after_days = *after;
  prepared.before_days = *before;
  return prepared;
}

Result<SearchResponse> SearchRun::Run() {
  response_.query = request_.query;
  response_.mode = Mode::kLexical;
  response_.group = request_.group;
  response_.revision = reader_.view->revision();
  if (request_.mode == Mode::kSemantic && semantics_ == nullptr) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "this index has no vectors, so it cannot be searched by meaning",
                 .source = "request",
                 .remedy = "use mode lexical, or index again with --rebuild --encoder static"};
  }
  if (prepared_.has_words) {
    response_.notes = prepared_.notes;
    Result<PlanNode> plan =
        PlanQuery(prepared_.query, reader_, stem_sets_, &response_.notes, request_.synonyms);
    if (!plan) return plan.error();
    plan_ = *std::move(plan);
    finds_ = SaysWhatToFind(plan_);
    ResolveConditions(plan_, reader_, stem_sets_, Deadline(kConditionsBudget), &response_.notes);
    if (request_.explain) {
      response_.parsed_query = ToString(prepared_.query);
      response_.plan = ToString(plan_);
      response_.xapian = Translate(plan_, Target::kEpisodes).get_description();
    }
    // A query of mere punctuation asks for nothing that could be found.
    if (plan_.kind == PlanNode::Kind::kNothing) return std::move(response_);
  }
  if (const Result<void> prepared = PrepareMeaning(); !prepared) return prepared.error();
  const bool by_meaning = query_vector_ != nullptr;
  // Nothing is near to a question of which the encoder knows no word.
  if (request_.mode == Mode::kSemantic && prepared_.has_words && !by_meaning) {
    response_.mode = Mode::kSemantic;
    return std::move(response_);
  }
  const Result<void> found = request_.group == Group::kEpisodes
                                 ? (by_meaning ? FindEpisodesByMeaning() : FindEpisodes())
                                 : (by_meaning ? FindMomentsByMeaning() : FindMoments());
  if (!found) return found.error();
  return std::move(response_);
}

void SearchRun::NoteStems(const Xapian::MSet& episodes) {
  const KindStatistics statistics = reader_.view->episode_statistics();
  stems_.clear();
  double idf_sum = 0;
  for (const std::string& stem : EvidenceStems(plan_)) {
    // The match has looked the frequencies up already.
    const Xapian::doccount frequency =
        episodes.get_termfreq(schema::Term(schema::kEpisodeStemPrefix, stem));
    // A function word has no postings; it is as common as can be.
    const double idf =
        Bm25Idf(statistics.documents, frequency == 0 ? statistics.documents : frequency);
    stems_.push_back({StemHash(stem), static_cast<float>(idf)});
    if (frequency != 0) idf_sum += idf;
  }
  std::sort(stems_.begin(), stems_.end(),
            [](const StemWeight& a, const StemWeight& b) { return a.stem < b.stem; });
  best_episode_score_ = idf_sum * (ranking_.episode.k1 + 1);
  best_title_score_ = idf_sum;
}

double SearchRun::BestPassageScore(const Xapian::MSet& passages) const {
  const KindStatistics statistics = reader_.view->passage_statistics();
  double idf_sum = 0;
  for (const std::string& stem : EvidenceStems(plan_)) {
    const Xapian::doccount frequency =
        passages.get_termfreq(schema::Term(schema::kPassageStemPrefix, stem));
    if (frequency != 0) idf_sum += Bm25Idf(statistics.documents, frequency);
  }
  return idf_sum * (ranking_.passage.k1 + 1);
}

std::optional<Xapian::Query> SearchRun::FilterQuery() const {
  std::vector<Xapian::Query> conditions;
  const SearchFilter& filter = request_.filter;
  if (!filter.shows.empty()) conditions.push_back(AnyOf(schema::kShowPrefix, filter.shows, false));
  if (!filter.persons.empty()) {
    conditions.push_back(AnyOf(schema::kPersonPrefix, filter.persons, true));
  }
  if (!filter.tags.empty()) conditions.push_back(AnyOf(schema::kTagPrefix, filter.tags, true));
  if (prepared_.after_days) {
    conditions.emplace_back(Xapian::Query::OP_VALUE_GE, schema::kPublishedSlot,
                            Xapian::sortable_serialise(*prepared_.after_days));
  }
  if (prepared_.before_days) {
    // The day before: the range of a value includes its end, and absent values sort lowest.
    conditions.emplace_back(Xapian::Query::OP_VALUE_RANGE, schema::kPublishedSlot,
                            Xapian::sortable_serialise(-1e9),
                            Xapian::sortable_serialise(*prepared_.before_days - 1));
  }
  if (conditions.empty()) return std::nullopt;
  return Xapian::Query(Xapian::Query::OP_AND, conditions.begin(), conditions.end());
}

std::vector<SearchRun::Match> SearchRun::FilteredEpisodes(const Xapian::Query& filter) const {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(filter);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return Collect(enquire.get_mset(0, reader_.database.get_doccount())).matches;
}

SearchRun::Ranking SearchRun::Collect(const Xapian::MSet& found) {
  Ranking ranking;
  ranking.total = found.get_matches_estimated();
  ranking.matches.reserve(found.size());
  for (auto it = found.begin(); it != found.end(); ++it) {
    ranking.matches.push_back({*it, it.get_weight()});
  }
  return ranking;
}

Xapian::Query SearchRun::EpisodeQuery() const {
  Xapian::Query query =
      prepared_.has_words ? Translate(plan_, Target::kEpisodes) : KindQuery(schema::kEpisodeKind);
  if (const std::optional<Xapian::Query> filter = FilterQuery()) {
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, *filter);
  }
  return query;
}

SearchRun::Ranking SearchRun::RankEpisodes(const Xapian::Query& query, std::size_t offset,
                                           std::size_t limit, Total total) {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(KindBm25(ranking_.episode, reader_.view->episode_statistics()));
  if (EffectiveSort() != Sort::kRelevance) {
    enquire.set_sort_by_value_then_relevance(schema::kPublishedSlot,
                                             EffectiveSort() == Sort::kNewest);
  }
  const Xapian::MSet found =
      enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(limit),
                       total == Total::kExact ? kExactTotal : 0);
  NoteStems(found);
  Ranking ranking = Collect(found);
  ranking.best_possible = best_episode_score_;
  return ranking;
}

SearchRun::Ranking SearchRun::RankPassages(const Xapian::Query& query, std::size_t offset,
                                           std::size_t limit, Total total) const {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(KindBm25(ranking_.passage, reader_.view->passage_statistics()));
  EpisodeDateKey date_key(*reader_.view);
  if (request_.group == Group::kMoments && EffectiveSort() != Sort::kRelevance) {
    enquire.set_sort_by_key_then_relevance(&date_key, EffectiveSort() == Sort::kNewest);
  }
  const Xapian::MSet found =
      enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(limit),
                       total == Total::kExact ? kExactTotal : 0);
  Ranking ranking = Collect(found);
  ranking.best_possible = BestPassageScore(found);
  return ranking;
}

Result<void> SearchRun::FindEpisodes() {
  // Bit sets count mere words; conditions and filters are counted by the match itself.
  const bool by_sets =
      request_.exact_total && prepared_.has_words && request_.filter.empty() && IsPlain(plan_);
  const Ranking ranking = RankEpisodes(EpisodeQuery(), request_.offset, request_.limit,
                                       by_sets ? Total::kEstimate : AskedTotal());
  response_.total = by_sets ? MatchingEpisodes(plan_, reader_, stem_sets_).Count() : ranking.total;
  response_.hits.reserve(ranking.matches.size());
  std::vector<ShownEpisode> shown;
  shown.reserve(ranking.matches.size());
  for (const Match& match : ranking.matches) {
    Result<std::shared_ptr<const EpisodeView>> view = cache_.View(reader_, match.document);
    if (!view) return view.error();
    Hit& hit = response_.hits.emplace_back();
    hit.episode = (*view)->summary;
    hit.score = Share(match.score, ranking.best_possible);
    if (finds_) hit.matched.emplace_back("lexical");
    if (request_.snippets) hit.snippet = Snippet(**view, match.document, match.document);
    if (request_.explain) Explain(hit, match.document, Target::kEpisodes);
    shown.push_back({match.document, *std::move(view), &hit});
  }
  if (request_.snippets && request_.moments > 0 && finds_) return AddMoments(shown);
  return {};
}

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
  const Ranking ranking = RankPassages(query, 0, reader_.database.get_doccount(), Total::kEstimate);
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
    Result<Moment> moment = MakeMoment(*episode.view, episode.document, match.document,
                                       Share(match.score, ranking.best_possible));
    if (!moment) return moment.error();
    episode.hit->moments.push_back(*std::move(moment));
  }
  return {};
}

Xapian::Query SearchRun::PassagesOf(const std::vector<Match>& episodes, double share) const {
  DocRanges ranges;
  ranges.reserve(episodes.size());
  for (const Match& match : episodes) {
    const schema::PassageRange range = reader_.view->PassagesOf(match.document);
    if (range.count == 0) continue;
    ranges.push_back({range.first, range.first + range.count - 1, share * match.score});
  }
  return DocSetQuery(std::move(ranges));
}

SearchRun::Ranking SearchRun::RankTitles() const {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(Translate(plan_, Target::kTitles));
  // Without saturation and length every word of a title counts with its idf.
  enquire.set_weighting_scheme(KindBm25({.k1 = 0, .b = 0}, reader_.view->episode_statistics()));
  return Collect(enquire.get_mset(0, kContextEpisodes));
}

SearchRun::Ranking SearchRun::RankMoments(std::size_t offset, std::size_t limit) {
  Xapian::Query query = prepared_.has_words
                            ? Translate(plan_, Target::kPassages)
                            : Xapian::Query(Xapian::Query::OP_OR, KindQuery(schema::kChapterKind),
                                            KindQuery(schema::kWindowKind));
  double best_context = 0;
  Xapian::Query context = Xapian::Query::MatchNothing;
  if (prepared_.has_words) {
    context =
        PassagesOf(RankEpisodes(EpisodeQuery(), 0, kContextEpisodes, Total::kEstimate).matches,
                   ranking_.episode_share);
    best_context = ranking_.episode_share * best_episode_score_;
    // What an episode is about, by its title, holds for its passages too.
    if (IsPlain(plan_)) {
      query = Xapian::Query(Xapian::Query::OP_OR, query,
                            PassagesOf(RankTitles().matches, ranking_.title_share));
      best_context += ranking_.title_share * best_title_score_;
    }
  }
  query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, KindQuery(schema::kGuestKind));
  if (const std::optional<Xapian::Query> filter = FilterQuery()) {
    query =
        Xapian::Query(Xapian::Query::OP_FILTER, query, PassagesOf(FilteredEpisodes(*filter), 0));
  }
  Ranking ranking = RankPassages(Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, context), offset,
                                 limit, AskedTotal());
  ranking.best_possible += best_context;
  return ranking;
}

Result<void> SearchRun::FindMoments() {
  const Ranking ranking = RankMoments(request_.offset, request_.limit);
  response_.total = ranking.total;
  response_.hits.reserve(ranking.matches.size());
  for (const Match& match : ranking.matches) {
    const Result<void> added =
        AddMomentHit(match.document, Share(match.score, ranking.best_possible));
    if (!added) return added;
    Hit& hit = response_.hits.back();
    if (finds_) hit.matched.emplace_back("lexical");
    if (request_.explain) Explain(hit, match.document, Target::kPassages);
  }
  return {};
}

Result<void> SearchRun::AddMomentHit(Xapian::docid passage, double score) {
  const Xapian::docid episode = reader_.view->EpisodeOf(passage);
  Result<std::shared_ptr<const EpisodeView>> view = cache_.View(reader_, episode);
  if (!view) return view.error();
  Result<Moment> moment = MakeMoment(**view, episode, passage, score);
  if (!moment) return moment.error();
  Hit& hit = response_.hits.emplace_back();
  hit.episode = (*view)->summary;
  hit.score = moment->score;
  hit.snippet = moment->snippet;
  hit.moments.push_back(*std::move(moment));
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
  const std::shared_ptr<const AnalyzedText> text = cache_.Text(reader_, view, episode, document);
  return MakeSnippet(
      text->text, text->tokens, stems_,
      {.max_bytes = document == episode ? kEpisodeSnippetBytes : kMomentSnippetBytes});
}

void SearchRun::Explain(Hit& hit, Xapian::docid document, Target target) const {
  if (!prepared_.has_words) return;
  const bool episodes = target == Target::kEpisodes;
  for (const std::string& stem : EvidenceStems(plan_)) {
    // One term over one document: the weight that Xapian itself gives, not a copy of the formula.
    const Xapian::Query query(
        Xapian::Query::OP_FILTER,
        Xapian::Query(
            schema::Term(episodes ? schema::kEpisodeStemPrefix : schema::kPassageStemPrefix, stem)),
        DocSetQuery({{document, document}}));
    Xapian::Enquire enquire(reader_.database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(KindBm25(
        episodes ? ranking_.episode : ranking_.passage,
        episodes ? reader_.view->episode_statistics() : reader_.view->passage_statistics()));
    const Xapian::MSet found = enquire.get_mset(0, 1);
    if (!found.empty()) hit.explain.push_back({"bm25:" + stem, found.begin().get_weight()});
  }
}

}  // namespace cuepoint
