#include "server/connection_gate.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <tuple>
#include <utility>

#include <sys/socket.h>

#include "server/listener.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kListenerId = 0;
constexpr std::uint64_t kFirstConnectionId = 1;

// How late a timeout may be noticed.
constexpr milliseconds kSweepEvery{50};
// A connection that has not spoken yet when draining begins was most likely opened to send a
// request that is under way; one that has been answered before is merely kept open.
constexpr milliseconds kFirstRequestGrace{500};
constexpr std::size_t kReadBytes = 16384;
// Reads in a row from one connection, so that a fast one does not hold up the others.
constexpr int kReadsInARow = 8;
constexpr int kAcceptsInARow = 256;
// Connections beyond the bound that are kept just long enough to be told so.
constexpr std::size_t kRefusedAtOnce = 64;
// Enough for a client that sends on regardless to see the refusal, little enough not to pay for it.
constexpr std::size_t kLingerBytes = 16u << 20;
// A buffer that one large answer or request grew is not kept for an idle connection.
constexpr std::size_t kKeptBufferBytes = 16384;

HeadLimits HeadLimitsOf(const ServerLimits& limits) {
  return {limits.target_bytes, limits.head_bytes, limits.header_bytes, limits.headers};
}

void Empty(std::string& buffer) {
  buffer.clear();
  if (buffer.capacity() > kKeptBufferBytes) std::string().swap(buffer);
}

}  // namespace

Result<std::unique_ptr<ConnectionGate>> ConnectionGate::Create(const ServerLimits& limits,
                                                               GateHandlers handlers) {
  Result<Poller> poller = Poller::Create();
  if (!poller) return std::move(poller).error();
  return std::unique_ptr<ConnectionGate>(
      new ConnectionGate(limits, std::move(handlers), *std::move(poller)));
}

ConnectionGate::ConnectionGate(const ServerLimits& limits, GateHandlers handlers, Poller poller)
    : limits_(limits),
      handlers_(std::move(handlers)),
      poller_(std::move(poller)),
      next_id_(kFirstConnectionId),
      pool_(limits.queue_limit) {}

Result<void> ConnectionGate::Run(UniqueFd listener, unsigned threads) {
  listener_ = std::move(listener);
  limits_.connections = ConnectionsWithinDescriptors(limits_.connections);
  if (Result<void> added = poller_.AddListener(listener_.get(), kListenerId); !added) return added;
  accepting_ = true;
  if (Result<void> started = pool_.Start(threads); !started) return started;

  std::vector<std::uint64_t> ready;
  while (!Done()) {
    const bool idle = connections_.empty() && accepting_ && !stop_;
    poller_.Wait(idle ? std::nullopt : std::optional(kSweepEvery), ready);
    now_ = ServerClock::now();
    for (const std::uint64_t id : ready) OnReady(id);
    TakeBack();
    if (stop_ && !draining_) BeginDrain();
    Sweep();
  }
  pool_.Stop();
  connections_.clear();
  return {};
}

void ConnectionGate::Stop() {
  stop_ = true;
  poller_.Wake();
}

void ConnectionGate::OnReady(std::uint64_t id) {
  if (id == kListenerId) return AcceptAll();
  // An earlier event of the same batch may have closed it.
  const auto found = connections_.find(id);
  if (found == connections_.end()) return;
  Connection& connection = *found->second;
  switch (connection.state) {
    case State::kReading:
      return Read(connection);
    case State::kWriting:
      return Write(connection);
    case State::kLingering:
      return Linger(connection);
    case State::kBusy:
      return;
  }
}

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
// among those whose request is still arriving. False when all are past that.
bool ConnectionGate::MakeRoom() {
  Connection* oldest = nullptr;
  for (const auto& [id, connection] : connections_) {
    if (connection->state != State::kReading) continue;
    const auto order = [](const Connection& c) {
      return std::tuple(!c.input.empty(), c.deadline, c.id);
    };
    if (oldest == nullptr || order(*connection) < order(*oldest)) oldest = connection.get();
  }
  if (oldest == nullptr) return false;
  Close(*oldest);
  return true;
}

void ConnectionGate::Admit(UniqueFd socket, std::string client) {
  const bool room = connections_.size() < limits_.connections || MakeRoom();
  if (!room && connections_.size() >= limits_.connections + kRefusedAtOnce) return;
  const std::uint64_t id = next_id_++;
  if (!poller_.Add(socket.get(), id)) return;
  Connection& connection =
      *connections_
           .emplace(id, std::make_unique<Connection>(id, std::move(socket), std::move(client),
                                                     HeadLimitsOf(limits_)))
           .first->second;
  connection.deadline = now_ + limits_.idle_timeout;
  if (room) return Read(connection);
  Refuse(connection, 503);
}

void ConnectionGate::Await(Connection& connection, Poller::Interest interest) {
  if (!poller_.Await(connection.fd.get(), connection.id, interest)) Close(connection);
}

void ConnectionGate::Read(Connection& connection) {
  std::array<char, kReadBytes> buffer;
  while (true) {
    const ssize_t size = ::recv(connection.fd.get(), buffer.data(), buffer.size(), 0);
    if (size > 0) {
      if (connection.input.empty()) connection.deadline = now_ + limits_.head_timeout;
      connection.input.append(buffer.data(), static_cast<std::size_t>(size));
      if (!Advance(connection)) return;
    } else if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      return Await(connection, Poller::Interest::kReadable);
    } else if (size == 0 || errno != EINTR) {
      return Close(connection);
    }
  }
}

