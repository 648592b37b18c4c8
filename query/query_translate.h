// From meaning to matching: an analysed query as a Xapian query over one kind of document.
#ifndef CUEPOINT_QUERY_QUERY_TRANSLATE_H_
#define CUEPOINT_QUERY_QUERY_TRANSLATE_H_

#include <xapian.h>

#include "query/query_plan.h"

namespace cuepoint {

/// Which documents a translated query is about.
enum class Target {
  kEpisodes,
  kTitles,    ///< Episodes, by their titles alone.
  kPassages,  ///< Every condition has to be met within one passage.
  kMoments,   ///< Passages of episodes that match as a whole: one of the required items will do.
};

/// The Xapian query for a plan whose conditions have been resolved (conditions.h). It has to be
/// weighted by KindBm25 with the statistics of the target.
Xapian::Query Translate(const PlanNode& plan, Target target);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_TRANSLATE_H_
