#include "tests/server/running_server.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "server/access_format.h"

namespace cuepoint::testing {

void RecordingLog::Access(const AccessRecord& record) {
  const std::lock_guard lock(mutex_);
  accesses_.push_back(FormatAccess(record));
  changed_.notify_all();
}

void RecordingLog::Await(std::size_t count, std::string_view text) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] {
    return static_cast<std::size_t>(
               std::count_if(accesses_.begin(), accesses_.end(), [text](const std::string& line) {
                 return line.find(text) != std::string::npos;
               })) >= count;
  });
}

void RecordingLog::Problem(std::string_view message) {
  const std::lock_guard lock(mutex_);
  problems_.emplace_back(message);
}

std::vector<std::string> RecordingLog::accesses() const {
  const std::lock_guard lock(mutex_);
  return accesses_;
}

std::vector<std::string> RecordingLog::problems() const {
  const std::lock_guard lock(mutex_);
  return problems_;
}

RunningServer::RunningServer(std::shared_ptr<const SearchBackend> backend, ServerOptions options) {
  options.port = 0;
  Start(HttpServer::Create(std::move(options), std::move(backend)));
}

RunningServer::RunningServer(HttpHandler handler, ServerOptions options) {
  options.port = 0;
  Start(HttpServer::CreateWithHandler(std::move(options), std::move(handler)));
}

void RunningServer::Start(Result<std::unique_ptr<HttpServer>> created) {
  if (!created) throw std::runtime_error(ToString(created.error()));
  server_ = *std::move(created);
  const Result<int> port = server_->Bind();
  if (!port) throw std::runtime_error(ToString(port.error()));
  port_ = *port;
  thread_ = std::thread([this] {
    if (const Result<void> ran = server_->Run(); !ran) {
      throw std::runtime_error(ToString(ran.error()));
    }
  });
}

RunningServer::~RunningServer() { Stop(); }

void RunningServer::Stop() {
  server_->Stop();
  if (thread_.joinable()) thread_.join();
}

RawClient::RawClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    fd_.Reset();
    return;
  }
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::FinishSending() { ::shutdown(fd_.get(), SHUT_WR); }

bool RawClient::ReadSome(std::size_t most) {
  std::vector<char> bytes(most);
  const ssize_t size = ::recv(fd_.get(), bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(size));
  return true;
}

std::string RawClient::ReadAll() {
  while (ReadSome()) {
  }
  return std::exchange(buffer_, {});
}

std::string RawClient::ReadAllSlowly() {
  while (ReadSome(8192)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return std::exchange(buffer_, {});
}

std::string RawClient::ReadResponse() {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!ReadSome()) return {};
  }
  end += 4;
  const std::string length = HeaderOf(buffer_, "Content-Length");
  end += length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < end) {
    if (!ReadSome()) return {};
  }
  std::string response = buffer_.substr(0, end);
  buffer_.erase(0, end);
  return response;
}

int StatusOf(std::string_view response) {
  if (!response.starts_with("HTTP/1.1 ") || response.size() < 12) return 0;
  return std::stoi(std::string(response.substr(9, 3)));
}

std::string BodyOf(std::string_view response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(response.substr(end + 4));
}

std::string HeaderOf(std::string_view response, std::string_view name) {
  const std::string_view head = response.substr(0, response.find("\r\n\r\n"));
  const std::string field = "\r\n" + std::string(name) + ": ";
  const std::size_t begin = head.find(field);
  if (begin == std::string_view::npos) return {};
  const std::string_view value = head.substr(begin + field.size());
  return std::string(value.substr(0, value.find("\r\n")));
}

std::string Exchange(int port, std::string_view bytes) {
  RawClient client(port);
  client.Send(bytes);
  return client.ReadAll();
}

std::string Get(int port, std::string_view target) {
  return Exchange(port, "GET " + std::string(target) +
                            " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

}  // namespace cuepoint::testing
