// Listening TCP sockets.
#ifndef CUEPOINT_SERVER_LISTENER_H_
#define CUEPOINT_SERVER_LISTENER_H_

#include <cstddef>
#include <string>

#include "corpus/result.h"
#include "server/unique_fd.h"

namespace cuepoint {

/// A non-blocking socket that listens on `host` (a name or an address) and `port` (0: any free
/// one). A port that another process listens on is refused, never shared. Errors: kInvalidArgument
/// (unknown host), kPermission, kUnavailable (address in use and everything else).
Result<UniqueFd> ListenTcp(const std::string& host, int port);

/// How many of `wanted` connections the process may hold open without running out of descriptors
/// for everything else, the index above all; at least one. The bound is the process's own
/// (RLIMIT_NOFILE).
std::size_t ConnectionsWithinDescriptors(std::size_t wanted);

/// What taking one waiting client gave.
struct Accepted {
  enum class Status {
    kClient,     ///< `socket` and `client` are set.
    kNone,       ///< Nobody is waiting.
    kExhausted,  ///< Somebody is waiting, but the process or the system is out of descriptors.
  };
  Status status = Status::kNone;
  UniqueFd socket = {};     ///< Non-blocking, without delay for small packets.
  std::string client = {};  ///< IP address.
};
Accepted AcceptTcp(const UniqueFd& listener);

/// The port a socket is bound to. Error: kInternal.
Result<int> PortOf(const UniqueFd& socket);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_LISTENER_H_
