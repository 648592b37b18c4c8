// The HTTP interface itself: which paths there are and what each answers. Knows requests, answers
// and the search backend; nothing of sockets or HTTP libraries.
//
//   GET /v1/search         hits for a query                 200, 400
//   GET /v1/suggest        completions of what is typed     200, 400
//   GET /v1/episodes/{id}  one episode as native JSON       200, 404
//   GET /healthz           the process is up                200
//   GET /readyz            searches can be answered         200, 503
//
// HEAD is GET without the body; any other method is 405. Every error is a problem
// (server/problem.h).
#ifndef CUEPOINT_SERVER_HANDLERS_H_
#define CUEPOINT_SERVER_HANDLERS_H_

#include <memory>

#include "server/http_message.h"
#include "server/search_backend.h"

namespace cuepoint {

/// Answers requests from a backend. Thread-safe.
class Api {
 public:
  explicit Api(std::shared_ptr<const SearchBackend> backend);

  /// The answer to one request. Never throws: an exception from below, a bug, is answered with
  /// status 500 and told in `failure`.
  HttpReply Handle(const HttpRequest& request) const;

 private:
  std::shared_ptr<const SearchBackend> backend_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_HANDLERS_H_
