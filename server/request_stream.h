// A whole request in memory, and the answer to it, as the HTTP library's stream.
#ifndef CUEPOINT_SERVER_REQUEST_STREAM_H_
#define CUEPOINT_SERVER_REQUEST_STREAM_H_

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <httplib.h>

#include "server/connection.h"

namespace cuepoint {

/// Reads what the connection has sent so far and never waits for more: what is not there has failed
/// to arrive. Collects what is written. Private to the server room.
class RequestStream final : public httplib::Stream {
 public:
  explicit RequestStream(const Connection& connection)
      : connection_(connection), rest_(connection.input) {}

  /// Bytes of the connection's input that have been read.
  std::size_t consumed() const { return connection_.input.size() - rest_.size(); }
  std::string TakeOutput() { return std::move(output_); }

  bool is_readable() const override { return !rest_.empty(); }
  bool wait_readable() const override { return !rest_.empty(); }
  bool wait_writable() const override { return true; }

  ssize_t read(char* bytes, size_t size) override {
    if (rest_.empty()) return -1;
    const std::size_t count = std::min(size, rest_.size());
    std::memcpy(bytes, rest_.data(), count);
    rest_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = connection_.client;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  socket_t socket() const override { return connection_.fd.get(); }
  time_t duration() const override { return 0; }

 private:
  const Connection& connection_;
  std::string_view rest_;
  std::string output_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_REQUEST_STREAM_H_
