// From meaning to matching: an analysed query, bound to an index, as lists of what matches it and
// with what score.
#ifndef CUEPOINT_QUERY_PLAN_SCORER_H_
#define CUEPOINT_QUERY_PLAN_SCORER_H_

#include <memory>
#include <vector>

#include "query/index_view.h"
#include "query/match_lists.h"
#include "query/plan_node.h"
#include "query/posting_lists.h"
#include "query/scored_places.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// What a plan is held against.
enum class Target {
  kEpisodes,
  kTitles,    ///< Episodes, by the words of their titles alone, each of which counts with its idf.
  kPassages,  ///< Every condition has to be met within one passage.
  kMoments,   ///< Passages of episodes that match as a whole: one of the required items will do.
};

/// The field that a target's words stand in.
StemField FieldOf(Target target);

/// A plan whose conditions have been resolved (conditions.h), with the posting lists of its words.
/// Used by one thread; refers to what it was made of.
class PlanScorer {
 public:
  /// Throws what Xapian throws, as all methods.
  PlanScorer(const PlanNode& plan, Target target, const Reader& reader, PostingLists& lists,
             StemSets& stem_sets);

  /// Lists of which whatever is in any matches; all that is beyond words is worked out for `range`
  /// alone.
  MatchLists Lists(PlaceRange range = kAllPlaces) const;

  /// What matches, within `range`.
  ScoredPlaces Matches(PlaceRange range = kAllPlaces) const { return Evaluate(root_, range); }

 private:
  struct Bound {
    const PlanNode* node = nullptr;
    /// For a word, and for words that all have to be there; with its weight.
    std::shared_ptr<const PostingList> list;
    double weight = 0;
    std::vector<Bound> children;
  };

  Bound Bind(const PlanNode& node);
  void AddTo(MatchLists& lists, const Bound& bound, double factor, PlaceRange range) const;
  ScoredPlaces Evaluate(const Bound& bound, PlaceRange range) const;
  ScoredPlaces Word(const Bound& bound, PlaceRange range) const;
  ScoredPlaces Text(const Bound& bound, PlaceRange range) const;
  ScoredPlaces All(const Bound& bound, PlaceRange range) const;
  ScoredPlaces Any(const std::vector<const Bound*>& bounds, PlaceRange range) const;
  /// What is in `places`, and more of a score for what is in `more`, too.
  ScoredPlaces Maybe(ScoredPlaces places, const std::vector<const Bound*>& more,
                     PlaceRange range) const;
  /// Where a condition holds.
  ScoredPlaces Set(const PlanNode& node, PlaceRange range) const;
  /// All documents of the kind.
  ScoredPlaces Everything(PlaceRange range) const;
  bool IsOfPassages() const { return target_ == Target::kPassages || target_ == Target::kMoments; }

  Target target_;
  const Reader& reader_;
  PostingLists& lists_;
  StemSets& stem_sets_;
  Bound root_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PLAN_SCORER_H_
