// From the parameters of a request to what is asked of the index.
//
//   Result<SearchRequest> request = ParseSearchRequest(target.params);
//
// A parameter that is not understood is an error that names it, never ignored: a filter that
// silently does nothing looks like an answer. Only those that trackers append (utm_…) are passed
// over. An empty value is the same as none, as forms send it.
#ifndef CUEPOINT_SERVER_REQUEST_PARAMS_H_
#define CUEPOINT_SERVER_REQUEST_PARAMS_H_

#include <span>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "query/related.h"
#include "query/search.h"
#include "query/suggest.h"
#include "server/param_doc.h"
#include "server/target.h"

namespace cuepoint {

/// The search that these parameters ask for. Errors carry the parameter's name as `source`:
/// kInvalidArgument (unknown or repeated parameter, bad value, neither a query nor a filter),
/// kTooLarge (beyond ParamLimits or SearchLimits). Pure.
Result<SearchRequest> ParseSearchRequest(const std::vector<QueryParam>& params);

/// The same for what is being typed: kInvalidArgument also when it is nothing but white space.
Result<SuggestRequest> ParseSuggestRequest(const std::vector<QueryParam>& params);

/// The same for episodes like the one with that id.
Result<RelatedRequest> ParseRelatedRequest(std::string id, const std::vector<QueryParam>& params);

/// Error for any parameter that is not a tracker's: for paths that take none.
Result<void> RefuseParams(const std::vector<QueryParam>& params);

/// The parameters that each of them takes, and nothing else.
std::span<const ParamDoc> SearchParams();
std::span<const ParamDoc> SuggestParams();
std::span<const ParamDoc> RelatedParams();

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_REQUEST_PARAMS_H_
