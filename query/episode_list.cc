#include "query/episode_list.h"

#include <utility>

#include <xapian.h>

#include "indexer/document_builder.h"
#include "indexer/index_store.h"
#include "indexer/schema.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

// Goes on from the first episode at or behind `next`, which is set behind each episode that was
// visited.
Result<void> Visit(const Xapian::Database& database, Xapian::docid& next,
                   const std::function<bool(Episode&&)>& visit) {
  const std::string kind(schema::kEpisodeKind);
  Xapian::PostingIterator at = database.postlist_begin(kind);
  if (at != database.postlist_end(kind)) at.skip_to(next);
  for (; at != database.postlist_end(kind); ++at) {
    Result<EpisodeRecord> record = DecodeRecord(database.get_document(*at).get_data());
    if (!record) return record.error();
    next = *at + 1;
    if (!visit(std::move(record->episode))) break;
  }
  return {};
}

}  // namespace

Result<void> ForEachEpisode(const std::string& dir, const std::function<bool(Episode&&)>& visit) {
  Result<Xapian::Database> database = OpenIndex(dir);
  if (!database) return database.error();
  Xapian::docid next = 1;
  for (bool retried = false;;) {
    const Xapian::docid before = next;
    const Result<void> done = CatchXapian(dir, [&] { return Visit(*database, next, visit); });
    if (done || done.error().code != ErrorCode::kModified) return done;
    // Two commits overtook this reader. The newer revision goes on behind the last episode.
    if (next == before && std::exchange(retried, true)) return done;
    if (next != before) retried = false;
    const Result<bool> reopened =
        CatchXapian(dir, [&]() -> Result<bool> { return database->reopen(); });
    if (!reopened) return reopened.error();
  }
}

}  // namespace cuepoint
