// One search over one revision of the index, step by step.
#ifndef CUEPOINT_QUERY_SEARCH_RUN_H_
#define CUEPOINT_QUERY_SEARCH_RUN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/result.h"
#include "query/cursor.h"
#include "query/engine.h"
#include "query/episode_filter.h"
#include "query/episode_scan.h"
#include "query/episode_view.h"
#include "query/facet_table.h"
#include "query/fusion.h"
#include "query/index_view.h"
#include "query/query_plan.h"
#include "query/query_translate.h"
#include "query/search.h"
#include "query/search_request.h"
#include "query/semantic_index.h"
#include "query/snippet.h"
#include "query/stage_clock.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Carries one search out. Used by one thread, for one call of Run. Throws what Xapian throws.
class SearchRun {
 public:
  /// What a run works with; outlives it.
  struct Tools {
    const RankingParameters& ranking;
    EpisodeCache& cache;
    StemSets& stem_sets;
    SemanticIndexes& semantic_indexes;
    FacetTables& facet_tables;
  };

  /// `semantics` is null for an index without vectors.
  SearchRun(const PreparedRequest& prepared, const Tools& tools, Reader& reader,
            const SemanticIndex* semantics)
      : prepared_(prepared),
        request_(prepared.request),
        tools_(tools),
        ranking_(tools.ranking),
        reader_(reader),
        semantics_(semantics),
        clock_(prepared.request.explain) {}

  Result<SearchResponse> Run();

 private:
  struct Match {
    Xapian::docid document = 0;
    double score = 0;
  };
  /// The best documents of one ranking, and how good and how many there are in all.
  struct Ranking {
    std::vector<Match> matches;
    double best_possible = 0;  ///< Score of a document that could not be better.
    std::size_t total = 0;
  };
  /// A document in the order of the answer.
  struct Ranked {
    Xapian::docid document = 0;
    double score = 0;                      ///< As answered.
    double relevance = 0;                  ///< The same before recency.
    const FusedDocument* fused = nullptr;  ///< Where meaning took part.
  };
  /// Which ranks of a ranking are needed.
  struct Window {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  /// An episode of the page being answered.
  struct ShownEpisode {
    Xapian::docid document = 0;
    std::shared_ptr<const EpisodeView> view;
    Hit* hit = nullptr;  ///< In response_.hits, which does not grow any more.
  };
  enum class Total { kEstimate, kExact };

  /// Documents of either ranking that take part in fusion.
  static constexpr std::size_t kFusionCandidates = 100;
  /// Beyond the deepest page and one more page nothing is ever shown.
  static constexpr std::size_t kAllRanks = SearchLimits::kOffset + SearchLimits::kLimit;
  /// In questions of so few words, each is meant as it is written.
  static constexpr std::size_t kShortQueryWords = 2;

  /// Analyses the query; false when nothing can be found.
  Result<bool> Prepare();
  Result<void> FindEpisodes();
  Result<void> FindMoments();
  /// Hits for a page of episodes, without moments.
  Result<std::vector<ShownEpisode>> ShowEpisodes(const std::vector<Ranked>& page);
  Result<void> ShowMoments(const std::vector<Ranked>& page);
  Error Unsupported() const;

  // search_page.cc: which hits are on the page.
  /// All but the page itself where the order is not that of one match.
  Window NeededRanks() const;
  /// The page of a ranking, whose first document has the rank `first`; notes where the next begins.
  /// response_.total has to be known.
  std::vector<Ranked> TakePage(std::vector<Ranked> ranked, std::size_t first);
  HitKey KeyOf(const Ranked& ranked) const;
  /// What a score counts for by the age of its episode.
  double RecencyFactor(Xapian::docid document) const;
  /// The asked one; but without anything to be relevant to, the latest come first.
  Sort EffectiveSort() const {
    return request_.sort == Sort::kRelevance && !finds_ ? Sort::kNewest : request_.sort;
  }

  // search_ranking.cc: ranking by words.
  /// The query for episodes, with the filter.
  Xapian::Query EpisodeQuery() const;
  /// What a stem in a title counts, against Xapian's weight for it; 0 for one in no title.
  double TitleWeight(const std::string& stem) const;
  /// `query` over episodes, with what their titles add.
  Xapian::Query WithTitles(const Xapian::Query& query) const;
  Ranking RankEpisodes(const Xapian::Query& query, Window window, Total total);
  Ranking RankPassages(const Xapian::Query& query, Window window, Total total) const;
  /// The ranking of moments by words, with their episodes' share.
  Ranking RankMoments(Window window);
  /// What moments have to match by words, whatever the filter.
  Xapian::Query MomentQuery();
  Total AskedTotal() const { return request_.exact_total ? Total::kExact : Total::kEstimate; }
  static Ranking Collect(const Xapian::MSet& found);
  /// Episodes by the words in their titles.
  Ranking RankTitles() const;
  /// The passages of these episodes, each with a share of its episode's score.
  Xapian::Query PassagesOf(const std::vector<Match>& episodes, double share) const;
  /// The documents that match, without a ranking.
  std::vector<Xapian::docid> MatchesOf(const Xapian::Query& query) const;
  /// Remembers what the stems of the query are worth, from a match over episodes.
  void NoteStems(const Xapian::MSet& episodes);
  double BestPassageScore(const Xapian::MSet& passages) const;

