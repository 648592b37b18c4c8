#include "tests/support/http_fixture.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "corpus/text.h"

namespace cuepoint::testing {
namespace {

// How often a thread looks up whether the fixture stops.
constexpr int kTick_ms = 20;

[[noreturn]] void Throw(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Whether there is something to read, or the other side has gone; false on a tick.
bool Readable(int fd) {
  pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, kTick_ms) > 0;
}

SeenRequest ReadHead(std::string_view head, std::size_t connection) {
  SeenRequest request;
  request.connection = connection;
  const std::string_view line = head.substr(0, head.find("\r\n"));
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  request.method = line.substr(0, first);
  if (last > first) request.target = line.substr(first + 1, last - first - 1);
  for (std::size_t at = line.size() + 2; at < head.size();) {
    const std::size_t end = head.find("\r\n", at);
    const std::string_view field = head.substr(at, end - at);
    const std::size_t colon = field.find(':');
    if (colon == std::string_view::npos) break;
    request.fields[ToLowerAscii(field.substr(0, colon))] = Trim(field.substr(colon + 1));
    at = end + 2;
  }
  return request;
}

}  // namespace

std::string SeenRequest::Field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

bool FixtureConnection::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (stopping_) return false;
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EAGAIN) {
      pollfd waiting{.fd = fd_, .events = POLLOUT, .revents = 0};
      ::poll(&waiting, 1, kTick_ms);
      continue;
    }
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void FixtureConnection::AwaitEnd() {
  closed_ = true;
  while (!stopping_) {
    std::array<char, 256> ignored{};
    if (Readable(fd_) && ::recv(fd_, ignored.data(), ignored.size(), 0) <= 0) return;
  }
}

HttpFixture::HttpFixture(Script script, const std::string& address, int port)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (listener_ < 0) Throw("socket");
  const int on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, address.c_str(), &here.sin_addr);
  socklen_t size = sizeof here;
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&here), size) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0) {
    Throw("listen");
  }
  port_ = ntohs(here.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

HttpFixture::~HttpFixture() {
  stopping_ = true;
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

std::string HttpFixture::Url(std::string_view path, std::string_view host) const {
  return "http://" + std::string(host) + ":" + std::to_string(port_) + std::string(path);
}

std::vector<SeenRequest> HttpFixture::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpFixture::Accept() {
  while (!stopping_) {
    if (!Readable(listener_)) continue;
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    const std::size_t number = connections_++;
    threads_.emplace_back([this, fd, number] {
      Serve(fd, number);
      ::close(fd);
    });
  }
}

void HttpFixture::Serve(int fd, std::size_t number) {
  FixtureConnection connection(fd, stopping_);
  std::string buffer;
  while (!stopping_ && !connection.closed()) {
    const std::size_t end = buffer.find("\r\n\r\n");
    if (end == std::string::npos) {
      if (!Readable(fd)) continue;
      std::array<char, 4096> bytes{};
      const ssize_t size = ::recv(fd, bytes.data(), bytes.size(), 0);
      if (size <= 0) return;
      buffer.append(bytes.data(), static_cast<std::size_t>(size));
      if (!IsUpper(buffer[0])) {  // No method; a client that speaks TLS, mostly.
        connection.Send(Reply(400, "", ""));
        return;
      }
      continue;
    }
    SeenRequest request = ReadHead(std::string_view(buffer).substr(0, end + 2), number);
    buffer.erase(0, end + 4);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    script_(request, connection);
  }
}

std::string Reply(int status, std::string_view fields, std::string_view body) {
  std::string reply = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
  reply += fields;
  reply += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  reply += body;
  return reply;
}

HttpFixture::Script Always(std::string bytes) {
  return [bytes = std::move(bytes)](const SeenRequest& /*request*/, FixtureConnection& connection) {
    connection.Send(bytes);
  };
}

}  // namespace cuepoint::testing
