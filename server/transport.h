// HTTP/1.1 between a connection's bytes and the handlers, by cpp-httplib.
//
// The library parses requests and writes answers; accepting, waiting and closing are the gate's
// (server/connection_gate.h), because the library would give each connection a thread for as long
// as it lives.
#ifndef CUEPOINT_SERVER_TRANSPORT_H_
#define CUEPOINT_SERVER_TRANSPORT_H_

#include <memory>
#include <string>

#include "server/connection.h"
#include "server/http_message.h"
#include "server/http_server.h"

namespace cuepoint {

/// Thread-safe: any number of connections at once, each by one thread.
class Transport {
 public:
  Transport(const ServerLimits& limits, HttpHandler handler, std::shared_ptr<ServerLog> log);
  ~Transport();

  /// See GateHandlers.
  void Answer(Connection& connection, bool closing) noexcept;
  bool IsTrivial(const Connection& connection) const;
  bool TakesBody(const Connection& connection) const;
  std::string Refuse(const Connection& connection, int status);

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_TRANSPORT_H_
