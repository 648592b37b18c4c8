// Quoted phrases: which episodes say just these words in a row, and in which passages.
#ifndef CUEPOINT_QUERY_PHRASE_SEARCH_H_
#define CUEPOINT_QUERY_PHRASE_SEARCH_H_

#include "query/index_view.h"
#include "query/query_plan.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// A phrase is looked for in at most so many of the episodes that have its words, the latest first;
/// only phrases of nothing but function words, which every episode has, ever come near.
inline constexpr std::size_t kPhraseEpisodes = 20'000;

/// Fills PlanNode::places of every phrase in `plan`. Throws what Xapian throws.
void ResolvePhrases(PlanNode& plan, const Reader& reader, StemSets& stem_sets);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PHRASE_SEARCH_H_
