// The outermost layer of handlers: who is asking, whether they have asked too much, and which other
// websites may read the answers.
//
//   GuardOptions options;
//   options.trusted_proxies = {"10.0.0.0/8", "loopback"};
//   Result<std::unique_ptr<Guard>> guard = Guard::Create(std::move(options));
//   HttpReply reply = (*guard)->Handle(request, next);
//
// HttpServer puts one before whatever handler it is given (ServerOptions::guard).
//
// The client is the peer of the connection; behind trusted proxies it is the one that they name
// (server/client_address.h). Limits are per client, IPv6 clients by their /64. A peer on this
// machine has none unless it is a trusted proxy and names its client: an operator's own tools come
// that way, and so does a proxy that nobody told us of, whose visitors would share one allowance.
#ifndef CUEPOINT_SERVER_GUARD_H_
#define CUEPOINT_SERVER_GUARD_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "server/http_message.h"

namespace cuepoint {

struct GuardOptions {
  /// Peers whose X-Forwarded-For is believed: addresses and networks ("10.0.0.0/8", "2001:db8::1"),
  /// and the words "loopback" and "private" (RFC 1918, fc00::/7).
  std::vector<std::string> trusted_proxies = {};

  /// What one client may ask for in the long run; 0 for any number. A person who types fast causes
  /// some ten requests a second. A batch counts as many requests as it has queries.
  double requests_per_second = 30;
  /// What one client may ask for at once after a pause; at least 1.
  double burst = 120;
  /// Requests of one client that are computed at the same time; 0 for any number. Below the number
  /// of workers it keeps one client from having them all.
  std::size_t requests_at_once = 16;
  /// Connections of one peer; 0 for any number. Beyond, its longest idle one is closed, or the new
  /// one gets 429. Browsers open six. Proxies that are trusted have no such limit.
  std::size_t connections = 64;

  /// Websites whose scripts may read answers: exact origins ("https://example.org", with the port
  /// where it is not the scheme's), or "*" for all. None: only the server's own pages.
  std::vector<std::string> allowed_origins = {};

  /// What POST /v1/batch asks for as "Authorization: Bearer KEY", and who has it is under no limit.
  /// Empty: batches are open to everybody, within the limits above.
  std::string api_key = {};
};

/// Thread-safe.
class Guard {
 public:
  /// Error: kInvalidArgument, saying which option.
  static Result<std::unique_ptr<Guard>> Create(GuardOptions options);

  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard();

  /// The answer of `next` to the request, or the guard's own: 429 with Retry-After for a client
  /// that asks too much, and 204 to a preflight of an allowed origin. /healthz and /readyz are
  /// always passed on. The reply names the client (HttpReply::client) and has the header fields
  /// that say what browsers may do with it.
  HttpReply Handle(const HttpRequest& request, const HttpHandler& next);

  /// The name under which the connections of a peer (an IP address) are counted; empty for one that
  /// may have any number: an operator's tools, or the visitors of a proxy.
  std::string GroupOf(std::string_view peer) const;

 private:
  class Impl;
  explicit Guard(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_GUARD_H_
