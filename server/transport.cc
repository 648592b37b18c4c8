#include "server/transport.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include <httplib.h>

#include "corpus/text.h"
#include "server/problem.h"

namespace cuepoint {
namespace {

double MillisecondsSince(ServerClock::time_point start) {
  return std::chrono::duration<double, std::milli>(ServerClock::now() - start).count();
}

// Whether the request says that a body follows which nobody has read. Where it ends is for the
// client to say; such a connection is closed after the answer, so that a body can never be taken
// for the next request.
bool AnnouncesBody(const httplib::Request& request) {
  if (request.body_consumed_) return false;  // By the gate.
  if (request.has_header("Transfer-Encoding")) return true;
  const std::size_t count = request.get_header_value_count("Content-Length");
  return count > 1 || (count == 1 && request.get_header_value("Content-Length") != "0");
}

// The refusal that a request's body deserves before any path is looked at, or 0.
int CheckBody(const httplib::Request& request, std::size_t limit_bytes) {
  if (request.has_header("Transfer-Encoding") &&
      !EqualsNoCase(request.get_header_value("Transfer-Encoding"), "chunked")) {
    return 400;
  }
  if (!request.has_header("Content-Length")) return 0;
  const std::string length = request.get_header_value("Content-Length");
  if (length.empty() || !std::all_of(length.begin(), length.end(), &IsDigit)) return 400;
  // More digits than any size has: too large without looking.
  if (length.size() > 18 || std::stoull(length) > limit_bytes) return 413;
  return 0;
}

// All lines of a field that may come more than once, as one (RFC 9110, section 5.3).
std::string JoinedField(const httplib::Request& request, const char* name) {
  std::string joined;
  const std::size_t lines = request.get_header_value_count(name);
  for (std::size_t i = 0; i < lines; ++i) {
    if (i > 0) joined += ", ";
    joined += request.get_header_value(name, "", i);
  }
  return joined;
}

void Fill(HttpReply&& reply, httplib::Response& response) {
  response.status = reply.status;
  for (HttpHeader& header : reply.headers) {
    response.headers.emplace(std::move(header.first), std::move(header.second));
  }
  response.body = std::move(reply.body);
}

// "HTTP/1.1 404 …": the status that was written, or 0.
int StatusOf(std::string_view output) {
  constexpr std::size_t kCodeAt = 9;
  if (output.size() < kCodeAt + 3) return 0;
  int status = 0;
  for (const char digit : output.substr(kCodeAt, 3)) {
    if (!IsDigit(digit)) return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

// A whole request in memory, and the answer to it, as the library's stream: reads what the
// connection has sent and never waits for more, as what is not there has failed to arrive.
class RequestStream final : public httplib::Stream {
 public:
  // Of the whole input, or of the head only where the gate has taken the body out of it: what comes
  // then is the next request.
  explicit RequestStream(const Connection& connection)
      : connection_(connection),
        all_(std::string_view(connection.input)
                 .substr(
                     0, connection.body_scanner ? connection.head_bytes : connection.input.size())),
        rest_(all_) {}

  // Bytes of the connection's input that have been read.
  std::size_t consumed() const { return all_.size() - rest_.size(); }
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
  const std::string_view all_;
  std::string_view rest_;
  std::string output_;
};

}  // namespace

// The library's server, of which only the part between bytes and handlers is used.
class Transport::Library final : public httplib::Server {
 public:
  Library(const ServerLimits& limits, HttpHandler handler, std::shared_ptr<ServerLog> log)
      : limits_(limits), handler_(std::move(handler)), log_(std::move(log)) {
    set_payload_max_length(limits.body_bytes);
    // Both are only told to clients here; the gate keeps to them.
    set_keep_alive_max_count(limits.requests_per_connection);
    set_keep_alive_timeout(
        std::chrono::duration_cast<std::chrono::seconds>(limits.idle_timeout).count());
    // Every path is dispatched here, by the handlers' own table: before the library reads a body or
    // matches a regular expression.
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      const int refusal = CheckBody(request, limits_.body_bytes);
      Reply(request, response, refusal != 0 ? ToReply(ProtocolProblem(refusal)) : Handle(request));
      return HandlerResponse::Handled;
    });
    set_expect_100_continue_handler([](const httplib::Request&, httplib::Response& response) {
      response.status = 417;
      return -1;  // Neither "go on" nor the library's own 417, which would go on as well.
    });
    set_exception_handler([this](const httplib::Request& request, httplib::Response& response,
                                 const std::exception_ptr&) {
      HttpReply reply = ToReply(ProtocolProblem(500));
      reply.failure = "exception while answering";
      response.headers.clear();
      Reply(request, response, std::move(reply));
    });
    // What the library refuses by itself has a status and nothing else.
    set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (!response.body.empty()) return HandlerResponse::Unhandled;
      Reply(request, response, ToReply(ProtocolProblem(response.status)));
      return HandlerResponse::Handled;
    });
    set_post_routing_handler([](const httplib::Request& request, httplib::Response& response) {
      response.headers.erase("Accept-Ranges");  // Said of every HEAD, and not so.
      for (HttpHeader& header : CommonHeaders(std::time(nullptr))) {
        response.headers.emplace(std::move(header.first), std::move(header.second));
      }
      // For 304 it would have to be that of the answer which is not sent; for 204 it must not be.
      if (response.status == 304 || response.status == 204) {
        response.headers.erase("Content-Length");
        return;
      }
      // The library leaves it out where a websocket was asked for and is not given.
      if (!response.has_header("Content-Length")) {
        response.set_header("Content-Length", std::to_string(response.body.size()));
      }
      if (!AnnouncesBody(request) || response.has_header("Connection")) return;
      response.headers.erase("Keep-Alive");
      response.set_header("Connection", "close");
    });
  }

  void Answer(Connection& connection, bool closing) {
    RequestStream stream(connection);
    bool closed = false;
    bool body = true;  // Until the head has been understood.
    const bool written = process_request(stream, connection.client, 0, std::string(), 0, closing,
                                         closed, [&](httplib::Request& request) {
                                           if (connection.body_scanner) {
                                             request.body = std::move(connection.body);
                                             request.body_consumed_ = true;
                                             request.headers.erase("Expect");  // Was answered.
                                           }
                                           body = AnnouncesBody(request);
                                           request.ranges.clear();
                                           request.start_time_ = connection.ready_at;
                                         });
    connection.output = stream.TakeOutput();
    connection.input.erase(0, stream.consumed());
    connection.keep_alive =
        written && !closing && !closed && !body && StatusOf(connection.output) < 400;
    connection.linger = body || !connection.input.empty();
  }

  std::string Refuse(const Connection& connection, int status) const {
    const HttpReply reply = ToReply(ProtocolProblem(status));
    Record({.client = connection.client, .status = status, .bytes = reply.body.size()}, reply);
    return ToClosingResponse(reply, std::time(nullptr));
  }

 private:
  HttpReply Handle(const httplib::Request& request) const {
    const std::string host = request.get_header_value("Host");
    const std::string accept = request.get_header_value("Accept");
    const std::string accept_encoding = request.get_header_value("Accept-Encoding");
    const std::string if_none_match = request.get_header_value("If-None-Match");
    const std::string forwarded_for = JoinedField(request, "X-Forwarded-For");
    const std::string origin = request.get_header_value("Origin");
    const std::string authorization = request.get_header_value("Authorization");
    const std::string content_type = request.get_header_value("Content-Type");
    const std::string requested_method = request.get_header_value("Access-Control-Request-Method");
    const std::string requested_headers = JoinedField(request, "Access-Control-Request-Headers");
    return handler_({.method = request.method,
                     .target = request.target,
                     .host = host,
                     .accept = accept,
                     .accept_encoding = accept_encoding,
                     .if_none_match = if_none_match,
                     .client = request.remote_addr,
                     .forwarded_for = forwarded_for,
                     .origin = origin,
                     .authorization = authorization,
                     .content_type = content_type,
                     .body = request.body,
                     .requested_method = requested_method,
                     .requested_headers = requested_headers});
  }

  void Reply(const httplib::Request& request, httplib::Response& response,
             HttpReply&& reply) const {
    const std::string_view target = request.target;
    const std::string_view peer = request.remote_addr;
    Record({.client = reply.client.empty() ? peer : reply.client,
            .method = request.method,
            .path = target.substr(0, target.find('?')),
            .status = reply.status,
            .took_ms = MillisecondsSince(request.start_time_),
            .bytes = reply.body.size(),
            .hits = reply.hits,
            .route = reply.route,
            .index = reply.index,
            .query = reply.query},
           reply);
    Fill(std::move(reply), response);
  }

  void Record(const AccessRecord& record, const HttpReply& reply) const {
    if (log_ == nullptr) return;
    log_->Access(record);
    if (!reply.failure.empty()) log_->Problem(reply.failure);
  }

  const ServerLimits limits_;
  const HttpHandler handler_;
  const std::shared_ptr<ServerLog> log_;
};

