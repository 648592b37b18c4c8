// One search over one revision of the index, step by step.
#ifndef CUEPOINT_QUERY_SEARCH_RUN_H_
#define CUEPOINT_QUERY_SEARCH_RUN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/result.h"
#include "query/engine.h"
#include "query/episode_view.h"
#include "query/fusion.h"
#include "query/index_view.h"
#include "query/query_ast.h"
#include "query/query_plan.h"
#include "query/query_translate.h"
#include "query/search.h"
#include "query/semantic_index.h"
#include "query/snippet.h"
#include "query/stem_sets.h"
#include "query/vector_scan.h"

namespace cuepoint {

/// A request whose parts have been checked, before any index is touched.
struct PreparedRequest {
  SearchRequest request;
  QueryNode query;
  QueryNotes notes = {};
  bool has_words = false;
  std::optional<std::int32_t> after_days;   ///< Published on this day or later.
  std::optional<std::int32_t> before_days;  ///< Published before this day.
};

/// Parses the query and checks bounds and dates. Errors: kBadQuery, kInvalidArgument, kTooLarge.
Result<PreparedRequest> PrepareRequest(const SearchRequest& request);

/// Carries one search out. Used by one thread, for one call of Run. Throws what Xapian throws.
/// `semantics` is null for an index without vectors.
class SearchRun {
 public:
  SearchRun(const PreparedRequest& prepared, const RankingParameters& ranking, Reader& reader,
            EpisodeCache& cache, StemSets& stem_sets, SemanticIndexes& semantic_indexes,
            const SemanticIndex* semantics)
      : prepared_(prepared),
        request_(prepared.request),
        ranking_(ranking),
        reader_(reader),
        cache_(cache),
        stem_sets_(stem_sets),
        semantic_indexes_(semantic_indexes),
        semantics_(semantics) {}

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
  /// An episode of the page being answered.
  struct ShownEpisode {
    Xapian::docid document = 0;
    std::shared_ptr<const EpisodeView> view;
    Hit* hit = nullptr;  ///< In response_.hits, which does not grow any more.
  };
  enum class Total { kEstimate, kExact };

  /// Documents of either ranking that take part in fusion.
  static constexpr std::size_t kFusionCandidates = 100;
  /// In questions of so few words, each is meant as it is written.
  static constexpr std::size_t kShortQueryWords = 2;

  Result<void> FindEpisodes();
  Result<void> FindMoments();
  /// The ranking of moments by words, with their episodes' share.
  Ranking RankMoments(std::size_t offset, std::size_t limit);
  /// Appends a hit for a moment.
  Result<void> AddMomentHit(Xapian::docid passage, double score);

  // search_run_hybrid.cc:
  const SemanticParameters& Meaning() const {
    return ranking_.semantic ? *ranking_.semantic : semantics_->parameters;
  }
  /// Encodes the question, where meaning is to take part; then query_vector_ is set.
  Result<void> PrepareMeaning();
  Result<void> FindEpisodesByMeaning();
  Result<void> FindMomentsByMeaning();
  /// Fills up the moments of each hit with those that are near in meaning.
  Result<void> AddMomentsByMeaning(std::vector<ShownEpisode>& shown);
  /// The episodes that meet the plan's phrases, exclusions and required words; nothing when it has
  /// none.
  std::optional<EpisodeSet> Binding(const PlanNode& plan) const;
  /// Binding, and the filter.
  std::optional<EpisodeSet> AllowedEpisodes() const;
  /// Those whose title, or one of whose people, is just what was asked for.
  EpisodeSet ExactEpisodes() const;
  template <class Scored>
  FusionParameters FusionFor(const std::vector<Scored>& near, double floor, bool found_words) const;
  void ExplainFusion(const FusedDocument& document, double floor, Hit& hit) const;
  /// The query for episodes, with the filter.
  Xapian::Query EpisodeQuery() const;
  Ranking RankEpisodes(const Xapian::Query& query, std::size_t offset, std::size_t limit,
                       Total total);
  Ranking RankPassages(const Xapian::Query& query, std::size_t offset, std::size_t limit,
                       Total total) const;
  /// The asked one; but without anything to be relevant to, the latest come first.
  Sort EffectiveSort() const {
    return request_.sort == Sort::kRelevance && !finds_ ? Sort::kNewest : request_.sort;
  }
  Total AskedTotal() const { return request_.exact_total ? Total::kExact : Total::kEstimate; }
  static Ranking Collect(const Xapian::MSet& found);
  /// Episodes by the words in their titles.
  Ranking RankTitles() const;
  /// The passages of these episodes, each with a share of its episode's score.
  Xapian::Query PassagesOf(const std::vector<Match>& episodes, double share) const;
  /// Conditions on episodes as a boolean query; nothing when there are none.
  std::optional<Xapian::Query> FilterQuery() const;
  /// The episodes that pass the filter.
  std::vector<Match> FilteredEpisodes(const Xapian::Query& filter) const;
  /// Remembers what the stems of the query are worth, from a match over episodes.
  void NoteStems(const Xapian::MSet& episodes);
  double BestPassageScore(const Xapian::MSet& passages) const;
  /// Gives the hits on this page their best moments; reorders `shown`.
  Result<void> AddMoments(std::vector<ShownEpisode>& shown);
  Result<Moment> MakeMoment(const EpisodeView& view, Xapian::docid episode, Xapian::docid passage,
                            double score);
  std::string Snippet(const EpisodeView& view, Xapian::docid episode, Xapian::docid document);
  void Explain(Hit& hit, Xapian::docid document, Target target) const;

  const PreparedRequest& prepared_;
  const SearchRequest& request_;
  const RankingParameters& ranking_;
  Reader& reader_;
  EpisodeCache& cache_;
  StemSets& stem_sets_;
  SemanticIndexes& semantic_indexes_;
  const SemanticIndex* semantics_;
  PlanNode plan_;
  bool finds_ = false;         // The query says what to find, rather than only what to restrict to.
  std::string positive_text_;  // What is asked for, without syntax.
  std::shared_ptr<const std::vector<float>> query_vector_;  // Null: by words alone.
  double alpha_ = 0;
  std::vector<StemWeight> stems_;  // What snippets mark, sorted by stem.
  double best_episode_score_ = 0;
  double best_title_score_ = 0;
  SearchResponse response_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEARCH_RUN_H_
