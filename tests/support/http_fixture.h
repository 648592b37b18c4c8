// A scripted HTTP server on the loopback interface for tests of clients: it says exactly what it is
// told to, well-formed or not, and remembers what it was asked.
#ifndef CUEPOINT_TESTS_SUPPORT_HTTP_FIXTURE_H_
#define CUEPOINT_TESTS_SUPPORT_HTTP_FIXTURE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cuepoint::testing {

/// What a client asked.
struct SeenRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> fields;  ///< By name in lower case.
  std::size_t connection = 0;                 ///< Counted from 0.

  /// The field's value; empty when it was not sent.
  std::string Field(const std::string& name) const;
};

/// The server's side of a connection.
class FixtureConnection {
 public:
  FixtureConnection(int fd, const std::atomic<bool>& stopping) : fd_(fd), stopping_(stopping) {}

  /// False when the client has gone or the fixture stops.
  bool Send(std::string_view bytes);
  /// Ends the connection once the script returns.
  void Close() { closed_ = true; }
  /// Says nothing until the client goes or the fixture stops.
  void AwaitEnd();

  bool closed() const { return closed_; }

 private:
  int fd_;
  const std::atomic<bool>& stopping_;
  bool closed_ = false;
};

/// Serves from construction to destruction, each connection in a thread of its own.
class HttpFixture {
 public:
  /// Called for each request; runs in the connection's thread.
  using Script = std::function<void(const SeenRequest& request, FixtureConnection& connection)>;

  /// Listens on an IPv4 address of this machine; port 0 for any. Throws std::system_error where
  /// that fails, which ends a test as it should.
  explicit HttpFixture(Script script, const std::string& address = "127.0.0.1", int port = 0);
  ~HttpFixture();
  HttpFixture(const HttpFixture&) = delete;
  HttpFixture& operator=(const HttpFixture&) = delete;

  int port() const { return port_; }
  /// "http://HOST:PORT/path".
  std::string Url(std::string_view path, std::string_view host = "127.0.0.1") const;

  std::vector<SeenRequest> requests() const;
  /// How many connections were accepted, whether anything was asked on them or not.
  std::size_t connections() const { return connections_; }

 private:
  void Accept();
  void Serve(int fd, std::size_t number);

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> requests_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// A whole answer with its Content-Length. `fields` are lines that end with "\r\n".
std::string Reply(int status, std::string_view fields, std::string_view body);

/// A script that gives everyone the same bytes.
HttpFixture::Script Always(std::string bytes);

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_SUPPORT_HTTP_FIXTURE_H_
