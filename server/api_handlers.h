// What each path of the API answers, from requests to JSON. Pages for people are in pages.h.
#ifndef CUEPOINT_SERVER_API_HANDLERS_H_
#define CUEPOINT_SERVER_API_HANDLERS_H_

#include <string>

#include "server/api_counters.h"
#include "server/batch.h"
#include "server/http_message.h"
#include "server/pages.h"
#include "server/problem.h"
#include "server/response_cache.h"
#include "server/search_backend.h"
#include "server/target.h"

namespace cuepoint {

/// What a handler gets: the target taken apart, and the decoded segment that "{…}" of the route's
/// pattern stands for. Lives as long as the request.
struct ApiCall {
  const SearchBackend& backend;
  const Target& target;
  std::string argument;
  const HttpRequest& request;
  const Pages& pages;
  const std::string& openapi;  ///< The document.
  ApiCounters& counters;
  BatchRunner& batches;
};

/// Thread-safe, each of them. Errors are answers: problems (server/problem.h).
ApiAnswer HandleSearch(const ApiCall& call);
ApiAnswer HandleSuggest(const ApiCall& call);
ApiAnswer HandleEpisode(const ApiCall& call);
ApiAnswer HandleRelated(const ApiCall& call);
ApiAnswer HandleBatch(const ApiCall& call);
ApiAnswer HandleOpenApi(const ApiCall& call);
ApiAnswer HandleHealth(const ApiCall& call);
ApiAnswer HandleReady(const ApiCall& call);

/// The problem of a parameter that is not right.
HttpReply ParamReply(const Error& error);

/// The problem that a search failed with. Where the index was not found, that is the server's
/// affair: the path of the request exists.
Problem SearchProblem(Error error);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_API_HANDLERS_H_
