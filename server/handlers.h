// The HTTP interface itself: which paths there are and what each answers. Knows requests, answers
// and the search backend; nothing of sockets or HTTP libraries.
//
//   GET /v1/search                 hits for a query              200, 400
//   GET /v1/suggest                completions of what is typed  200, 400
//   GET /v1/episodes/{id}          one episode as native JSON    200, 404
//   GET /v1/episodes/{id}/related  episodes like it              200, 400, 404
//   POST /v1/batch                 many queries at once          200, 400, 401, 413, 415, 503
//   GET /v1/openapi.json           all of this, for programs     200
//   GET /cuepoint.js, /assets/…    the search for any page       200
//   GET /, /episodes/{id}, …       pages for people, see pages.h 200, 400, 404
//   GET /healthz                   the process is up             200
//   GET /readyz                    searches can be answered      200, 503
//
// HEAD is GET without the body, OPTIONS says what a path takes, any other method is 405. Every
// error is a problem (server/problem.h), but a page where a browser asks for something outside /v1.
// Answers from the index have an entity tag of its revision and are 304 for a client that has it.
// Searches, completions and related episodes are kept as they were sent (server/response_cache.h):
// whoever asks the same while the index stays as it is gets them again, marked with Server-Timing.
// Answers are compressed as the client takes them best.
#ifndef CUEPOINT_SERVER_HANDLERS_H_
#define CUEPOINT_SERVER_HANDLERS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "corpus/result.h"
#include "server/http_message.h"
#include "server/index_figures.h"
#include "server/search_backend.h"
#include "server/site.h"

namespace cuepoint {

struct ApiOptions {
  SiteOptions site = {};
  std::string name = {};  ///< Of the index, where there are several: for the log and metrics.
  /// Memory for answers that may be sent again while the index stays as it is; 0 keeps none.
  std::size_t cache_bytes = 32u << 20;
};

/// Answers requests from a backend. Thread-safe, movable.
class Api {
 public:
  /// Error: kInvalidArgument for site options that are not valid.
  static Result<Api> Create(std::shared_ptr<const SearchBackend> backend, ApiOptions options = {});

  Api(Api&&) noexcept;
  Api& operator=(Api&&) noexcept;
  ~Api();

  /// The answer to one request. Never throws: an exception from below, a bug, is answered with
  /// status 500 and told in `failure`.
  HttpReply Handle(const HttpRequest& request) const;

  /// What it has answered so far, and what the index holds.
  IndexFigures Figures() const;

 private:
  struct State;
  explicit Api(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_HANDLERS_H_
