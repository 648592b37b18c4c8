// The fields of an item that feeds of every format have: dates, numbers, lengths, tags and notes.
// Each warns about what it cannot read and leaves the episode's field as it was.
#ifndef CUEPOINT_CORPUS_FEED_FEED_FIELDS_H_
#define CUEPOINT_CORPUS_FEED_FEED_FIELDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/document.h"
#include "corpus/problem_log.h"

namespace cuepoint {

/// A non-negative whole number such as that of an episode, "12", "#12" or "12.0"; nullopt for
/// anything else.
std::optional<std::int64_t> ParseFeedNumber(std::string_view text);

/// Sets the number `field` from `text`, unless it is set or `text` is empty. `what` names it in the
/// warning.
void SetNumber(std::optional<std::int64_t>& field, std::string_view text, std::string_view what,
               std::size_t line, ProblemLog& problems);

/// Sets duration_s; a length of nothing is no length.
void SetDuration(Episode& episode, std::string_view text, std::size_t line, ProblemLog& problems);

/// Sets published from the first of the two that is a date; warns where neither is.
void SetPublished(Episode& episode, std::string_view published, std::string_view updated,
                  std::size_t line, ProblemLog& problems);

/// Adds a tag, unless it is there already, ASCII case aside, or there are 100.
void AddTag(Episode& episode, std::string_view tag);

/// Reads notes in HTML into the episode (corpus/notes/notes.h). Call after its title, length and
/// people are set.
void AddNotes(Episode& episode, std::string_view html, std::string_view base_url, std::size_t line,
              ProblemLog& problems);

/// Sees to it that the episode has a title: `alternative`, else the start of its description, else
/// the name of its file. Returns false, having added an error, for an episode that has nothing.
bool EnsureTitle(Episode& episode, std::string_view alternative, std::size_t line,
                 ProblemLog& problems);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_FIELDS_H_
