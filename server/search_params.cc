#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <utility>

#include "corpus/text.h"
#include "server/param_spec.h"
#include "server/request_params.h"

namespace cuepoint {
namespace {

using Type = ParamDoc::Type;

constexpr std::size_t kLastYear = 9998;  // The year after it has to be one, too.

template <class T>
Result<void> StoreChoice(const QueryParam& param, const ParamDoc& doc,
                         std::optional<T> (*parse)(std::string_view), T& field) {
  const Result<std::string_view> choice = ChoiceValue(param, doc);
  if (!choice) return choice.error();
  const std::optional<T> value = parse(*choice);
  assert(value);  // Each of the choices is one.
  field = *value;
  return {};
}

using SearchParam = ParamSpec<SearchRequest>;

// Every parameter of /v1/search, once.
constexpr std::array kSearchParams = {
    SearchParam{{.name = "q",
                 .description = "What to look for, in Cuepoint's query language: words, "
                                "\"phrases\", AND, OR, NOT, field:value.",
                 .most = SearchLimits::kQueryBytes,
                 .example = "zero copy"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Store(TextValue(param, doc), request.query);
                }},
    SearchParam{{.name = "mode",
                 .type = Type::kChoice,
                 .description = "Which evidence ranks: words, meaning, or both. An index without "
                                "vectors answers hybrid by words.",
                 .when_absent = "hybrid",
                 .choices = {"hybrid", "lexical", "semantic"}},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return StoreChoice(param, doc, &ParseMode, request.mode);
                }},
    SearchParam{{.name = "group",
                 .type = Type::kChoice,
                 .description = "What a hit is: an episode with its best moments, or a moment with "
                                "its episode.",
                 .when_absent = "episodes",
                 .choices = {"episodes", "moments"}},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return StoreChoice(param, doc, &ParseGroup, request.group);
                }},
    SearchParam{{.name = "limit",
                 .type = Type::kInteger,
                 .description = "Most hits of the answer.",
                 .least = 1,
                 .most = SearchLimits::kLimit,
                 .when_absent = "10"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Store(IntegerValue(param, doc), request.limit);
                }},
    SearchParam{{.name = "offset",
                 .type = Type::kInteger,
                 .description = "Hits to leave out before the first one; cursor is the better way "
                                "to the next page.",
                 .most = SearchLimits::kOffset,
                 .when_absent = "0"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Store(IntegerValue(param, doc), request.offset);
                }},
    SearchParam{{.name = "cursor",
                 .description = "\"cursor\" of the answer before, with everything else as it was: "
                                "leads to the next page.",
                 .most = ParamLimits::kFilterBytes},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Store(TextValue(param, doc), request.cursor);
                }},
    SearchParam{{.name = "sort",
                 .type = Type::kChoice,
                 .description = "Best first, or by date of publication.",
                 .when_absent = "relevance",
                 .choices = {"relevance", "newest", "oldest"}},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return StoreChoice(param, doc, &ParseSort, request.sort);
                }},
    SearchParam{{.name = "show",
                 .description = "Only episodes of the show with this id.",
                 .repeatable = true,
                 .most = ParamLimits::kFilterBytes,
                 .example = "netstack.fm"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Add(TextValue(param, doc), request.filter.shows);
                }},
    SearchParam{{.name = "person",
                 .description = "Only episodes that this person is on.",
                 .repeatable = true,
                 .most = ParamLimits::kFilterBytes,
                 .example = "Max Inden"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Add(TextValue(param, doc), request.filter.persons);
                }},
    SearchParam{{.name = "tag",
                 .description = "Only episodes with this tag.",
                 .repeatable = true,
                 .most = ParamLimits::kFilterBytes},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Add(TextValue(param, doc), request.filter.tags);
                }},
    SearchParam{{.name = "year",
                 .type = Type::kInteger,
                 .description = "Only episodes that were published in this year.",
                 .repeatable = true,
                 .least = 1,
                 .most = kLastYear,
                 .example = "2025"},
                [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
                  return Add(IntegerValue(param, doc), request.filter.years);
                }},
    SearchParam{{.name = "after",
                 .type = Type::kDate,
                 .description = "Only episodes published on or after this year, month or day.",
                 .example = "2025-06"},
                [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
                  return Store(DateValue(param), request.filter.after);
                }},
    SearchParam{{.name = "before",
                 .type = Type::kDate,
                 .description = "Only episodes published before the start of this year, month or "
                                "day.",
                 .example = "2026"},
                [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
                  return Store(DateValue(param), request.filter.before);
                }},
    SearchParam{{.name = "has_transcript",
                 .type = Type::kBoolean,
                 .description = "Only episodes with a transcript, or only those without."},
                [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
                  return Store(BooleanValue(param), request.filter.has_transcript);
                }},
    SearchParam{
        {.name = "facets",
         .type = Type::kChoices,
         .description = "What to count the matching episodes by.",
         .example = "person,year",
         .choices = {"show", "person", "tag", "year", "has_transcript"}},
        [](const QueryParam& param, const ParamDoc&, SearchRequest& request) -> Result<void> {
          FacetList list = ParseFacets(param.value);
          if (list.unknown) {
            return ParamError(param.name, "there is no facet " + QuotedValue(*list.unknown),
                              "write some of show, person, tag, year and has_transcript, "
                              "with commas between");
          }
          request.facets = std::move(list.facets);
          return {};
        }},
    SearchParam{
        {.name = "recency",
         .type = Type::kInteger,
         .description = "Ranks newer episodes higher: a half-life in days, counted from the "
                        "newest episode of the index.",
         .least = 1,
         .most = SearchLimits::kRecencyDays},
        [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) {
          return Store(IntegerValue(param, doc), request.recency_days);
        }},
    SearchParam{{.name = "correct",
                 .type = Type::kBoolean,
                 .description = "Whether misspelt words are replaced; the answer says so "
                                "(\"corrected\"). Otherwise a correction is only suggested.",
                 .when_absent = "true"},
                [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
                  return Store(BooleanValue(param), request.correct);
                }},
    SearchParam{
        {.name = "synonyms",
         .type = Type::kBoolean,
         .description = "Whether to look for other names of what is asked for, too (k8s for "
                        "Kubernetes).",
         .when_absent = "true"},
        [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
          return Store(BooleanValue(param), request.synonyms);
        }},
    SearchParam{
        {.name = "prefix",
         .type = Type::kChoice,
         .description = "With last, the query is being typed: its last word may go on, "
                        "unless a space follows it.",
         .when_absent = "none",
         .choices = {"none", "last"}},
        [](const QueryParam& param, const ParamDoc& doc, SearchRequest& request) -> Result<void> {
          const Result<std::string_view> choice = ChoiceValue(param, doc);
          if (!choice) return choice.error();
          request.prefix_last = *choice == "last";
          return {};
        }},
    SearchParam{{.name = "explain",
                 .type = Type::kBoolean,
                 .description = "Adds how the query was read, what each score is made of, and "
                                "where the time went.",
                 .when_absent = "false"},
                [](const QueryParam& param, const ParamDoc&, SearchRequest& request) {
                  return Store(BooleanValue(param), request.explain);
                }},
};

constexpr auto kSearchDocs = DocsOf(kSearchParams);

}  // namespace

Result<SearchRequest> ParseSearchRequest(const std::vector<QueryParam>& params) {
  SearchRequest request;
  if (const Result<void> applied = Apply(params, kSearchParams, kSearchDocs, request); !applied) {
    return applied.error();
  }
  if (Trim(request.query).empty() && request.filter.empty()) {
    return ParamError("q", "there is neither a query nor a filter",
                      "give q, show, person, tag, year, after, before or has_transcript");
  }
  return request;
}

std::span<const ParamDoc> SearchParams() { return kSearchDocs; }

}  // namespace cuepoint
