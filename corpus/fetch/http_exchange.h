// One request and its answer over HTTP, by libcurl: within bounds, and only with addresses that may
// be asked. Neither redirects nor retries.
#ifndef CUEPOINT_CORPUS_FETCH_HTTP_EXCHANGE_H_
#define CUEPOINT_CORPUS_FETCH_HTTP_EXCHANGE_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "corpus/fetch/fetch_seams.h"
#include "corpus/fetch/fetcher.h"
#include "corpus/result.h"
#include "corpus/url.h"

namespace cuepoint {

struct HttpAsk {
  HttpUrl url;  ///< Its user name and password are sent, where there are any.
  Validators validators;
  std::string accept;
  std::size_t limit_bytes = 0;  ///< Of the body of a success; others are not kept.
  std::chrono::milliseconds timeout{0};
};

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::string content_type;  ///< As written.
  std::string location;      ///< As written.
  Validators validators;
  std::optional<std::chrono::seconds> retry_after;  ///< Never negative.
};

/// Keeps connections between requests. Not thread-safe.
class HttpExchange {
 public:
  /// Error: kInternal when libcurl cannot be set up.
  static Result<HttpExchange> Create(const FetchOptions& options, const FetchSeams& seams);
  HttpExchange(HttpExchange&&) noexcept;
  HttpExchange& operator=(HttpExchange&&) noexcept;
  ~HttpExchange();

  /// Any status is a success. Errors are those of Fetcher::Fetch, without `source`.
  Result<HttpAnswer> Get(const HttpAsk& ask);

 private:
  class Impl;
  explicit HttpExchange(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_HTTP_EXCHANGE_H_
