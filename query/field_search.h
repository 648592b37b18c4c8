// Conditions on whole episodes: people, shows, tags, dates and lengths; and the hosts of links.
#ifndef CUEPOINT_QUERY_FIELD_SEARCH_H_
#define CUEPOINT_QUERY_FIELD_SEARCH_H_

#include <string_view>

#include "indexer/schema.h"
#include "query/doc_set.h"
#include "query/index_view.h"
#include "query/query_note.h"
#include "query/query_plan.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Where a kFilter holds. A name is found by some of its words in a row ("eggert" for "lars
/// eggert"), a show and a tag first by all of it. A name that nobody has is said in `notes`, which
/// may be null. Throws what Xapian throws.
Places FindFiltered(const PlanNode& node, const Reader& reader, StemSets& stem_sets,
                    QueryNotes* notes);

/// Episodes with a link to a host whose name is `host` or has its labels in a row ("ietf",
/// "ietf.org" for "datatracker.ietf.org"). Lower case. Throws what Xapian throws.
EpisodeSet EpisodesWithHost(std::string_view host, const Reader& reader, StemSets& stem_sets);

/// Appends the passages of one episode.
void AddPassages(schema::PassageRange range, DocRanges& passages);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_FIELD_SEARCH_H_
