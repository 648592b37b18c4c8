// The fields of the query language: their names, and what their values mean.
#ifndef CUEPOINT_QUERY_QUERY_FIELD_H_
#define CUEPOINT_QUERY_QUERY_FIELD_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace cuepoint {

enum class QueryField : std::uint8_t {
  // Words of a part of the notes.
  kTitle,
  kChapter,
  kLink,
  kTranscript,
  // Names.
  kPerson,
  kGuest,
  kHost,
  kShow,
  kTag,
  // Ranges.
  kAfter,
  kBefore,
  kYear,
  kLonger,
  kShorter,
};

/// The name that a query uses: "title".
std::string_view Name(QueryField field);

/// The field of that name, in any case.
std::optional<QueryField> ParseQueryField(std::string_view name);

/// Whether words are searched for in this field, which says what to find and counts in ranking. The
/// others only restrict.
constexpr bool HoldsText(QueryField field) { return field <= QueryField::kTranscript; }
constexpr bool IsRange(QueryField field) { return field >= QueryField::kAfter; }
/// Whether a range is one of dates; else it is one of durations.
constexpr bool IsDate(QueryField field) {
  return field >= QueryField::kAfter && field <= QueryField::kYear;
}

/// Numbers from `low` up to, but not including, `high`: days since 1970-01-01, or seconds.
struct QueryRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool operator==(const QueryRange&) const = default;
};

/// The range that a value of such a field names; nothing when it is none. Dates are "2025",
/// "2025-06" or "2025-06-01", and `before` ends where its date begins. Durations are all that
/// ParseDuration (corpus/timestamp.h) reads, but bare numbers are minutes; `longer` includes its
/// value, `shorter` does not.
std::optional<QueryRange> ParseQueryRange(QueryField field, std::string_view value);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_FIELD_H_
