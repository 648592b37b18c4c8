#include "server/request_params.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "corpus/date.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

std::optional<unsigned> HexDigit(char c) {
  if (IsDigit(c)) return static_cast<unsigned>(c - '0');
  const char lower = ToLower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

Error ParamError(std::string_view name, std::string message, std::string remedy = {}) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  error.source = name;
  error.remedy = std::move(remedy);
  return error;
}

Error TooLarge(std::string_view name, std::string message) {
  Error error = ParamError(name, std::move(message));
  error.code = ErrorCode::kTooLarge;
  return error;
}

bool IsTracking(std::string_view name) { return name.starts_with("utm_"); }

// Names are cut before they are repeated in an answer: it should stay short.
std::string Quoted(std::string_view text) {
  constexpr std::size_t kShownBytes = 64;
  const std::string_view shown = TruncateUtf8(text, kShownBytes);
  return '"' + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
}

Result<std::size_t> ParseNumber(const QueryParam& param, std::size_t least, std::size_t most) {
  std::size_t number = 0;
  const char* const end = param.value.data() + param.value.size();
  const auto [stop, status] = std::from_chars(param.value.data(), end, number);
  if (status != std::errc{} || stop != end || number < least || number > most) {
    return ParamError(param.name, param.name + " must be a whole number from " +
                                      std::to_string(least) + " to " + std::to_string(most) +
                                      ", not " + Quoted(param.value));
  }
  return number;
}

Result<bool> ParseBool(const QueryParam& param) {
  if (param.value == "true" || param.value == "1") return true;
  if (param.value == "false" || param.value == "0") return false;
  return ParamError(param.name, param.name + " must be true or false, not " + Quoted(param.value));
}

template <class T>
Result<T> ParseChoice(const QueryParam& param, std::optional<T> (*parse)(std::string_view),
                      std::string_view choices) {
  const std::optional<T> value = parse(param.value);
  if (value) return *value;
  return ParamError(
      param.name, param.name + " must be " + std::string(choices) + ", not " + Quoted(param.value));
}

// Stores a parsed value, or gives its error back.
template <class T>
Result<void> Store(Result<T> parsed, T& field) {
  if (!parsed) return std::move(parsed).error();
  field = *std::move(parsed);
  return {};
}

Result<void> StoreText(const QueryParam& param, std::size_t limit_bytes, std::string& field) {
  if (param.value.size() > limit_bytes) {
    return TooLarge(param.name,
                    param.name + " is longer than " + std::to_string(limit_bytes) + " bytes");
  }
  field = param.value;
  return {};
}

Result<void> StoreDate(const QueryParam& param, std::string& field) {
  if (!DaysSinceEpoch(param.value)) {
    return ParamError(param.name, param.name + " must be a date, not " + Quoted(param.value),
                      "write 2025, 2025-06 or 2025-06-01");
  }
  return StoreText(param, ParamLimits::kFilterBytes, field);
}

Error TooMany(const QueryParam& param) {
  return TooLarge(param.name, param.name + " is given more than " +
                                  std::to_string(ParamLimits::kValues) + " times");
}

Result<void> AddText(const QueryParam& param, std::vector<std::string>& field) {
  if (field.size() == ParamLimits::kValues) return TooMany(param);
  return StoreText(param, ParamLimits::kFilterBytes, field.emplace_back());
}

constexpr std::size_t kLastYear = 9998;  // The year after it has to be one, too.

template <class Request>
struct ParamSpec {
  std::string_view name;
  bool repeatable;
  Result<void> (*apply)(const QueryParam& param, Request& request);
};