// True while more must arrive before anything can be done.
bool ConnectionGate::Advance(Connection& connection) {
  const HeadScanner::Progress progress = connection.head.Scan(connection.input);
  switch (progress.state) {
    case HeadScanner::Progress::State::kIncomplete:
      return true;
    case HeadScanner::Progress::State::kComplete:
      connection.input.erase(0, progress.begin);
      Dispatch(connection);
      return false;
    case HeadScanner::Progress::State::kRefused:
      Refuse(connection, progress.status);
      return false;
  }
  return false;
}

void ConnectionGate::Dispatch(Connection& connection) {
  connection.ready_at = now_;
  connection.state = State::kBusy;
  const bool last = connection.answered + 1 >= limits_.requests_per_connection;
  const auto work = [this, &connection, last] {
    handlers_.answer(connection, last || draining_);
    SendSome(connection);
    bool first = false;
    {
      const std::lock_guard lock(returned_mutex_);
      first = returned_.empty();
      returned_.push_back(connection.id);
    }
    if (first) poller_.Wake();
  };
  if (pool_.TryPost(work)) return;
  if (handlers_.is_trivial(connection)) return work();
  Refuse(connection, 503);
}

void ConnectionGate::Refuse(Connection& connection, int status) {
  connection.output = handlers_.refuse(connection, status);
  connection.keep_alive = false;
  connection.linger = true;
  Empty(connection.input);
  SendSome(connection);
  Write(connection);
}

// Takes connections over from the workers.
void ConnectionGate::TakeBack() {
  std::vector<std::uint64_t> returned;
  {
    const std::lock_guard lock(returned_mutex_);
    returned.swap(returned_);
  }
  for (const std::uint64_t id : returned) {
    Connection& connection = *connections_.at(id);
    ++connection.answered;
    Write(connection);
  }
}

// Waits for the client to take the rest, or goes on when there is none.
void ConnectionGate::Write(Connection& connection) {
  if (connection.state == State::kWriting) SendSome(connection);
  if (connection.broken) return Close(connection);
  const std::size_t rest = connection.output.size() - connection.sent;
  pending_bytes_ = pending_bytes_ - connection.pending_bytes + rest;
  connection.pending_bytes = rest;
  if (rest == 0) return Flushed(connection);
  if (pending_bytes_ > limits_.pending_output_bytes) return Close(connection);
  if (connection.state != State::kWriting) connection.deadline = now_ + limits_.write_timeout;
  connection.state = State::kWriting;
  Await(connection, Poller::Interest::kWritable);
}

void ConnectionGate::Flushed(Connection& connection) {
  Empty(connection.output);
  connection.sent = 0;
  if (connection.keep_alive && !(draining_ && connection.input.empty())) {
    connection.state = State::kReading;
    connection.head.Reset();
    if (connection.input.empty()) {
      Empty(connection.input);
      connection.deadline = now_ + limits_.idle_timeout;
    } else {
      connection.deadline = now_ + limits_.head_timeout;
    }
    if (Advance(connection)) Await(connection, Poller::Interest::kReadable);
    return;
  }
  if (!connection.linger) return Close(connection);
  // Closing with unread bytes would reset the connection, and the reset may overtake the answer.
  ::shutdown(connection.fd.get(), SHUT_WR);
  connection.state = State::kLingering;
  connection.deadline = now_ + limits_.linger_timeout;
  Linger(connection);
}

void ConnectionGate::Linger(Connection& connection) {
  std::array<char, kReadBytes> buffer;
  for (int reads = 0; connection.lingered_bytes < kLingerBytes; ++reads) {
    if (reads == kReadsInARow) return Await(connection, Poller::Interest::kReadable);
    const ssize_t size = ::recv(connection.fd.get(), buffer.data(), buffer.size(), 0);
    if (size > 0) {
      connection.lingered_bytes += static_cast<std::size_t>(size);
    } else if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      return Await(connection, Poller::Interest::kReadable);
    } else if (size == 0 || errno != EINTR) {
      break;
    }
  }
  Close(connection);
}

void ConnectionGate::Close(Connection& connection) {
  pending_bytes_ -= connection.pending_bytes;
  connections_.erase(connection.id);
}

void ConnectionGate::BeginDrain() {
  draining_ = true;
  drain_deadline_ = now_ + limits_.drain_timeout;
  AcceptAll();
  listener_.Reset();
  next_sweep_ = now_;
  std::vector<std::uint64_t> reading;
  for (const auto& [id, connection] : connections_) {
    if (connection->state == State::kReading) reading.push_back(id);
  }
  for (const std::uint64_t id : reading) {
    Connection& connection = *connections_.at(id);
    if (!connection.input.empty()) continue;
    if (connection.answered > 0) {
      // What has arrived before the end was announced is still answered.
      connection.deadline = now_;
      Read(connection);
    } else {
      connection.deadline = std::min(connection.deadline, now_ + kFirstRequestGrace);
    }
  }
}

void ConnectionGate::Sweep() {
  if (now_ < next_sweep_) return;
  next_sweep_ = now_ + kSweepEvery;
  if (!accepting_ && listener_ && poller_.AddListener(listener_.get(), kListenerId))
    accepting_ = true;
  std::vector<std::uint64_t> expired;
  for (const auto& [id, connection] : connections_) {
    if (connection->state != State::kBusy && connection->deadline <= now_) expired.push_back(id);
  }
  for (const std::uint64_t id : expired) {
    Connection& connection = *connections_.at(id);
    if (connection.state == State::kReading && !connection.input.empty()) {
      Refuse(connection, 408);
    } else {
      Close(connection);
    }
  }
}

bool ConnectionGate::Done() const {
  return draining_ && (connections_.empty() || now_ >= drain_deadline_);
}

}  // namespace cuepoint
