// What the words of a query added to one document's score.
//
// A match gives a document one number. The explanation walks the plan once more, for that document
// alone, by the rules of plan_scorer.h: alternatives add up, the forms of a word count as one,
// conditions count nothing.
#ifndef CUEPOINT_QUERY_SCORE_EXPLANATION_H_
#define CUEPOINT_QUERY_SCORE_EXPLANATION_H_

#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/plan_node.h"
#include "query/posting_lists.h"
#include "query/search.h"

namespace cuepoint {

/// Explains documents of the kind that `field` belongs to. What it is given must outlive it. Not
/// thread-safe. Throws what Xapian throws.
class ScoreExplainer {
 public:
  ScoreExplainer(const Reader& reader, PostingLists& postings, StemField field)
      : reader_(reader), postings_(postings), field_(field) {}

  /// A component "bm25:STEM" for each word of `plan`, whose conditions have been resolved, that
  /// counts, in the units of the ranking: their sum is the weight that the match gave. Empty for a
  /// document that does not match.
  std::vector<ScoreComponent> Explain(const PlanNode& plan, Xapian::docid document) const;

  /// The same for one word, whatever the plan, "title:STEM" for a title; nothing when the document
  /// does not have it.
  std::optional<ScoreComponent> ExplainWord(const std::vector<std::string>& forms,
                                            Xapian::docid document) const;

 private:
  using Components = std::vector<ScoreComponent>;

  /// Nothing when the document does not match the node.
  std::optional<Components> Weigh(const PlanNode& node, Xapian::docid document) const;
  /// The facts that make up the weight of a word of one form.
  void AddFacts(const std::string& form, Xapian::docid document, ScoreComponent& component) const;
  std::optional<Components> WeighAll(const PlanNode& node, Xapian::docid document) const;
  std::optional<Components> WeighAny(const std::vector<PlanNode>& nodes,
                                     Xapian::docid document) const;
  bool IsAt(const Places& places, Xapian::docid document) const;

  const Reader& reader_;
  PostingLists& postings_;
  StemField field_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SCORE_EXPLANATION_H_
