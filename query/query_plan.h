// From syntax to meaning: a parsed query, analysed once.
//
//   ParseQuery (query_ast.h)  →  PlanQuery: words become stems, identifiers become groups
//   →  Translate (query_translate.h): stems become Xapian queries over one kind of document
#ifndef CUEPOINT_QUERY_QUERY_PLAN_H_
#define CUEPOINT_QUERY_QUERY_PLAN_H_

#include "corpus/result.h"
#include "query/index_view.h"
#include "query/plan_node.h"
#include "query/query_ast.h"
#include "query/query_note.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Analyses a parsed query with the reader's analyzers. Adjacent items become kOr with binding
/// conditions (exclusions, phrases, fields) around it; stop words are left out unless nothing else
/// is asked for; an identifier asks for its compound or all of its parts; neighbouring words also
/// ask for their compound ("node js" for "nodejs") when the index has it, and what has other names
/// in the index's synonyms for these, unless `synonyms` is false. `notes` may be null.
/// Error: kTooLarge for more than SearchLimits::kQueryTerms words after analysis. Throws what
/// Xapian throws.
Result<PlanNode> PlanQuery(const QueryNode& query, Reader& reader, StemSets& stem_sets,
                           QueryNotes* notes = nullptr, bool synonyms = true);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_PLAN_H_
