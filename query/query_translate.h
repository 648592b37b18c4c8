// From meaning to matching: an analysed query as a Xapian query over one kind of document.
#ifndef CUEPOINT_QUERY_QUERY_TRANSLATE_H_
#define CUEPOINT_QUERY_QUERY_TRANSLATE_H_

#include <xapian.h>

#include "query/doc_set.h"
#include "query/index_view.h"
#include "query/query_plan.h"

namespace cuepoint {

/// Which documents a translated query is about.
enum class Target {
  kEpisodes,
  kTitles,    ///< Episodes, by their titles alone.
  kPassages,  ///< Every condition has to be met within one passage.
  kMoments,   ///< Passages of episodes that match as a whole: one of the required items will do.
};

/// The Xapian query for a plan. Over passages, phrases are resolved through the database right
/// away, in the episodes `within` alone when it names any. The result has to be weighted by
/// KindBm25 with the statistics of the target. Throws what Xapian throws.
Xapian::Query Translate(const PlanNode& plan, Target target, const Reader& reader,
                        DocRanges within = {});

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_TRANSLATE_H_
