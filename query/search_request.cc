#include "query/search_request.h"

#include <string>
#include <utility>

#include "corpus/date.h"
#include "corpus/text.h"
#include "query/suggest_last_word.h"

namespace cuepoint {
namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9998;  // The year after it has to be a date, too.

Error Invalid(std::string message, std::string remedy = {}) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = std::move(message),
               .source = "request",
               .remedy = std::move(remedy)};
}

Result<std::optional<std::int32_t>> ParseDay(std::string_view name, const std::string& text) {
  if (text.empty()) return std::optional<std::int32_t>();
  const std::optional<std::int32_t> days = DaysSinceEpoch(text);
  if (!days) {
    return Invalid(std::string(name) + " \"" + text + "\" is not a date",
                   "write 2025, 2025-06 or 2025-06-01");
  }
  return days;
}

std::optional<int> YearOf(const std::string& text) {
  if (text.size() != 4) return std::nullopt;
  int year = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year;
}

/// "From 2025 and before 2026" is the year 2025.
void FoldYear(SearchFilter& filter) {
  const std::optional<int> first = YearOf(filter.after);
  const std::optional<int> end = YearOf(filter.before);
  if (!filter.years.empty() || !first || !end || *end != *first + 1) return;
  filter.years = {*first};
  filter.after.clear();
  filter.before.clear();
}

Result<void> CheckBounds(const SearchRequest& request) {
  if (request.limit > SearchLimits::kLimit) {
    return Invalid("limit is " + std::to_string(request.limit) + ", at most " +
                   std::to_string(SearchLimits::kLimit) + " is possible");
  }
  if (request.offset > SearchLimits::kOffset) {
    return Invalid("offset is " + std::to_string(request.offset) + ", at most " +
                       std::to_string(SearchLimits::kOffset) + " is possible",
                   "narrow the search with more words or a filter");
  }
  if (request.offset > 0 && !request.cursor.empty()) {
    return Invalid("there are both an offset and a cursor", "give one of them");
  }
  for (const int year : request.filter.years) {
    if (year < kFirstYear || year > kLastYear) {
      return Invalid("year is " + std::to_string(year) + ", which is none",
                     "write it with four digits, as 2025");
    }
  }
  const double recency = request.recency_days.value_or(SearchLimits::kRecencyDays);
  if (!(recency >= 1 && recency <= SearchLimits::kRecencyDays)) {
    return Invalid(
        "recency is not within 1 and " + std::to_string(SearchLimits::kRecencyDays) + " days",
        "give the days after which an episode counts for half as new");
  }
  return {};
}

}  // namespace

Result<PreparedRequest> PrepareRequest(const SearchRequest& request) {
  const auto start = StageClock::Clock::now();
  if (const Result<void> bounds = CheckBounds(request); !bounds) return bounds.error();
  PreparedRequest prepared;
  Result<QueryNode> query = ParseQuery(request.query, &prepared.notes);
  if (!query) return query.error();
  prepared.request = request;
  prepared.query = *std::move(query);
  if (request.prefix_last) OpenLastWord(request.query, prepared.query);
  prepared.has_words =
      prepared.query.kind != QueryNode::Kind::kAny || !prepared.query.children.empty();
  if (!prepared.has_words && request.filter.empty()) {
    return Invalid("there is nothing to search for", "give a query or a filter");
  }
  FoldYear(prepared.request.filter);
  Result<std::optional<std::int32_t>> after = ParseDay("after", prepared.request.filter.after);
  if (!after) return after.error();
  Result<std::optional<std::int32_t>> before = ParseDay("before", prepared.request.filter.before);
  if (!before) return before.error();
  prepared.days = {*after, *before};
  prepared.search_key = SearchKey(request);
  if (!request.cursor.empty()) {
    const std::optional<Cursor> cursor = DecodeCursor(request.cursor);
    if (!cursor || cursor->search != prepared.search_key) {
      Error error = Invalid(cursor ? "the cursor is of another search" : "the cursor is damaged",
                            "take the cursor of an answer to the same search, or leave it out");
      error.source = "cursor";
      error.kind = "bad-cursor";
      return error;
    }
    prepared.cursor = cursor;
  }
  prepared.parse = StageClock::Clock::now() - start;
  return prepared;
}

}  // namespace cuepoint
