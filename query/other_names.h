// Synonyms as part of a plan.
#ifndef CUEPOINT_QUERY_OTHER_NAMES_H_
#define CUEPOINT_QUERY_OTHER_NAMES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "query/index_view.h"
#include "query/plan_node.h"
#include "query/query_field.h"
#include "query/query_token.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// A kAlso for everything that words of `tokens` are called, too, by the index's synonyms, as far
/// as the index has the words of such a name; `limit` at most. Inside a `field` they are conditions
/// on it, as its words are. One thread, as the reader.
std::vector<PlanNode> OtherNames(const std::vector<QueryToken>& tokens,
                                 std::optional<QueryField> field, std::size_t limit, Reader& reader,
                                 StemSets& stem_sets);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_OTHER_NAMES_H_
