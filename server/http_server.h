// The HTTP server: searches over JSON, bounded in everything a client can make it spend.
//
//   auto server = HttpServer::Create({.port = 8080}, MakeEngineBackend(std::move(*engine)));
//   if (!server) return Fail(server.error());
//   Result<int> port = (*server)->Bind();
//   std::thread signals([&] { /* sigwait */ (*server)->Stop(); });
//   (*server)->Run();                                    // returns once drained
//
// One thread owns every connection while it waits: for a request to arrive whole, for an answer to
// be taken, for the client to speak again. Only complete requests reach the worker threads, and a
// worker only computes, so slow or idle clients cost a file descriptor each and hold nobody up.
// What exceeds a bound is refused with the status that says so; when more requests wait than
// `queue_limit`, the next one gets 503 with Retry-After at once, /healthz excepted.
//
// Time: waiting on a client is bounded by the limits below. Computing cannot be cut short (Xapian
// has no way to end a match), so it is bounded before it starts: the query's bytes, terms and depth
// and the page's size and depth, all in SearchLimits.
#ifndef CUEPOINT_SERVER_HTTP_SERVER_H_
#define CUEPOINT_SERVER_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "corpus/result.h"
#include "server/guard.h"
#include "server/http_message.h"
#include "server/search_backend.h"
#include "server/server_load.h"
#include "server/server_log.h"
#include "server/site.h"

namespace cuepoint {

/// What one client, and all of them together, may use.
struct ServerLimits {
  std::size_t target_bytes = 8192;   ///< Path and query string, percent-encoded; beyond: 414.
  std::size_t head_bytes = 32768;    ///< Request line and header fields together; beyond: 431.
  std::size_t header_bytes = 8190;   ///< One header field without its line end; beyond: 431.
  std::size_t headers = 100;         ///< Number of header fields; beyond: 431.
  std::size_t body_bytes = 1 << 20;  ///< Request body; beyond: 413.

  /// Open at once, or fewer where the process may not open so many files; beyond, the longest idle
  /// one is closed, or the new one gets 503.
  std::size_t connections = 1024;
  std::size_t queue_limit = 256;  ///< Complete requests waiting for a worker; beyond: 503.
  std::size_t pending_body_bytes = 32u << 20;     ///< Request bodies in memory; beyond: 503.
  std::size_t pending_output_bytes = 128u << 20;  ///< Answers not yet taken; beyond: closed.
  unsigned requests_per_connection = 10'000;      ///< Then the connection is closed.

  std::chrono::milliseconds idle_timeout{30'000};  ///< Between requests; then closed.
  std::chrono::milliseconds head_timeout{10'000};  ///< First to last byte of a head; then 408.
  std::chrono::milliseconds body_timeout{30'000};  ///< From there to the end of a body; then 408.
  std::chrono::milliseconds write_timeout{
      60'000};  ///< For a client to take an answer; then closed.
  std::chrono::milliseconds linger_timeout{2'000};  ///< Reading on after a refusal, so that it
                                                    ///< arrives before the connection is reset.
  std::chrono::milliseconds drain_timeout{10'000};  ///< For open requests after Stop().
};

struct ServerOptions {
  std::string host = "127.0.0.1";  ///< Name or address to listen on; "0.0.0.0" or "::" for all.
  int port = 8080;                 ///< 0 takes any free one.
  unsigned threads = 0;            ///< Workers; 0 means one per core, but at least four.
  ServerLimits limits = {};
  GuardOptions guard = {};                ///< Limits per client, and which websites may ask.
  std::shared_ptr<ServerLog> log = {};    ///< None when empty.
  std::shared_ptr<ServerLoad> load = {};  ///< Where to count how busy it is; may be empty.
  SiteOptions site = {};
};

/// Serves one backend on one address. Create, Bind and Run belong to one thread, Stop to any.
class HttpServer {
 public:
  /// Checks the options; opens nothing yet. Error: kInvalidArgument.
  static Result<std::unique_ptr<HttpServer>> Create(ServerOptions options,
                                                    std::shared_ptr<const SearchBackend> backend);
  /// The same before handlers of the caller's; `options.site` is not used.
  static Result<std::unique_ptr<HttpServer>> CreateWithHandler(ServerOptions options,
                                                               HttpHandler handler);

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Run must have returned.
  ~HttpServer();

  /// Starts listening and returns the port; clients may connect from here on and are served once
  /// Run is called. Errors: kInvalidArgument (unknown host), kPermission (privileged port),
  /// kUnavailable (address in use).
  Result<int> Bind();

  /// Serves until Stop: then no more connections are accepted, idle ones are closed, and requests
  /// that have arrived or are arriving are answered within `drain_timeout`. A worker still
  /// computing then is waited for. Bind must have succeeded. Error: kUnavailable (out of system
  /// resources).
  Result<void> Run();

  /// Makes Run return, also when it is only called later. May be called more than once, from any
  /// thread, and from a signal handler.
  void Stop();

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_HTTP_SERVER_H_
