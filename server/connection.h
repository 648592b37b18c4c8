// One client's connection, as the gate and the workers hand it to each other.
#ifndef CUEPOINT_SERVER_CONNECTION_H_
#define CUEPOINT_SERVER_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "server/body_scanner.h"
#include "server/head_scanner.h"
#include "server/unique_fd.h"

namespace cuepoint {

using ServerClock = std::chrono::steady_clock;

/// Belongs to the gate's thread, except while kBusy: then to the one worker that has it.
struct Connection {
  enum class State {
    kReading,    ///< A request is awaited or arriving.
    kBusy,       ///< A worker has it, or it waits for one.
    kWriting,    ///< The client has yet to take the rest of `output`.
    kLingering,  ///< Answered and closed on our side; what still arrives is thrown away.
  };

  Connection(std::uint64_t connection_id, UniqueFd socket, std::string client_address,
             const HeadLimits& limits)
      : id(connection_id), fd(std::move(socket)), client(std::move(client_address)), head(limits) {}

  std::uint64_t id;
  UniqueFd fd;         ///< Non-blocking.
  std::string client;  ///< IP address.
  State state = State::kReading;
  HeadScanner head;
  std::optional<BodyScanner> body_scanner = {};  ///< While a body arrives, and until its answer.
  std::string group = {};  ///< Under which connections are counted; empty when they are not.
  std::string input;       ///< Arrived and not consumed; while kBusy it starts with a whole head.
  std::size_t head_bytes = 0;  ///< Of that head.
  std::string body;            ///< Of the request at hand, if `body_scanner` has taken it.
  std::string output;          ///< The answer being sent.
  std::size_t sent = 0;        ///< Bytes of `output` that the system has taken.
  bool broken = false;         ///< Sending failed: the client is gone.
  bool keep_alive = false;     ///< Whether another request may follow this answer.
  bool awaited = false;        ///< Whether the poller has been told to await the next request.
  bool linger = false;         ///< Whether the client may still be sending when this answer ends.
  unsigned answered = 0;       ///< Requests so far.
  std::size_t pending_bytes = 0;       ///< Counted against ServerLimits::pending_output_bytes.
  std::size_t pending_body_bytes = 0;  ///< Counted against ServerLimits::pending_body_bytes.
  std::size_t lingered_bytes = 0;      ///< Thrown away so far.
  ServerClock::time_point deadline;    ///< For whatever the state waits for.
  ServerClock::time_point ready_at;    ///< When the request at hand had arrived.
};

/// Sends as much of `output` as the system takes without waiting; sets `sent` and `broken`.
void SendSome(Connection& connection);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CONNECTION_H_
