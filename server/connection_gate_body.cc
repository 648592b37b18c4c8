// The gate's part that collects the bodies of requests, so that no worker waits for one.
#include <string>

#include "server/body_scanner.h"
#include "server/connection_gate.h"

namespace cuepoint {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

bool ConnectionGate::BeginBody(Connection& connection) {
  const BodyFraming framing = FramingOf(
      std::string_view(connection.input).substr(0, connection.head_bytes), limits_.body_bytes);
  if (framing.kind == BodyFraming::Kind::kRefused) {
    Refuse(connection, framing.status);
    return false;
  }
  if (framing.kind == BodyFraming::Kind::kNone) {
    Dispatch(connection);
    return false;
  }
  connection.body_scanner.emplace(framing, limits_.body_bytes);
  connection.deadline = now_ + limits_.body_timeout;
  if (framing.expects_continue && connection.input.size() == connection.head_bytes) {
    // A request is read only when all before it has been sent, so there is room for this.
    connection.output = kContinue;
    SendSome(connection);
    if (connection.sent < connection.output.size()) {
      Close(connection);
      return false;
    }
    connection.output.clear();
    connection.sent = 0;
  }
  return AdvanceBody(connection);
}

// True while more must arrive. What the body is made of leaves the input, which keeps the head.
bool ConnectionGate::AdvanceBody(Connection& connection) {
  const std::string_view arrived = std::string_view(connection.input).substr(connection.head_bytes);
  const BodyScanner::Progress progress = connection.body_scanner->Scan(arrived, connection.body);
  connection.input.erase(connection.head_bytes, progress.consumed);
  if (progress.state == BodyScanner::Progress::State::kRefused) {
    Refuse(connection, progress.status);
    return false;
  }
  if (!CountBody(connection, connection.body.capacity())) {
    load_->shed.fetch_add(1, std::memory_order_relaxed);
    Refuse(connection, 503);
    return false;
  }
  if (progress.state == BodyScanner::Progress::State::kIncomplete) return true;
  Dispatch(connection);
  return false;
}

// False when the bodies of all connections together are beyond their bound.
bool ConnectionGate::CountBody(Connection& connection, std::size_t bytes) {
  pending_body_bytes_ = pending_body_bytes_ - connection.pending_body_bytes + bytes;
  connection.pending_body_bytes = bytes;
  return pending_body_bytes_ <= limits_.pending_body_bytes;
}

void ConnectionGate::FreeBody(Connection& connection) {
  std::string().swap(connection.body);
  connection.body_scanner.reset();
  CountBody(connection, 0);
}

}  // namespace cuepoint
