// Phrases, words near each other and words of a field: which episodes have them, and in which
// passages.
#ifndef CUEPOINT_QUERY_PHRASE_SEARCH_H_
#define CUEPOINT_QUERY_PHRASE_SEARCH_H_

#include <cstddef>

#include "query/deadline.h"
#include "query/index_view.h"
#include "query/query_note.h"
#include "query/query_plan.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// They are looked for in at most so many of the episodes that have the words, the latest first;
/// only phrases of nothing but function words, which every episode has, ever come near.
inline constexpr std::size_t kPhraseEpisodes = 20'000;

/// Where a kPhrase or kNear holds. What was left out for kPhraseEpisodes or the deadline is said in
/// `notes`, which may be null. Throws what Xapian throws.
Places FindText(const PlanNode& node, const Reader& reader, StemSets& stem_sets,
                const Deadline& deadline, QueryNotes* notes);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PHRASE_SEARCH_H_
