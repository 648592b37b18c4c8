// A request that was checked, before any index is touched.
#ifndef CUEPOINT_QUERY_SEARCH_REQUEST_H_
#define CUEPOINT_QUERY_SEARCH_REQUEST_H_

#include <cstdint>
#include <optional>

#include "corpus/result.h"
#include "query/cursor.h"
#include "query/episode_filter.h"
#include "query/query_ast.h"
#include "query/query_note.h"
#include "query/search.h"
#include "query/stage_clock.h"

namespace cuepoint {

struct PreparedRequest {
  SearchRequest request;
  QueryNode query;
  QueryNotes notes = {};
  bool has_words = false;
  DayRange days = {};                      ///< Published then.
  std::uint64_t search_key = 0;            ///< Of the request as it came.
  std::optional<Cursor> cursor = {};       ///< Where to go on.
  StageClock::Clock::duration parse = {};  ///< What this took.
};

/// Parses the query and checks bounds, dates and the cursor. Dates that are those of one year, as
/// after=2025&before=2026, become that year, so that they are a choice among years. Errors:
/// kBadQuery, kInvalidArgument (kind "bad-cursor" for a cursor that is damaged or of another
/// search), kTooLarge.
Result<PreparedRequest> PrepareRequest(const SearchRequest& request);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEARCH_REQUEST_H_
