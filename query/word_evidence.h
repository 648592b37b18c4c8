// Plain words as ranked evidence.
#ifndef CUEPOINT_QUERY_WORD_EVIDENCE_H_
#define CUEPOINT_QUERY_WORD_EVIDENCE_H_

#include <vector>

#include "query/index_view.h"
#include "query/plan_node.h"
#include "query/query_token.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// One node per word or identifier, without duplicates; stop words only where there is nothing
/// else. An identifier is its compound or all of its parts, and neighbours that the index has as
/// one word are that, too. One thread, as the reader.
std::vector<PlanNode> WordEvidence(const std::vector<QueryToken>& tokens, Reader& reader,
                                   StemSets& stem_sets);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_WORD_EVIDENCE_H_
