// Fetching documents over HTTP, politely and without being led astray: bounded in bytes, time and
// redirects; retried with backoff; refusing addresses that a stranger's feed has no business with.
#ifndef CUEPOINT_CORPUS_FETCH_FETCHER_H_
#define CUEPOINT_CORPUS_FETCH_FETCHER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "corpus/result.h"
#include "corpus/url.h"

namespace cuepoint {

/// What a server said about a document's version, to be sent back when asking again (RFC 9110,
/// section 13). Both are opaque; either may be empty.
struct Validators {
  std::string etag;           ///< With its quotes, and "W/" where it is weak.
  std::string last_modified;  ///< As it was written.

  bool operator==(const Validators&) const = default;
};

struct FetchRequest {
  /// http or https. A user name and a password in it are sent to that server only (Basic), and are
  /// found neither in errors nor in the response.
  std::string url;
  Validators validators = {};           ///< From the last time; empty to fetch in any case.
  std::string accept = {};              ///< Media types wanted; empty for any.
  std::size_t limit_bytes = 64u << 20;  ///< Of the body, after decompression.
  /// An address whose user name and password are sent for `url`, too, where both are on the same
  /// server (scheme, host and port) and `url` has none of its own. Mostly empty.
  std::string credentials_of = {};
};

struct FetchResponse {
  std::string url;            ///< Where it was found, after redirects, normalised.
  bool not_modified = false;  ///< The validators still hold; there is no body.
  std::string body;           ///< Decompressed, otherwise as it came.
  std::string type;           ///< Media type, lower case, without parameters; may be empty.
  std::string charset;        ///< As declared, without quotes; may be empty.
  Validators validators;      ///< For the next time. As sent where `not_modified` brought none.
};

/// Bounds and manners of fetching.
struct FetchOptions {
  /// Also fetch from private, loopback and link-local addresses (a server of one's own).
  bool allow_private = false;
  int redirects = 5;
  int retries = 2;  ///< After failures that may pass: timeouts, resets, 429, 502, 503, 504.
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{60'000};  ///< Of one try with its redirects.
  std::chrono::milliseconds stall_timeout{20'000};  ///< Of a body that does not come on.
  std::chrono::milliseconds backoff{500};  ///< Before the first retry; doubled for each further.
  /// The longest wait that a server may ask for (Retry-After) before a retry; asked for a longer
  /// one, the fetcher gives up and leaves the server alone for as long, up to an hour.
  std::chrono::milliseconds retry_after_limit{30'000};
  std::chrono::milliseconds host_interval{50};  ///< Least time between two requests to one host.
  /// After so many requests in a row that a host did not answer, it is left alone for a while, so
  /// that a dead host costs minutes, not minutes for each of its documents.
  int host_failures = 3;
  std::chrono::milliseconds host_rest{300'000};
  std::string user_agent = {};  ///< Empty: "cuepoint/VERSION".
  /// Asked at least once a second while fetching and waiting; true ends the fetch (kCancelled). May
  /// be empty.
  std::function<bool()> cancelled = {};
};

/// Fetches documents. Not thread-safe; connections are kept between calls.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// Errors carry the address as `source`, what can be done as `remedy`, and a `kind`:
  /// - kInvalidArgument: not an http address ("bad-url", "url-scheme"), which the message quotes;
  /// - kPermission: "refused-address" (private and nothing allows it), "http-401", "http-403", …;
  /// - kNotFound: "http-404", "http-410";
  /// - kTooLarge: "too-large", "too-many-headers", "too-many-redirects";
  /// - kUnavailable: "timeout", "dns", "connect", "reset", "truncated", "tls", "host-resting",
  ///   "http-429", "http-5…";
  /// - kUnsupported: other statuses ("http-…"), "bad-redirect"; kParse: "bad-encoding", "not-http";
  /// - kCancelled: "cancelled".
  virtual Result<FetchResponse> Fetch(const FetchRequest& request) = 0;
};

/// A fetcher over the network, by libcurl.
///
/// Addresses are judged (see address_policy.h) after name resolution, on the very socket that is
/// about to be connected, on every hop of a redirect, so that neither a name nor its second answer
/// (DNS rebinding) leads into a private network. Proxies of the environment (http_proxy,
/// https_proxy, all_proxy, no_proxy) are respected; behind one, which resolves names itself, only
/// hosts that are literal addresses or local names can be refused. No cookies, no .netrc, no
/// credentials to another server. Certificates are checked, against SSL_CERT_FILE or CURL_CA_BUNDLE
/// where the environment has them.
///
/// Error: kInternal when libcurl cannot be set up.
Result<std::unique_ptr<Fetcher>> MakeHttpFetcher(const FetchOptions& options);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_FETCHER_H_
