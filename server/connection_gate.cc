#include "server/connection_gate.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "server/listener.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kFirstConnectionId = 1;

// How late a timeout may be noticed.
constexpr milliseconds kSweepEvery{50};
// A connection that has not spoken yet when draining begins was most likely opened to send a
// request that is under way; one that has been answered before is merely kept open.
constexpr milliseconds kFirstRequestGrace{500};
constexpr std::size_t kReadBytes = 16384;
// Reads in a row from one connection, so that a fast one does not hold up the others.
constexpr int kReadsInARow = 8;
// Enough for a client that sends on regardless to see the refusal, little enough not to pay for it.
constexpr std::size_t kLingerBytes = 16u << 20;
// A buffer that one large answer or request grew is not kept for an idle connection.
constexpr std::size_t kKeptBufferBytes = 16384;

void Empty(std::string& buffer) {
  buffer.clear();
  if (buffer.capacity() > kKeptBufferBytes) std::string().swap(buffer);
}

}  // namespace

Result<std::unique_ptr<ConnectionGate>> ConnectionGate::Create(const ServerLimits& limits,
                                                               GateHandlers handlers,
                                                               std::shared_ptr<ServerLoad> load) {
  Result<Poller> poller = Poller::Create();
  if (!poller) return std::move(poller).error();
  if (load == nullptr) load = std::make_shared<ServerLoad>();
  return std::unique_ptr<ConnectionGate>(
      new ConnectionGate(limits, std::move(handlers), *std::move(poller), std::move(load)));
}

ConnectionGate::ConnectionGate(const ServerLimits& limits, GateHandlers handlers, Poller poller,
                               std::shared_ptr<ServerLoad> load)
    : limits_(limits),
      handlers_(std::move(handlers)),
      load_(std::move(load)),
      poller_(std::move(poller)),
      next_id_(kFirstConnectionId),
      pool_(limits.queue_limit) {}

Result<void> ConnectionGate::Run(UniqueFd listener, unsigned threads) {
  listener_ = std::move(listener);
  limits_.connections = ConnectionsWithinDescriptors(limits_.connections);
  if (Result<void> added = poller_.AddListener(listener_.get(), kListenerId); !added) return added;
  accepting_ = true;
  if (Result<void> started = pool_.Start(threads); !started) return started;
  load_->workers = threads;

  std::vector<std::uint64_t> ready;
  while (!Done()) {
    const bool idle = connections_.empty() && accepting_ && !stop_;
    poller_.Wait(idle ? std::nullopt : std::optional(kSweepEvery), ready);
    now_ = ServerClock::now();
    // First, so that a client whose answer has been sent has its share of connections back when its
    // next one arrives.
    TakeBack();
    for (const std::uint64_t id : ready) OnReady(id);
    if (stop_ && !draining_) BeginDrain();
    Sweep();
    ShowLoad();
  }
  pool_.Stop();
  connections_.clear();
  groups_.clear();
  ShowLoad();
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
  if (connection.body_scanner) return AdvanceBody(connection);
  const HeadScanner::Progress progress = connection.head.Scan(connection.input);
  switch (progress.state) {
    case HeadScanner::Progress::State::kIncomplete:
      return true;
    case HeadScanner::Progress::State::kComplete:
      connection.input.erase(0, progress.begin);
      connection.head_bytes = progress.end - progress.begin;
      if (handlers_.takes_body(connection)) return BeginBody(connection);
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
    load_->busy_workers.fetch_add(1, std::memory_order_relaxed);
    handlers_.answer(connection, last || draining_);
    SendSome(connection);
    load_->busy_workers.fetch_sub(1, std::memory_order_relaxed);
    GiveBack(connection);
  };
  if (pool_.TryPost(work)) return;
  if (handlers_.is_trivial(connection)) return work();
  load_->shed.fetch_add(1, std::memory_order_relaxed);
  Refuse(connection, 503);
}

// On a worker. Where the client has its answer and nothing of a next request is there, waking the
// gate's thread would only make it wait for that request: the worker has it awaited instead, and
// the gate's thread takes the connection back when it wakes for whatever reason, at the latest for
// the request. Both happen under the lock, or the request might be reported before its connection
// is given back.
void ConnectionGate::GiveBack(Connection& connection) {
  bool wake = false;
  {
    const std::lock_guard lock(returned_mutex_);
    const bool waits = !connection.broken && connection.keep_alive && connection.input.empty() &&
                       connection.sent == connection.output.size();
    connection.awaited =
        waits && poller_.Await(connection.fd.get(), connection.id, Poller::Interest::kReadable);
    returned_.push_back(connection.id);
    wake = !waking_ && (!connection.awaited || stop_);
    waking_ = waking_ || wake;
  }
  if (wake) poller_.Wake();
}

void ConnectionGate::Refuse(Connection& connection, int status) {
  connection.output = handlers_.refuse(connection, status);
  connection.keep_alive = false;
  connection.linger = true;
  Empty(connection.input);
  FreeBody(connection);
  SendSome(connection);
  Write(connection);
}

// Takes connections over from the workers.
void ConnectionGate::TakeBack() {
  std::vector<std::uint64_t> returned;
  {
    const std::lock_guard lock(returned_mutex_);
    returned.swap(returned_);
    waking_ = false;
  }
  for (const std::uint64_t id : returned) {
    Connection& connection = *connections_.at(id);
    ++connection.answered;
    FreeBody(connection);
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
    const bool awaited = std::exchange(connection.awaited, false);
    if (Advance(connection) && !awaited) Await(connection, Poller::Interest::kReadable);
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
  pending_body_bytes_ -= connection.pending_body_bytes;
  if (const auto group = groups_.find(connection.group); group != groups_.end()) {
    if (--group->second == 0) groups_.erase(group);
  }
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
    const bool idle = connection.state == State::kReading && connection.input.empty();
    if (!idle && connection.state != State::kLingering) {
      load_->timed_out.fetch_add(1, std::memory_order_relaxed);
    }
    if (connection.state == State::kReading && !connection.input.empty()) {
      Refuse(connection, 408);
    } else {
      Close(connection);
    }
  }
}

void ConnectionGate::ShowLoad() {
  load_->connections.store(connections_.size(), std::memory_order_relaxed);
  load_->pending_output_bytes.store(pending_bytes_, std::memory_order_relaxed);
  load_->queued.store(pool_.queued(), std::memory_order_relaxed);
}

bool ConnectionGate::Done() const {
  return draining_ && (connections_.empty() || now_ >= drain_deadline_);
}

}  // namespace cuepoint
