// A server on a free port of this machine for the length of a test, and clients for it.
#ifndef CUEPOINT_TESTS_SERVER_RUNNING_SERVER_H_
#define CUEPOINT_TESTS_SERVER_RUNNING_SERVER_H_

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/http_server.h"
#include "server/unique_fd.h"

namespace cuepoint::testing {

/// Keeps what is logged.
class RecordingLog final : public ServerLog {
 public:
  void Access(const AccessRecord& record) override;
  void Problem(std::string_view message) override;

  /// Returns once that many answers have the given text in their line.
  void Await(std::size_t count, std::string_view text) const;
  std::vector<std::string> accesses() const;
  std::vector<std::string> problems() const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> accesses_;
  std::vector<std::string> problems_;
};

/// Runs a server in a thread from construction to Stop or destruction.
class RunningServer {
 public:
  explicit RunningServer(std::shared_ptr<const SearchBackend> backend, ServerOptions options = {});
  /// Before a handler instead of a backend.
  explicit RunningServer(HttpHandler handler, ServerOptions options = {});
  ~RunningServer();

  int port() const { return port_; }
  /// Returns once the server has drained.
  void Stop();
  HttpServer& server() { return *server_; }

 private:
  void Start(Result<std::unique_ptr<HttpServer>> created);

  std::unique_ptr<HttpServer> server_;
  int port_ = 0;
  std::thread thread_;
};

/// A TCP connection that says exactly what it is told to.
class RawClient {
 public:
  explicit RawClient(int port);

  bool connected() const { return static_cast<bool>(fd_); }
  /// False when the other side has gone.
  bool Send(std::string_view bytes);
  /// Everything up to the other side's end, a reset, or ten seconds of silence.
  std::string ReadAll();
  /// The same by a client that takes a little at a time with pauses of a millisecond.
  std::string ReadAllSlowly();
  /// One response with a Content-Length; empty when the connection ends first.
  std::string ReadResponse();
  void FinishSending();
  void Close() { fd_.Reset(); }

 private:
  bool ReadSome(std::size_t most = 65536);

  UniqueFd fd_;
  std::string buffer_;
};

/// The status of a response's first line, 0 when there is none.
int StatusOf(std::string_view response);
/// What follows the first empty line.
std::string BodyOf(std::string_view response);
/// The value of a header field by its exact name, "" when it is not there.
std::string HeaderOf(std::string_view response, std::string_view name);

/// Sends `bytes` on a connection of their own and returns all that comes back.
std::string Exchange(int port, std::string_view bytes);
/// GET of `target` on a connection of its own.
std::string Get(int port, std::string_view target);

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_SERVER_RUNNING_SERVER_H_