// Every parameter of /v1/search, once.
constexpr std::array kSearchParams = {
    ParamSpec<SearchRequest>{"q", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return StoreText(param, SearchLimits::kQueryBytes, request.query);
                             }},
    ParamSpec<SearchRequest>{
        "mode", false,
        [](const QueryParam& param, SearchRequest& request) {
          return Store(ParseChoice(param, &ParseMode, "hybrid, lexical or semantic"), request.mode);
        }},
    ParamSpec<SearchRequest>{"group", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return Store(ParseChoice(param, &ParseGroup, "episodes or moments"),
                                            request.group);
                             }},
    ParamSpec<SearchRequest>{"limit", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return Store(ParseNumber(param, 1, SearchLimits::kLimit),
                                            request.limit);
                             }},
    ParamSpec<SearchRequest>{"offset", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return Store(ParseNumber(param, 0, SearchLimits::kOffset),
                                            request.offset);
                             }},
    ParamSpec<SearchRequest>{
        "sort", false,
        [](const QueryParam& param, SearchRequest& request) {
          return Store(ParseChoice(param, &ParseSort, "relevance, newest or oldest"), request.sort);
        }},
    ParamSpec<SearchRequest>{"show", true,
                             [](const QueryParam& param, SearchRequest& request) {
                               return AddText(param, request.filter.shows);
                             }},
    ParamSpec<SearchRequest>{"person", true,
                             [](const QueryParam& param, SearchRequest& request) {
                               return AddText(param, request.filter.persons);
                             }},
    ParamSpec<SearchRequest>{"tag", true,
                             [](const QueryParam& param, SearchRequest& request) {
                               return AddText(param, request.filter.tags);
                             }},
    ParamSpec<SearchRequest>{"after", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return StoreDate(param, request.filter.after);
                             }},
    ParamSpec<SearchRequest>{"before", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return StoreDate(param, request.filter.before);
                             }},
    ParamSpec<SearchRequest>{"explain", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return Store(ParseBool(param), request.explain);
                             }},
    ParamSpec<SearchRequest>{"correct", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return Store(ParseBool(param), request.correct);
                             }},
    ParamSpec<SearchRequest>{"prefix", false,
                             [](const QueryParam& param, SearchRequest& request) -> Result<void> {
                               request.prefix_last = param.value == "last";
                               if (request.prefix_last || param.value == "none") return {};
                               return ParamError(param.name, "prefix must be last or none, not " +
                                                                 Quoted(param.value));
                             }},
    ParamSpec<SearchRequest>{"year", true,
                             [](const QueryParam& param, SearchRequest& request) -> Result<void> {
                               std::vector<int>& years = request.filter.years;
                               if (years.size() == ParamLimits::kValues) return TooMany(param);
                               std::size_t year = 0;
                               const Result<void> stored =
                                   Store(ParseNumber(param, 1, kLastYear), year);
                               if (stored) years.push_back(static_cast<int>(year));
                               return stored;
                             }},
    ParamSpec<SearchRequest>{"has_transcript", false,
                             [](const QueryParam& param, SearchRequest& request) -> Result<void> {
                               const Result<bool> value = ParseBool(param);
                               if (!value) return value.error();
                               request.filter.has_transcript = *value;
                               return {};
                             }},
    ParamSpec<SearchRequest>{"recency", false,
                             [](const QueryParam& param, SearchRequest& request) -> Result<void> {
                               const Result<std::size_t> days =
                                   ParseNumber(param, 1, SearchLimits::kRecencyDays);
                               if (!days) return days.error();
                               request.recency_days = static_cast<double>(*days);
                               return {};
                             }},
    ParamSpec<SearchRequest>{"cursor", false,
                             [](const QueryParam& param, SearchRequest& request) {
                               return StoreText(param, ParamLimits::kFilterBytes, request.cursor);
                             }},
    ParamSpec<SearchRequest>{"facets", false,
                             [](const QueryParam& param, SearchRequest& request) -> Result<void> {
                               FacetList list = ParseFacets(param.value);
                               if (list.unknown) {
                                 return ParamError(param.name,
                                                   "there is no facet " + Quoted(*list.unknown),
                                                   "write some of show, person, tag, year and "
                                                   "has_transcript, with commas between");
                               }
                               request.facets = std::move(list.facets);
                               return {};
                             }},
};

Error UnknownParam(std::string_view name) {
  return ParamError(name, "there is no parameter " + Quoted(name) + " here",
                    "check its spelling or leave it out");
}

