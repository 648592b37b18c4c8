// The gate: one thread that waits for all clients at once (epoll), so that no worker ever does.
//
//   accept → kReading → (whole request) → kBusy: a worker answers → sent? → kReading again
//                |                                                   |
//                +-- refused or timed out → answer -------------→ kWriting → kLingering → closed
//
// A connection costs a descriptor and its buffers while it waits; threads are for requests that can
// be answered now. When no connection is free, the one that has waited longest without a request
// makes room; when the queue before the workers is full, the request is refused at once.
#ifndef CUEPOINT_SERVER_CONNECTION_GATE_H_
#define CUEPOINT_SERVER_CONNECTION_GATE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/result.h"
#include "server/connection.h"
#include "server/http_server.h"
#include "server/poller.h"
#include "server/server_load.h"
#include "server/unique_fd.h"
#include "server/worker_pool.h"

namespace cuepoint {

/// What the gate needs done, by code that knows HTTP.
struct GateHandlers {
  /// On a worker: consumes the request at the start of `input`, sets `output`, `keep_alive` and
  /// `linger`. With `closing` the answer is the connection's last. Must not throw.
  std::function<void(Connection& connection, bool closing)> answer;
  /// Whether `answer` takes next to no time for the request at the start of `input`; such a request
  /// is answered on the gate's thread where any other would be refused for lack of a worker.
  std::function<bool(const Connection& connection)> is_trivial;
  /// Whether the request whose head is at the start of `input` is for something that takes a body.
  /// Only then is the body awaited; a request with any other body is answered without it, and the
  /// connection closed.
  std::function<bool(const Connection& connection)> takes_body;
  /// On the gate's thread: the bytes that refuse a client with that status.
  std::function<std::string(const Connection& connection, int status)> refuse;
  /// The name under which the connections of a peer are counted; empty for one that may have any
  /// number.
  std::function<std::string(const std::string& client)> group_of;
  std::size_t group_connections = 0;  ///< That one group may have; 0 for any number.
};

class ConnectionGate {
 public:
  /// Error: kUnavailable (out of descriptors).
  /// `load` is where to count; may be empty.
  static Result<std::unique_ptr<ConnectionGate>> Create(const ServerLimits& limits,
                                                        GateHandlers handlers,
                                                        std::shared_ptr<ServerLoad> load);

  ConnectionGate(const ConnectionGate&) = delete;
  ConnectionGate& operator=(const ConnectionGate&) = delete;

  /// Serves the clients of `listener` with that many workers until Stop, then drains and returns.
  /// Once only.
  Result<void> Run(UniqueFd listener, unsigned threads);

  /// See HttpServer::Stop.
  void Stop();

 private:
  static constexpr std::uint64_t kListenerId = 0;

  using State = Connection::State;
  using TimePoint = ServerClock::time_point;

  ConnectionGate(const ServerLimits& limits, GateHandlers handlers, Poller poller,
                 std::shared_ptr<ServerLoad> load);

  void OnReady(std::uint64_t id);
  void AcceptAll();
  bool MakeRoom(std::string_view group = {});
  int Refusal(const std::string& group);
  void Admit(UniqueFd socket, std::string client);

  /// These may close the connection: do not touch it afterwards.
  void Read(Connection& connection);
  bool Advance(Connection& connection);
  bool BeginBody(Connection& connection);
  bool AdvanceBody(Connection& connection);
  void Dispatch(Connection& connection);
  void Refuse(Connection& connection, int status);
  void Write(Connection& connection);
  void Flushed(Connection& connection);
  void Linger(Connection& connection);
  void Await(Connection& connection, Poller::Interest interest);
  void Close(Connection& connection);

  bool CountBody(Connection& connection, std::size_t bytes);
  void FreeBody(Connection& connection);
  void GiveBack(Connection& connection);
  void TakeBack();
  void BeginDrain();
  void Sweep();
  void ShowLoad();
  bool Done() const;

  ServerLimits limits_;  // Constant once Run has begun.
  const GateHandlers handlers_;
  const std::shared_ptr<ServerLoad> load_;
  Poller poller_;
  UniqueFd listener_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> draining_ = false;

  std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections_;
  std::unordered_map<std::string, std::size_t> groups_;  // Open connections of each.
  std::uint64_t next_id_;
  std::size_t pending_bytes_ = 0;
  std::size_t pending_body_bytes_ = 0;
  bool accepting_ = false;
  TimePoint now_;
  TimePoint next_sweep_;
  TimePoint drain_deadline_;

  std::mutex returned_mutex_;
  std::vector<std::uint64_t> returned_;  // By workers; guarded by returned_mutex_.
  bool waking_ = false;                  // Whether TakeBack is on its way; likewise.
  WorkerPool pool_;                      // Last: its threads use the members above.
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CONNECTION_GATE_H_
