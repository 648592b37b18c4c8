// Ranking by words: episodes, passages, and passages with a share of their episode's score.
#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/schema.h"
#include "query/bm25.h"
#include "query/doc_set.h"
#include "query/search_run.h"

namespace cuepoint {
namespace {

/// Totals are exact up to this many matches; counting on would cost more than ranking.
constexpr Xapian::doccount kExactTotal = 10'000;

/// How many of the best episodes lend their score to their moments.
constexpr std::size_t kContextEpisodes = 200;

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

Xapian::Query KindQuery(std::string_view kind) { return Xapian::Query(std::string(kind)); }

}  // namespace

void SearchRun::NoteStems(const Xapian::MSet& episodes) {
  const KindStatistics statistics = reader_.view->episode_statistics();
  stems_.clear();
  double idf_sum = 0;
  double title_idf_sum = 0;
  for (const std::string& stem : EvidenceStems(plan_)) {
    // The match has looked the frequencies up already.
    const Xapian::doccount in_titles =
        episodes.get_termfreq(schema::Term(schema::kTitleStemPrefix, stem));
    if (in_titles != 0) {
      title_idf_sum += TitleWeight(stem) * Bm25Idf(statistics.documents, in_titles);
    }
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
  best_episode_score_ = (idf_sum + title_idf_sum) * (ranking_.episode.k1 + 1);
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

std::vector<Xapian::docid> SearchRun::MatchesOf(const Xapian::Query& query) const {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, reader_.database.get_doccount());
  std::vector<Xapian::docid> documents;
  documents.reserve(found.size());
  for (auto it = found.begin(); it != found.end(); ++it) documents.push_back(*it);
  return documents;
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

Xapian::Query SearchRun::WithTitles(const Xapian::Query& query) const {
  std::vector<Xapian::Query> words;
  for (const std::string& stem : EvidenceStems(plan_)) {
    const double weight = TitleWeight(stem);
    if (weight == 0) continue;
    words.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
                       Xapian::Query(schema::Term(schema::kTitleStemPrefix, stem)), weight);
  }
  if (words.empty()) return query;
  return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                       Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end()));
}

double SearchRun::TitleWeight(const std::string& stem) const {
  const Xapian::Database& database = reader_.database;
  const auto idf = [&](std::string_view prefix) {
    const Xapian::doccount frequency = database.get_termfreq(schema::Term(prefix, stem));
    const double documents = reader_.view->episode_statistics().documents;
    return frequency == 0 ? 0 : Bm25Idf(documents, frequency);
  };
  const double in_titles = idf(schema::kTitleStemPrefix);
  if (in_titles == 0) return 0;
  const double in_texts = idf(schema::kEpisodeStemPrefix);
  return ranking_.title_weight * std::sqrt(std::min(1.0, in_texts / in_titles));
}

Xapian::Query SearchRun::EpisodeQuery() const {
  const Xapian::Query query = prepared_.has_words ? WithTitles(Translate(plan_, Target::kEpisodes))
                                                  : KindQuery(schema::kEpisodeKind);
  if (!passing_) return query;
  return Xapian::Query(Xapian::Query::OP_FILTER, query, DocSetQuery(RangesOf(passing_->Members())));
}

SearchRun::Ranking SearchRun::RankEpisodes(const Xapian::Query& query, Window window, Total total) {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(KindBm25(ranking_.episode, reader_.view->episode_statistics()));
  if (EffectiveSort() != Sort::kRelevance) {
    enquire.set_sort_by_value_then_relevance(schema::kPublishedSlot,
                                             EffectiveSort() == Sort::kNewest);
  }
  const Xapian::MSet found = enquire.get_mset(static_cast<Xapian::doccount>(window.first),
                                              static_cast<Xapian::doccount>(window.count),
                                              total == Total::kExact ? kExactTotal : 0);
  NoteStems(found);
  Ranking ranking = Collect(found);
  ranking.best_possible = best_episode_score_;
  return ranking;
}

SearchRun::Ranking SearchRun::RankPassages(const Xapian::Query& query, Window window,
                                           Total total) const {
  Xapian::Enquire enquire(reader_.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(KindBm25(ranking_.passage, reader_.view->passage_statistics()));
  EpisodeDateKey date_key(*reader_.view);
  if (request_.group == Group::kMoments && EffectiveSort() != Sort::kRelevance) {
    enquire.set_sort_by_key_then_relevance(&date_key, EffectiveSort() == Sort::kNewest);
  }
  const Xapian::MSet found = enquire.get_mset(static_cast<Xapian::doccount>(window.first),
                                              static_cast<Xapian::doccount>(window.count),
                                              total == Total::kExact ? kExactTotal : 0);
  Ranking ranking = Collect(found);
  ranking.best_possible = BestPassageScore(found);
  return ranking;
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

Xapian::Query SearchRun::MomentQuery() {
  Xapian::Query query = prepared_.has_words
                            ? Translate(plan_, Target::kPassages)
                            : Xapian::Query(Xapian::Query::OP_OR, KindQuery(schema::kChapterKind),
                                            KindQuery(schema::kWindowKind));
  // What an episode is about, by its title, holds for its passages too.
  if (prepared_.has_words && IsPlain(plan_)) {
    if (titles_.empty()) titles_ = RankTitles().matches;
    query = Xapian::Query(Xapian::Query::OP_OR, query, PassagesOf(titles_, ranking_.title_share));
  }
  return Xapian::Query(Xapian::Query::OP_AND_NOT, query, KindQuery(schema::kGuestKind));
}

SearchRun::Ranking SearchRun::RankMoments(Window window) {
  double best_context = 0;
  Xapian::Query context = Xapian::Query::MatchNothing;
  if (prepared_.has_words) {
    context_ = RankEpisodes(EpisodeQuery(), {0, kContextEpisodes}, Total::kEstimate).matches;
    context = PassagesOf(context_, ranking_.episode_share);
    best_context = ranking_.episode_share * best_episode_score_;
    if (IsPlain(plan_)) best_context += ranking_.title_share * best_title_score_;
  }
  Xapian::Query query = MomentQuery();
  if (passing_) {
    std::vector<Match> episodes;
    for (const Xapian::docid episode : passing_->Members()) episodes.push_back({episode, 0});
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, PassagesOf(episodes, 0));
  }
  // Counting within the match means to score every passage that has a word.
  const bool by_sets = request_.exact_total && prepared_.has_words && IsPlain(plan_);
  Ranking ranking = RankPassages(Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, context), window,
                                 by_sets ? Total::kEstimate : AskedTotal());
  if (by_sets) ranking.total = CountMoments();
  ranking.best_possible += best_context;
  return ranking;
}

}  // namespace cuepoint
