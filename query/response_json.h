// Answers for programs: the JSON that HTTP, `search --format json` and `batch --format jsonl`
// share.
#ifndef CUEPOINT_QUERY_RESPONSE_JSON_H_
#define CUEPOINT_QUERY_RESPONSE_JSON_H_

#include <string>
#include <string_view>

#include "corpus/native/json_writer.h"
#include "query/search.h"

namespace cuepoint {

/// "episode" with its facts, as a member of the object that is being written.
void WriteEpisode(JsonWriter& json, const EpisodeSummary& episode);

/// The response as one JSON object without a newline:
/// {"query", "mode", "total", "took_ms", "suggestion", "hits": […]}, see the HTTP contract in
/// server/openapi. With Group::kMoments each hit is a moment that carries its "episode". "cursor"
/// is there unless this is the last page, "facets" if they were asked for, "stages_ms" with
/// explain. Thread-safe.
std::string ResponseToJson(const SearchResponse& response);

/// The same with a leading "_id", as one line of a batch run: {"_id", "total", "took_ms", "hits"}.
std::string BatchLineToJson(std::string_view id, const SearchResponse& response);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_RESPONSE_JSON_H_
