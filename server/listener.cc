#include "server/listener.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace cuepoint {
namespace {

// Connections that may wait for the gate, which takes them within a loop's turn; the system cuts it
// to its own bound (net.core.somaxconn).
constexpr int kBacklog = 4096;

// For standard streams, sockets of our own, refusals, and an index with its next revision: each of
// its readers holds some ten files.
constexpr std::size_t kReservedDescriptors = 256;

Error SystemError(int number, const std::string& source, const std::string& what) {
  Error error;
  error.code =
      number == EACCES || number == EPERM ? ErrorCode::kPermission : ErrorCode::kUnavailable;
  error.message = what + ": " + std::generic_category().message(number);
  error.source = source;
  if (number == EADDRINUSE) error.remedy = "stop the other program or choose another port";
  if (number == EACCES) error.remedy = "choose a port of 1024 or above";
  return error;
}

Result<UniqueFd> ListenOn(const addrinfo& address, const std::string& source) {
  UniqueFd fd(::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
                       address.ai_protocol));
  if (!fd) return SystemError(errno, source, "cannot open a socket");
  // Lets a restarted server listen again at once; unlike SO_REUSEPORT it shares with nobody.
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(fd.get(), address.ai_addr, address.ai_addrlen) != 0 ||
      ::listen(fd.get(), kBacklog) != 0) {
    return SystemError(errno, source, "cannot listen");
  }
  return fd;
}

std::string AddressText(const sockaddr_storage& address, socklen_t size) {
  std::array<char, NI_MAXHOST> text{};
  if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, text.data(), text.size(),
                    nullptr, 0, NI_NUMERICHOST) != 0) {
    return "-";
  }
  return text.data();
}

}  // namespace

Result<UniqueFd> ListenTcp(const std::string& host, int port) {
  const std::string source = host + ':' + std::to_string(port);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int status = ::getaddrinfo(host.empty() ? nullptr : host.c_str(),
                                   std::to_string(port).c_str(), &hints, &found);
  if (status != 0) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = std::string("cannot resolve the host: ") + ::gai_strerror(status),
                 .source = source};
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &::freeaddrinfo);
  Result<UniqueFd> socket = Error{
      .code = ErrorCode::kUnavailable, .message = "the host has no address", .source = source};
  for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    socket = ListenOn(*address, source);
    if (socket) break;
  }
  return socket;
}

std::size_t ConnectionsWithinDescriptors(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  const std::size_t most =
      limit.rlim_cur > kReservedDescriptors + 1 ? limit.rlim_cur - kReservedDescriptors : 1;
  return std::min(wanted, most);
}

Accepted AcceptTcp(const UniqueFd& listener) {
  while (true) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    UniqueFd socket(::accept4(listener.get(), reinterpret_cast<sockaddr*>(&address), &size,
                              SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket) {
      const int on = 1;
      ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      return {Accepted::Status::kClient, std::move(socket), AddressText(address, size)};
    }
    switch (errno) {
      case EINTR:
      case ECONNABORTED:
        continue;  // That client is gone; perhaps there is another.
      case EMFILE:
      case ENFILE:
      case ENOBUFS:
      case ENOMEM:
        return {Accepted::Status::kExhausted};
      default:
        return {Accepted::Status::kNone};
    }
  }
}

Result<int> PortOf(const UniqueFd& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return Error{.code = ErrorCode::kInternal,
                 .message = "cannot tell the port: " + std::generic_category().message(errno)};
  }
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

}  // namespace cuepoint
