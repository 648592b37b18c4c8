// Fetching documents over HTTP, politely and without being led astray: bounded in bytes, time and
// redirects; retried with backoff; refusing addresses that a stranger's feed has no business with.
#ifndef CUEPOINT_CORPUS_FETCHER_H_
#define CUEPOINT_CORPUS_FETCHER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "corpus/url.h"

namespace cuepoint {

/// What a server said about a document's version, to be sent back when asking again (RFC 9110,
/// section 13).
struct Validators {
  std::string etag;
  std::string last_modified;

  bool operator==(const Validators&) const = default;
};

struct FetchRequest {
  std::string url;                      ///< http or https.
  Validators validators;                ///< From the last time; empty to fetch in any case.
  std::string accept;                   ///< Media types wanted; empty for any.
  std::size_t limit_bytes = 64u << 20;  ///< Of the body, after decompression.
};

struct FetchResponse {
  std::string url;            ///< Where it was found, after redirects.
  bool not_modified = false;  ///< The validators still hold; there is no body.
  std::string body;
  std::string type;     ///< Media type, lower case, without parameters; may be empty.
  std::string charset;  ///< As declared; may be empty.
  Validators validators;
};

/// Bounds and manners of fetching.
struct FetchOptions {
  /// Also fetch from private, loopback and link-local addresses (a server of one's own).
  bool allow_private = false;
  int redirects = 5;
  int retries = 2;  ///< After failures that may pass: timeouts, resets, 429, 502, 503, 504.
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{60'000};
  std::chrono::milliseconds backoff{500};  ///< Before the first retry; doubled for each further.
  std::chrono::milliseconds host_interval{50};  ///< Least time between two requests to one host.
  std::string user_agent = {};                  ///< Empty: "cuepoint/VERSION (+home page)".
};

/// Fetches documents. Not thread-safe; connections are kept between calls.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Errors: kInvalidArgument (not an http address), kPermission (an address that is refused, 401,
  /// 403), kNotFound (404, 410), kTooLarge, kUnavailable (no answer, 5xx, timeouts), kUnsupported.
  virtual Result<FetchResponse> Fetch(const FetchRequest& request) = 0;
};

/// A fetcher over the network, by libcurl. Error: kInternal when libcurl cannot be set up.
Result<std::unique_ptr<Fetcher>> MakeHttpFetcher(const FetchOptions& options);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCHER_H_
