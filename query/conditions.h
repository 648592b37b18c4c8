// Which documents meet the conditions of a query that no posting list answers: phrases, words near
// each other, words of a field, names and ranges.
#ifndef CUEPOINT_QUERY_CONDITIONS_H_
#define CUEPOINT_QUERY_CONDITIONS_H_

#include "query/deadline.h"
#include "query/index_view.h"
#include "query/query_note.h"
#include "query/query_plan.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Fills PlanNode::places of every kPhrase, kNear and kFilter in `plan`. What the deadline or a
/// bound leaves out is said in `notes`, which may be null. Throws what Xapian throws.
void ResolveConditions(PlanNode& plan, const Reader& reader, StemSets& stem_sets,
                       const Deadline& deadline = {}, QueryNotes* notes = nullptr);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_CONDITIONS_H_