Transport::Transport(const ServerLimits& limits, HttpHandler handler,
                     std::shared_ptr<ServerLog> log)
    : library_(std::make_unique<Library>(limits, std::move(handler), std::move(log))) {}

Transport::~Transport() = default;

void Transport::Answer(Connection& connection, bool closing) noexcept {
  try {
    library_->Answer(connection, closing);
  } catch (...) {
    // Out of memory, most likely: there is nothing to say it with.
    connection.output.clear();
    connection.keep_alive = false;
    connection.linger = false;
  }
}

// A server with too much to do is alive all the same; saying otherwise would get it restarted.
bool Transport::IsTrivial(const Connection& connection) const {
  return connection.input.starts_with("GET /healthz ") ||
         connection.input.starts_with("HEAD /healthz ");
}

// A guess by the end of the path, as paths are for the handlers to know: one that has no body in
// hand says so, one that has a body and no use for it has read it for nothing.
bool Transport::TakesBody(const Connection& connection) const {
  constexpr std::string_view kMethod = "POST ";
  const std::string_view input = connection.input;
  if (!input.starts_with(kMethod)) return false;
  const std::string_view target = input.substr(kMethod.size());
  return target.substr(0, target.find_first_of("? \r")).ends_with("/v1/batch");
}

std::string Transport::Refuse(const Connection& connection, int status) {
  return library_->Refuse(connection, status);
}

}  // namespace cuepoint
