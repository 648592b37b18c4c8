// From syntax to meaning: a parsed query, analysed once.
//
//   ParseQuery (query_ast.h)  →  PlanQuery: words become stems, identifiers become groups
//   →  Translate (query_translate.h): stems become Xapian queries over one kind of document
#ifndef CUEPOINT_QUERY_QUERY_PLAN_H_
#define CUEPOINT_QUERY_QUERY_PLAN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/index_view.h"
#include "query/query_ast.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Where a phrase stands: documents, ascending.
struct PhrasePlaces {
  std::vector<Xapian::docid> episodes;
  std::vector<Xapian::docid> passages;  ///< Fewer where the episode's own text has it.
};

/// A node of an analysed query.
struct PlanNode {
  enum class Kind {
    kStem,      ///< `forms`: the stem, in each language of the index; the best one counts.
    kPhrase,    ///< `forms`: normalised words in a row; `children`: the same words as ranked
                ///< evidence.
    kNot,       ///< One child that must not match.
    kOptional,  ///< One child that only adds to the score, inside kAnd.
    kAnd,       ///< All children but the optional ones.
    kOr,        ///< At least one child; all count.
    kNothing,   ///< Matches nothing: only punctuation.
  };
  Kind kind = Kind::kNothing;
  std::vector<std::string> forms;
  /// For kPhrase: the stems of each word, one of which an episode with the phrase must have. Empty
  /// when nothing can be said.
  std::vector<std::vector<std::string>> required_stems;
  PhrasePlaces places;  ///< For kPhrase, once ResolvePhrases (phrase_search.h) has looked.
  std::vector<PlanNode> children;
};

/// Analyses a parsed query with the reader's analyzers. Adjacent items become kOr with binding
/// conditions (exclusions, phrases) around it; stop words are left out unless nothing else is asked
/// for; an identifier asks for its compound or all of its parts; neighbouring words also ask for
/// their compound ("node js" for "nodejs") when the index has it. Error: kTooLarge for more than
/// SearchLimits::kQueryTerms words after analysis. Throws what Xapian throws.
Result<PlanNode> PlanQuery(const QueryNode& query, Reader& reader, StemSets& stem_sets);

/// Every stem whose presence is evidence (nothing that is excluded), without duplicates, sorted.
std::vector<std::string> EvidenceStems(const PlanNode& plan);

/// True for a plan that is nothing but ranked words: no phrase, no exclusion, no required item.
bool IsPlain(const PlanNode& plan);

/// The episodes that match a plan of mere words (IsPlain).
EpisodeSet MatchingEpisodes(const PlanNode& plan, const Reader& reader, StemSets& stem_sets);

/// The plan in one line, for explain: `(or quic (and dns sec) (phrase "zero copy"))`.
std::string ToString(const PlanNode& plan);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_PLAN_H_
