// What the words of a query added to one document's score.
//
// A match gives a document one number. The explanation walks the plan once more, for that document
// alone, by the rules of the translated query (query_translate.h): alternatives add up, the forms
// of a word count as one, conditions count nothing.
#ifndef CUEPOINT_QUERY_SCORE_EXPLANATION_H_
#define CUEPOINT_QUERY_SCORE_EXPLANATION_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "query/bm25.h"
#include "query/query_plan.h"
#include "query/query_translate.h"
#include "query/search.h"

namespace cuepoint {

/// Explains documents of one kind. What it is given must outlive it. Not thread-safe.
class ScoreExplainer {
 public:
  /// `plan` with its conditions resolved; `target` is kEpisodes or kPassages; parameters and
  /// statistics are those that the documents were ranked with.
  ScoreExplainer(const Xapian::Database& database, const PlanNode& plan, Target target,
                 Bm25Parameters parameters, KindStatistics statistics);

  /// A component "bm25:STEM" for each stem that counts, in the units of the ranking: their sum is
  /// the weight that the match gave. Empty for a document that does not match. Throws what Xapian
  /// throws.
  std::vector<ScoreComponent> Explain(Xapian::docid document) const;

  /// A component "title:STEM" for each stem of the plan that an episode's title has; `weight_of`
  /// says which share of its weight counts. Throws what Xapian throws.
  std::vector<ScoreComponent> ExplainTitle(
      Xapian::docid episode, const std::function<double(const std::string&)>& weight_of) const;

 private:
  using Components = std::vector<ScoreComponent>;

  /// Nothing when the document does not match the node.
  std::optional<Components> Weigh(const PlanNode& node, Xapian::docid document) const;
  std::optional<Components> WeighStem(const PlanNode& node, Xapian::docid document) const;
  std::optional<ScoreComponent> WeighTerm(const std::string& name, const std::string& term,
                                          Xapian::docid document) const;
  std::optional<Components> WeighForms(const PlanNode& node, std::string_view prefix,
                                       Xapian::docid document) const;
  std::optional<Components> WeighAll(const PlanNode& node, Xapian::docid document) const;
  std::optional<Components> WeighAny(const std::vector<PlanNode>& nodes,
                                     Xapian::docid document) const;
  bool IsAt(const Places& places, Xapian::docid document) const;

  const Xapian::Database& database_;
  const PlanNode& plan_;
  Target target_;
  Bm25Parameters parameters_;
  KindStatistics statistics_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SCORE_EXPLANATION_H_
