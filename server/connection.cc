#include "server/connection.h"

#include <cerrno>

#include <sys/socket.h>

namespace cuepoint {

void SendSome(Connection& connection) {
  while (connection.sent < connection.output.size()) {
    const ssize_t taken =
        ::send(connection.fd.get(), connection.output.data() + connection.sent,
               connection.output.size() - connection.sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken >= 0) {
      connection.sent += static_cast<std::size_t>(taken);
    } else if (errno != EINTR) {
      connection.broken = errno != EAGAIN && errno != EWOULDBLOCK;
      return;
    }
  }
}

}  // namespace cuepoint
