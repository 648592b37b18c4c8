// Native episode JSON: Cuepoint's own exchange format, read and written.
//
//   {"id": "netstack-17", "show": {"id": "netstack.fm", …}, "number": 17, "title": "…",
//    "published": "2025-12-09", "duration_s": 5160, "chapters": [{"start_s": 34, "title": "…"}],
//    "people": [{"name": "…", "role": "guest"}], "links": […], "transcript": […]}
//
// A file holds one object, an array of objects, or one object per line (JSONL). Only "title" is
// required. Unknown fields are dropped; a value of the wrong type is an error that names the file,
// the line and the path of the field ("chapters[3].start_s").
#ifndef CUEPOINT_CORPUS_NATIVE_NATIVE_JSON_H_
#define CUEPOINT_CORPUS_NATIVE_NATIVE_JSON_H_

#include <string>
#include <string_view>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Reads one episode from one JSON object. `source` names it in errors and `line` is the 1-based
/// line at which it starts; an error's offset counts from the start of `json`. Bounded: nesting
/// deeper than 64 or invalid UTF-8 is an error. Thread-safe.
/// - A field that is null is not there. Of two equal keys the last counts.
/// - Times are seconds from 0 to below 1,000 hours. A chapter and a cue need a start; a cue without
/// an
///   end lasts until the next one. Both come back sorted by start.
/// - "published" must be an ISO 8601 date (IsIsoDate in corpus/date.h). Roles come back in lower
/// case.
/// - The id may be empty on return.
Result<Episode> ParseEpisodeJson(std::string_view json, std::string_view source = {},
                                 std::size_t line = 1);

/// One line of native JSON for `episode`, without the newline. Empty fields are left out; whole
/// seconds are written as integers; invalid UTF-8 is replaced by U+FFFD. Parsing it gives the same
/// episode back. Thread-safe.
std::string EpisodeToJson(const Episode& episode);

/// A stable id for an episode that came without one: from the show and the first of guid, season
/// and number, or `source_name` that is there; "SHOW-17", "SHOW-s2e5" or "SHOW-" and a slug. Pure.
std::string DeriveEpisodeId(const Episode& episode, std::string_view guid,
                            std::string_view source_name);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_NATIVE_JSON_H_
