#include "query/query_field.h"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/date.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::pair<std::string_view, QueryField> kNames[] = {
    {"title", QueryField::kTitle},   {"chapter", QueryField::kChapter},
    {"link", QueryField::kLink},     {"transcript", QueryField::kTranscript},
    {"person", QueryField::kPerson}, {"guest", QueryField::kGuest},
    {"host", QueryField::kHost},     {"show", QueryField::kShow},
    {"tag", QueryField::kTag},       {"after", QueryField::kAfter},
    {"before", QueryField::kBefore}, {"year", QueryField::kYear},
    {"longer", QueryField::kLonger}, {"shorter", QueryField::kShorter}};

constexpr double kSecondsPerMinute = 60;

std::optional<double> ParseLength(std::string_view value) {
  const bool number = !value.empty() && std::all_of(value.begin(), value.end(), IsDigit);
  const std::optional<double> seconds = ParseDuration(value);
  if (!seconds || !number) return seconds;
  return *seconds * kSecondsPerMinute;
}

}  // namespace

std::string_view Name(QueryField field) {
  for (const auto& [name, named] : kNames) {
    if (named == field) return name;
  }
  return {};
}

std::optional<QueryField> ParseQueryField(std::string_view name) {
  for (const auto& [known, field] : kNames) {
    if (EqualsNoCase(name, known)) return field;
  }
  return std::nullopt;
}

std::optional<QueryRange> ParseQueryRange(QueryField field, std::string_view value) {
  QueryRange range;
  if (IsDate(field)) {
    constexpr std::size_t kYearDigits = 4;
    if (field == QueryField::kYear && value.size() != kYearDigits) return std::nullopt;
    const std::optional<std::int32_t> day = DaysSinceEpoch(value);
    if (!day) return std::nullopt;
    if (field != QueryField::kBefore) range.low = *day;
    if (field == QueryField::kBefore) range.high = *day;
    if (field == QueryField::kYear) {
      const std::optional<std::int32_t> last = DaysSinceEpoch(std::string(value) + "-12-31");
      if (!last) return std::nullopt;
      range.high = *last + 1;
    }
    return range;
  }
  if (field != QueryField::kLonger && field != QueryField::kShorter) return std::nullopt;
  const std::optional<double> seconds = ParseLength(value);
  if (!seconds) return std::nullopt;
  (field == QueryField::kLonger ? range.low : range.high) = *seconds;
  return range;
}

}  // namespace cuepoint
