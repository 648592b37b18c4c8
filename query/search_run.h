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
#include "query/match_lists.h"
#include "query/plan_scorer.h"
#include "query/posting_lists.h"
#include "query/query_plan.h"
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
    PostingLists& postings;
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
    bool exact = false;  ///< Is what was asked for by name, and comes first.
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
    bool exact = false;                    ///< As in Match.
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
  /// A word of the plan that is evidence, with its lists.
  struct Word {
    std::vector<std::string> forms;
    std::shared_ptr<const PostingList> episodes;
    std::shared_ptr<const PostingList> titles;
    double title_weight = 0;  ///< What it counts in a title, against its weight there.
  };

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

  // search_exact.cc: what was asked for by name.
  /// Notes what is asked for, without syntax, and the episodes whose title, or one of whose people,
  /// is just that; while it is being typed, also those whose title begins so, if these are few.
  void FindExact();

  // search_ranking.cc: ranking by words.
  /// Finds out what the words of the plan are worth.
  void LookWordsUp();
  PlanScorer Scorer(const PlanNode& plan, Target target) const;
  /// What matches among episodes by words, whatever the filter, with what titles add.
  MatchLists EpisodeLists() const;
  /// The same among passages, guests aside, for moments across episodes.
  MatchLists MomentLists();
  /// The ranks `window` of what is in `lists` and passes; document_of(place) is its document.
  /// passes(index, matches) are those bits of `matches`, 64 places from 64 · index on, that do.
  template <class DocumentOf, class Passes>
  Ranking Rank(const MatchLists& lists, Window window, Sort sort, DocumentOf document_of,
               Passes passes) const;
  /// Episodes, by words.
  Ranking RankEpisodes(Window window);
  /// The same without what their passages add.
  Ranking RankEpisodesByText(Window window);
  /// MatchLists::BestTogether of the plan, for ranges of the target's places.
  std::vector<double> BestTogether(const std::vector<PlaceRange>& ranges, Target target) const;
  /// Adds to the scores of the best what their best passages are worth, and sorts them anew.
  void AddPassageShares(std::vector<Match>& matches);
  /// Moments by words, with their episodes' share.
  Ranking RankMoments(Window window);
  /// The best episodes by the words in their titles.
  const std::vector<Match>& Titles();
  /// The passages of these episodes, each with a share of its episode's score.
  ScoredPlaces PassagesOf(const std::vector<Match>& episodes, double share) const;

  // search_matches.cc: everything that matches, for totals and facets.
  /// Whether more is needed of what matches than its number.
  bool WantsMatching() const { return !request_.facets.empty() || query_vector_ != nullptr; }
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
  /// Gives the hits on this page their best moments.
  Result<void> AddMoments(const std::vector<ShownEpisode>& shown);
  /// Fills up the moments of each hit with those that are near in meaning.
  Result<void> AddMomentsByMeaning(const std::vector<ShownEpisode>& shown);
  Result<Moment> MakeMoment(const EpisodeView& view, Xapian::docid episode, Xapian::docid passage,
                            double score);
  std::string Snippet(const EpisodeView& view, Xapian::docid episode, Xapian::docid document);

  // search_explain.cc: what the hits' scores are made of.
  void Explain(const Ranked& ranked, Target target, Hit& hit) const;
  /// Adds `share` of the score that an episode has in `scores`, if it is there.
  static void AddShare(const char* name, const std::vector<Match>& scores, Xapian::docid episode,
                       double share, std::vector<ScoreComponent>& components);
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
  template <class Scored>
  FusionParameters FusionFor(const std::vector<Scored>& near, double floor, bool found_words) const;
  /// The page of fused_.
  std::vector<Ranked> FusedPage();

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
  EpisodeSet exact_;
  ScoredPlaces typed_titles_;  // Of these, those whose titles begin as what is being typed.
  std::vector<Word> words_;
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
  double best_passage_score_ = 0;
  std::vector<Match> context_;  // The episodes whose score their moments share, for explain.
  std::optional<std::vector<Match>> titles_;  // The same by title.
  std::vector<Match> passage_scores_;         // Of episodes, that of the best passage; for explain.
  EpisodeSet moments_by_words_;               // What RankMoments has found, where WantsMatching.
  SearchResponse response_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEARCH_RUN_H_
