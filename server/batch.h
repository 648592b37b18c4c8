// POST /v1/batch: many queries in one request.
//
//   {"queries": [{"_id": "q1", "text": "quic"}, …], "mode": "lexical", "limit": 3}
//
// Members besides "queries" are the parameters of /v1/search, as are those of the query string; all
// but "q", "cursor", "facets" and "explain", which belong to one query. With the type
// application/x-ndjson the body has one query on each line instead. Each query is answered as
// /v1/search would answer it, by one line of application/x-ndjson in the order of the queries:
//
//   {"_id": "q1", "total": 12, "took_ms": 0.8, "hits": […]}
//   {"_id": "q2", "error": {"type": "urn:cuepoint:problem:bad-query", "status": 400, …}}
#ifndef CUEPOINT_SERVER_BATCH_H_
#define CUEPOINT_SERVER_BATCH_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/evaluation.h"
#include "query/search.h"
#include "server/http_message.h"
#include "server/param_doc.h"
#include "server/search_backend.h"
#include "server/target.h"

namespace cuepoint {

struct BatchLimits {
  std::size_t queries = 1000;              ///< Beyond: 413.
  std::size_t answer_bytes = 16u << 20;    ///< Queries past it have an error instead of an answer.
  std::chrono::milliseconds time{10'000};  ///< The same.
  unsigned at_once = 2;  ///< Batches computed at a time, each by one worker; beyond: 503.
};

/// What a batch asks.
struct BatchRequest {
  std::vector<BatchQuery> queries;
  SearchRequest settings;  ///< For each of them; its query means nothing.
};

/// Reads a body of that content type. Errors whose kind is a problem's code: "bad-body" with the
/// byte offset, "unsupported-media-type", "body-too-large"; or those of ParseSearchRequest. Pure.
Result<BatchRequest> ParseBatch(std::string_view content_type, std::string_view body,
                                std::vector<QueryParam> params, const BatchLimits& limits);

/// The parameters that a batch takes: those of a search that are not of one query.
std::span<const ParamDoc> BatchParams();

/// Thread-safe.
class BatchRunner {
 public:
  explicit BatchRunner(const BatchLimits& limits) : limits_(limits) {}

  /// The answer to a POST with these parameters: 200, 400, 401, 413, 415 or 503. It costs the
  /// client as much as its queries one by one.
  HttpReply Answer(const SearchBackend& backend, const HttpRequest& request,
                   const std::vector<QueryParam>& params);

 private:
  HttpReply Run(const SearchBackend& backend, const BatchRequest& batch) const;

  const BatchLimits limits_;
  std::atomic<unsigned> running_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_BATCH_H_
