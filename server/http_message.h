// A request and its answer, free of any HTTP library: what the handlers take and give.
#ifndef CUEPOINT_SERVER_HTTP_MESSAGE_H_
#define CUEPOINT_SERVER_HTTP_MESSAGE_H_

#include <cstddef>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cuepoint {

using HttpHeader = std::pair<std::string, std::string>;

/// Cache-Control of what may be kept but must be asked for again: the index can change any time.
inline constexpr std::string_view kRevalidate = "no-cache";
/// Cache-Control of what is only true now.
inline constexpr std::string_view kNeverStore = "no-store";

/// What a handler decides from: request line and the header fields that matter, empty where there
/// is none. The views live as long as the request.
struct HttpRequest {
  std::string_view method;  ///< "GET".
  std::string_view target;  ///< "/v1/search?q=quic", percent-encoded as sent.
  std::string_view host = {};
  std::string_view accept = {};
  std::string_view accept_encoding = {};
  std::string_view if_none_match = {};
  std::string_view client = {};         ///< IP address of the connection's other end.
  std::string_view forwarded_for = {};  ///< X-Forwarded-For, lines joined by commas.
  std::string_view origin = {};
  std::string_view authorization = {};
  std::string_view content_type = {};
  std::string_view body = {};
  /// Of a preflight (Fetch, section 3.2.2): Access-Control-Request-Method and -Headers.
  std::string_view requested_method = {};
  std::string_view requested_headers = {};
  /// Whether what needs an API key may be done; decided by the guard (server/guard.h).
  bool authorized = true;
};

/// A whole answer. The transport adds Content-Length and what concerns the connection, and leaves
/// the body out for HEAD.
struct HttpReply {
  int status = 200;
  std::vector<HttpHeader> headers;
  std::string body;
  std::optional<std::size_t> hits;  ///< For the access log: hits on the page.
  std::string_view route = {};      ///< For the log and metrics: the pattern that matched; static.
  std::string index = {};           ///< For the log and metrics: name of the index asked.
  std::string query = {};           ///< For the log: what was searched for, decoded.
  std::string client = {};          ///< For the log: who asked; the connection's peer when empty.
  unsigned cost = 1;                ///< How many requests this counts as against the client.
  std::string failure;              ///< For the log: what the client is not told; usually empty.
};

/// Answers requests: one layer of the server, which may call the next. Called from any number of
/// threads at once; must not throw.
using HttpHandler = std::function<HttpReply(const HttpRequest& request)>;

/// `body` as JSON with status 200 and the given Cache-Control.
HttpReply JsonReply(std::string body, std::string_view cache_control);

/// The header fields that every answer carries, whoever made it: Date (as of `now`), Server and
/// X-Content-Type-Options.
std::vector<HttpHeader> CommonHeaders(std::time_t now);

/// `reply` as the bytes of an HTTP/1.1 response after which the connection closes; for refusals
/// made before there is a request. Field values must not contain line breaks.
std::string ToClosingResponse(const HttpReply& reply, std::time_t now);

/// "Bad Request" for 400; "" for a status this server does not use.
std::string_view ReasonPhrase(int status);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_HTTP_MESSAGE_H_
