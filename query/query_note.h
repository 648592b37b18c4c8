// What the reader of an answer should know about how the query was read.
#ifndef CUEPOINT_QUERY_QUERY_NOTE_H_
#define CUEPOINT_QUERY_QUERY_NOTE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cuepoint {

/// One remark: something in the query was read otherwise than it seems to be meant, or cut short.
struct QueryNote {
  /// Stable: "unbalanced", "plain_words", "bad_value", "prefix",
  /// "unknown_name", "shortened" or "time".
  std::string code;
  std::string message;                ///< A sentence without a final full stop.
  std::optional<std::size_t> offset;  ///< Byte offset in the query, where there is a place.

  bool operator==(const QueryNote&) const = default;
};

using QueryNotes = std::vector<QueryNote>;

/// More than this say nothing new.
inline constexpr std::size_t kMaxQueryNotes = 8;

/// Adds a remark unless there are too many or there is nobody to tell.
inline void AddNote(QueryNotes* notes, QueryNote note) {
  if (notes != nullptr && notes->size() < kMaxQueryNotes) notes->push_back(std::move(note));
}

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_NOTE_H_