template <class Request, std::size_t kSpecs>
Result<void> Apply(const std::vector<QueryParam>& params,
                   const std::array<ParamSpec<Request>, kSpecs>& specs, Request& request) {
  if (params.size() > ParamLimits::kParams) {
    return TooLarge("",
                    "there are more than " + std::to_string(ParamLimits::kParams) + " parameters");
  }
  std::array<bool, kSpecs> given{};
  for (const QueryParam& param : params) {
    if (IsTracking(param.name)) continue;
    std::size_t at = 0;
    while (at < kSpecs && specs[at].name != param.name) ++at;
    if (at == kSpecs) return UnknownParam(param.name);
    if (param.value.empty()) continue;
    if (given[at] && !specs[at].repeatable) {
      return ParamError(param.name, param.name + " is given more than once");
    }
    given[at] = true;
    const Result<void> applied = specs[at].apply(param, request);
    if (!applied) return applied.error();
  }
  return {};
}

// Every parameter of /v1/suggest, once.
constexpr std::array kSuggestParams = {
    ParamSpec<SuggestRequest>{"q", false,
                              [](const QueryParam& param, SuggestRequest& request) {
                                return StoreText(param, SuggestLimits::kQueryBytes, request.query);
                              }},
    ParamSpec<SuggestRequest>{"limit", false,
                              [](const QueryParam& param, SuggestRequest& request) {
                                return Store(ParseNumber(param, 1, SuggestLimits::kLimit),
                                             request.limit);
                              }},
};

}  // namespace

std::string DecodePercent(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const std::optional<unsigned> high = HexDigit(text[i + 1]);
      const std::optional<unsigned> low = HexDigit(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
  }
  return FindInvalidUtf8(decoded) == std::string_view::npos ? decoded : RepairUtf8(decoded);
}

Target ParseTarget(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!StartsWithNoCase(target, scheme)) continue;
    const std::size_t path = target.find_first_of("/?", scheme.size());
    target = path == std::string_view::npos ? "/" : target.substr(path);
    break;
  }
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  Target parsed;
  parsed.path = target.substr(0, mark);
  if (mark == std::string_view::npos) return parsed;

  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    parsed.params.push_back({DecodePercent(pair.substr(0, equals), true),
                             equals == std::string_view::npos
                                 ? std::string()
                                 : DecodePercent(pair.substr(equals + 1), true)});
  }
  return parsed;
}

Result<SearchRequest> ParseSearchRequest(const std::vector<QueryParam>& params) {
  SearchRequest request;
  if (const Result<void> applied = Apply(params, kSearchParams, request); !applied) {
    return applied.error();
  }
  if (Trim(request.query).empty() && request.filter.empty()) {
    return ParamError("q", "there is neither a query nor a filter",
                      "give q, show, person, tag, year, after, before or has_transcript");
  }
  return request;
}

Result<SuggestRequest> ParseSuggestRequest(const std::vector<QueryParam>& params) {
  SuggestRequest request;
  if (const Result<void> applied = Apply(params, kSuggestParams, request); !applied) {
    return applied.error();
  }
  if (Trim(request.query).empty()) return ParamError("q", "there is nothing to complete", "give q");
  return request;
}

// Every parameter of /v1/episodes/{id}/related, once.
constexpr std::array kRelatedParams = {
    ParamSpec<RelatedRequest>{"limit", false,
                              [](const QueryParam& param, RelatedRequest& request) {
                                return Store(ParseNumber(param, 1, RelatedRequest::kMaxLimit),
                                             request.limit);
                              }},
};

Result<RelatedRequest> ParseRelatedRequest(std::string id, const std::vector<QueryParam>& params) {
  RelatedRequest request;
  if (const Result<void> applied = Apply(params, kRelatedParams, request); !applied) {
    return applied.error();
  }
  request.id = std::move(id);
  return request;
}

Result<void> RefuseParams(const std::vector<QueryParam>& params) {
  for (const QueryParam& param : params) {
    if (!IsTracking(param.name)) return UnknownParam(param.name);
  }
  return {};
}

}  // namespace cuepoint