  // search_matches.cc: everything that matches, for totals and facets.
  /// The moments that RankMoments can find; for a plan that is plain.
  std::size_t CountMoments() const;
  /// The episodes that match by words, whatever the filter; with Group::kMoments, those with such a
  /// moment. Made once.
  const EpisodeSet& MatchingByWords();
  /// The episodes of the answer; with `without`, of an answer without that part of the filter.
  EpisodeSet Matching(std::optional<Facet> without = std::nullopt);
  void CountFacets();
  /// The episodes that meet the plan's phrases, exclusions and required words; nothing when it has
  /// none.
  std::optional<EpisodeSet> Binding(const PlanNode& plan) const;
  /// Binding, and the filter.
  std::optional<EpisodeSet> AllowedEpisodes(std::optional<Facet> without = std::nullopt) const;

  // search_moments.cc: the moments of hits.
  /// Gives the hits on this page their best moments; reorders `shown`.
  Result<void> AddMoments(std::vector<ShownEpisode>& shown);
  /// Fills up the moments of each hit with those that are near in meaning.
  Result<void> AddMomentsByMeaning(std::vector<ShownEpisode>& shown);
  Result<Moment> MakeMoment(const EpisodeView& view, Xapian::docid episode, Xapian::docid passage,
                            double score);
  std::string Snippet(const EpisodeView& view, Xapian::docid episode, Xapian::docid document);

  // search_explain.cc: what the hits' scores are made of.
  void Explain(const Ranked& ranked, Target target, Hit& hit) const;
  void ExplainContext(Xapian::docid passage, std::vector<ScoreComponent>& components) const;

  // search_run_hybrid.cc: ranking by meaning, too.
  /// Those of the index, for this question; of no meaning before PrepareMeaning.
  const SemanticParameters& Meaning() const { return meaning_; }
  /// Encodes the question, where meaning is to take part; then query_vector_ is set.
  Result<void> PrepareMeaning();
  Result<void> FindEpisodesByMeaning();
  Result<void> FindMomentsByMeaning();
  bool WordsRank() const { return request_.mode != Mode::kSemantic; }
  /// How many of the lexical ranking take part in fusion.
  Window FusionWindow() const;
  /// How many of the nearest take part.
  std::size_t NearCandidates() const;
  /// The nearest episodes, or the episodes of the nearest moments, with at least the floor.
  EpisodeSet NearEpisodes(const EpisodeSet* allowed, bool found_words) const;
  /// Matching(), of what was found near.
  EpisodeSet MatchingOrNear(const std::vector<ScoredEpisode>& near);
  /// Those whose title, or one of whose people, is just what was asked for.
  EpisodeSet ExactEpisodes() const;
  template <class Scored>
  FusionParameters FusionFor(const std::vector<Scored>& near, double floor, bool found_words) const;
  /// Fuses, and takes the page.
  std::vector<Ranked> FusePage(const std::vector<FusionCandidate>& candidates);

  const PreparedRequest& prepared_;
  const SearchRequest& request_;
  const Tools& tools_;
  const RankingParameters& ranking_;
  Reader& reader_;
  const SemanticIndex* semantics_;
  StageClock clock_;
  std::shared_ptr<const FacetTable> facet_table_;  // Null unless facets or transcripts count.
  EpisodeFilter filter_;
  std::optional<EpisodeSet> passing_;  // The filter.
  PlanNode plan_;
  bool finds_ = false;         // The query says what to find, rather than only what to restrict to.
  std::string positive_text_;  // What is asked for, without syntax.
  std::size_t offset_ = 0;     // Hits before the page.
  std::optional<HitKey> after_;  // The page begins behind this; offset_ is not known yet.
  std::optional<EpisodeSet> by_words_;
  std::optional<EpisodeSet> matching_;                      // Matching(), once it is known.
  std::shared_ptr<const std::vector<float>> query_vector_;  // Null: by words alone.
  SemanticParameters meaning_;
  double alpha_ = 0;
  FusionParameters fusion_;  // Of the answer.
  std::vector<FusedDocument> fused_;
  double best_lexical_ = 0;        // The score by words that is worth 1.
  std::vector<StemWeight> stems_;  // What snippets mark, sorted by stem.
  double best_episode_score_ = 0;
  double best_title_score_ = 0;
  std::vector<Match> context_;  // The episodes whose score their moments share, for explain.
  std::vector<Match> titles_;   // The same by title.
  SearchResponse response_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEARCH_RUN_H_
