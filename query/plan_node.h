// An analysed query as a tree, and what can be asked of it.
#ifndef CUEPOINT_QUERY_PLAN_NODE_H_
#define CUEPOINT_QUERY_PLAN_NODE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/word_sequence.h"
#include "query/doc_set.h"
#include "query/index_view.h"
#include "query/query_ast.h"
#include "query/query_field.h"

namespace cuepoint {

/// Where a condition holds.
struct Places {
  std::vector<Xapian::docid> episodes;  ///< Ascending.
  DocRanges passages;  ///< Fewer where the episode's own text has it; all of an episode that is
                       ///< called for as a whole.
};

/// A node of an analysed query.
struct PlanNode {
  enum class Kind {
    kStem,      ///< `forms`: stems that count as one word: its stem in each language of the index,
                ///< or all that begin with a prefix.
    kPhrase,    ///< `forms`: normalised words in a row; `children`: the same words as ranked
                ///< evidence.
    kNear,      ///< As kPhrase, but of stems, in any order and with at most `near.others` among
                ///< them. A single one is a word of a field.
    kFilter,    ///< `text` in `field`, or a `range` of it: says nothing about what is found.
    kAlso,      ///< One child, which is what the words beside it are called, too: counts for
                ///< `weight` of itself.
    kMust,      ///< One child that must match.
    kNot,       ///< One child that must not match.
    kOptional,  ///< One child that only adds to the score, inside kAnd.
    kAnd,       ///< All children but the optional ones.
    kOr,        ///< At least one child; all count.
    kNothing,   ///< Matches nothing: only punctuation.
  };
  Kind kind = Kind::kNothing;
  std::vector<std::string> forms;
  /// For kPhrase and kNear: the stems of each word, one of which an episode must have. Empty when
  /// nothing can be said.
  std::vector<std::vector<std::string>> required_stems;
  std::vector<std::string> patterns;  ///< For kPhrase: EncodePhrase, in each language.
  NearWords near;                     ///< For kNear.
  std::optional<QueryField> field;    ///< For kPhrase and kNear: where; nothing means anywhere.
  /// For kFilter: as FoldKey, or the range as typed. For kNear in links: what may also be (a part
  /// of) the name of a host.
  std::string text;
  bool is_prefix = false;    ///< For kFilter: `text` ends within a word.
  QueryRange range;          ///< For kFilter.
  std::size_t offset = 0;    ///< For kFilter: in the query.
  double weight = 1;         ///< For kAlso.
  bool is_evidence = false;  ///< Ranked words beside conditions: at least one, but which is open.
  Places places;             ///< For kPhrase, kNear and kFilter, once ResolveConditions has looked.
  std::vector<PlanNode> children;
};

/// A `kind` over the children; the only one itself, and kNothing over none.
PlanNode CombineNodes(PlanNode::Kind kind, std::vector<PlanNode> children);

PlanNode WrapNode(PlanNode::Kind kind, PlanNode child);

/// Whether the plan says what to find, rather than only what to leave out or to restrict to.
bool SaysWhatToFind(const PlanNode& plan);

/// Every word whose presence is evidence (nothing that is excluded), by the forms of each; without
/// duplicates, sorted.
std::vector<std::vector<std::string>> EvidenceWords(const PlanNode& plan);

/// The forms of a word as it is shown: "quic", or the first of many as "quic|quiche|quick|…".
std::string WordName(const std::vector<std::string>& forms);

/// Whether this is words all of which have to be there, and nothing else: the parts of an
/// identifier ("twitter.com").
bool JoinsWords(const PlanNode& plan);

/// True for a plan that is nothing but ranked words: no phrase, no exclusion, no required item.
bool IsPlain(const PlanNode& plan);

/// The plan in one line, for explain: `(or quic (and dns sec) (phrase "zero copy"))`.
std::string ToString(const PlanNode& plan);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PLAN_NODE_H_
