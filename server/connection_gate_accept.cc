// The gate's part that lets connections in: how many, and whose.
#include <algorithm>
#include <tuple>
#include <utility>

#include "server/connection_gate.h"
#include "server/listener.h"

namespace cuepoint {
namespace {

constexpr int kAcceptsInARow = 256;
// Connections beyond the bound that are kept just long enough to be told so.
constexpr std::size_t kRefusedAtOnce = 64;

HeadLimits HeadLimitsOf(const ServerLimits& limits) {
  return {limits.target_bytes, limits.head_bytes, limits.header_bytes, limits.headers};
}

}  // namespace

void ConnectionGate::AcceptAll() {
  for (int taken = 0; listener_ && taken < kAcceptsInARow; ++taken) {
    Accepted accepted = AcceptTcp(listener_);
    switch (accepted.status) {
      case Accepted::Status::kClient:
        Admit(std::move(accepted.socket), std::move(accepted.client));
        break;
      case Accepted::Status::kNone:
        return;
      case Accepted::Status::kExhausted:
        if (MakeRoom()) break;
        // Nothing of ours to spare: the listener would report itself ready without end, so it is
        // left alone until the next sweep.
        poller_.RemoveListener(listener_.get());
        accepting_ = false;
        return;
    }
  }
}

// Closes the connection that has waited longest: first among those that have sent nothing, then
// among those whose request is still arriving. With a group only its own, and only those that have
// sent nothing. False when all are past that.
bool ConnectionGate::MakeRoom(std::string_view group) {
  Connection* oldest = nullptr;
  for (const auto& [id, connection] : connections_) {
    if (connection->state != State::kReading) continue;
    if (!group.empty() && (connection->group != group || !connection->input.empty())) continue;
    const auto order = [](const Connection& c) {
      return std::tuple(!c.input.empty(), c.deadline, c.id);
    };
    if (oldest == nullptr || order(*connection) < order(*oldest)) oldest = connection.get();
  }
  if (oldest == nullptr) return false;
  load_->evicted.fetch_add(1, std::memory_order_relaxed);
  Close(*oldest);
  return true;
}

// The status that a new connection of the group is refused with, or 0; makes room where it can.
int ConnectionGate::Refusal(const std::string& group) {
  if (!group.empty()) {
    const auto found = groups_.find(group);
    const bool full = found != groups_.end() && found->second >= handlers_.group_connections;
    if (full && !MakeRoom(group)) return 429;
  }
  return connections_.size() < limits_.connections || MakeRoom() ? 0 : 503;
}

void ConnectionGate::Admit(UniqueFd socket, std::string client) {
  load_->accepted.fetch_add(1, std::memory_order_relaxed);
  std::string group = handlers_.group_connections > 0 ? handlers_.group_of(client) : std::string();
  const int refusal = Refusal(group);
  if (refusal != 0) load_->shed.fetch_add(1, std::memory_order_relaxed);
  if (refusal != 0 && connections_.size() >= limits_.connections + kRefusedAtOnce) return;
  const std::uint64_t id = next_id_++;
  if (!poller_.Add(socket.get(), id)) return;
  Connection& connection =
      *connections_
           .emplace(id, std::make_unique<Connection>(id, std::move(socket), std::move(client),
                                                     HeadLimitsOf(limits_)))
           .first->second;
  if (!group.empty()) ++groups_[group];
  connection.group = std::move(group);
  connection.deadline = now_ + limits_.idle_timeout;
  if (refusal == 0) return Read(connection);
  Refuse(connection, refusal);
}

}  // namespace cuepoint
