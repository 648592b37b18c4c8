#include "query/conditions.h"

#include <optional>

#include "query/field_search.h"
#include "query/phrase_search.h"

namespace cuepoint {

void ResolveConditions(PlanNode& plan, const Reader& reader, StemSets& stem_sets,
                       const Deadline& deadline, QueryNotes* notes) {
  switch (plan.kind) {
    case PlanNode::Kind::kPhrase:
    case PlanNode::Kind::kNear:
      if (deadline.HasPassed()) {
        AddNote(notes, {.code = "time",
                        .message = "the query takes too long; the rest was not looked for",
                        .offset = std::nullopt});
        break;
      }
      plan.places = FindText(plan, reader, stem_sets, deadline, notes);
      break;
    case PlanNode::Kind::kFilter:
      plan.places = FindFiltered(plan, reader, stem_sets, notes);
      break;
    default:
      break;
  }
  for (PlanNode& child : plan.children) {
    ResolveConditions(child, reader, stem_sets, deadline, notes);
  }
}

}  // namespace cuepoint
