// From a request's target to a search: the path, its query parameters, and what they mean.
//
//   Target target = ParseTarget("/v1/search?q=zero+copy&show=netstack.fm");
//   Result<SearchRequest> request = ParseSearchRequest(target.params);
//
// A parameter that is not understood is an error that names it, never ignored: a filter that
// silently does nothing looks like an answer. Only those that trackers append (utm_…) are passed
// over. An empty value is the same as none, as forms send it.
#ifndef CUEPOINT_SERVER_REQUEST_PARAMS_H_
#define CUEPOINT_SERVER_REQUEST_PARAMS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/related.h"
#include "query/search.h"
#include "query/suggest.h"

namespace cuepoint {

/// One name=value of a query string, decoded, in valid UTF-8.
struct QueryParam {
  std::string name;
  std::string value;
};

/// A request target (RFC 9112, section 3.2) taken apart.
struct Target {
  std::string_view path;  ///< As sent, percent-encoded; a view into what was parsed.
  std::vector<QueryParam> params;
};

/// Takes apart "/path?name=value&…"; of an absolute form ("http://host/path") the path on. Any
/// bytes are accepted. Pure.
Target ParseTarget(std::string_view target);

/// Undoes percent-encoding, and "+" for a space in query strings. A "%" that two hexadecimal digits
/// do not follow stays as it is (WHATWG URL, percent-decode); ill-formed UTF-8 becomes U+FFFD.
std::string DecodePercent(std::string_view text, bool plus_is_space);

/// Bounds on what a query string may hold beside those of SearchLimits.
struct ParamLimits {
  static constexpr std::size_t kParams = 64;
  static constexpr std::size_t kValues = 16;        ///< Of one repeatable parameter.
  static constexpr std::size_t kFilterBytes = 256;  ///< Of one filter's value.
};

/// The search that the parameters ask for: q, mode, group, limit, offset or cursor, sort, recency,
/// show, person, tag, year (these four may be repeated), after, before, has_transcript, facets,
/// explain, correct, prefix. Errors (kInvalidArgument, kTooLarge) name the parameter in `source`.
/// Neither a query nor a filter is an error. Pure.
Result<SearchRequest> ParseSearchRequest(const std::vector<QueryParam>& params);

/// What the parameters ask to be completed: q, limit. Errors as above; without q an error. Pure.
Result<SuggestRequest> ParseSuggestRequest(const std::vector<QueryParam>& params);

/// The episodes like the one with this id: limit. Errors as above. Pure.
Result<RelatedRequest> ParseRelatedRequest(std::string id, const std::vector<QueryParam>& params);

/// An error that names the first parameter, for paths that take none; `utm_…` aside.
Result<void> RefuseParams(const std::vector<QueryParam>& params);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_REQUEST_PARAMS_H_
