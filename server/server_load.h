// How busy a server is at this moment: what its gate and workers count and its metrics show.
#ifndef CUEPOINT_SERVER_SERVER_LOAD_H_
#define CUEPOINT_SERVER_SERVER_LOAD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace cuepoint {

/// Written by the server that ServerOptions::load gives it to, by plain relaxed stores and
/// additions; read by anyone at any time. Numbers that are read together need not be of the same
/// instant.
struct ServerLoad {
  std::atomic<std::size_t> connections = 0;           ///< Open now.
  std::atomic<std::size_t> queued = 0;                ///< Complete requests that wait for a worker.
  std::atomic<std::size_t> busy_workers = 0;          ///< Workers that answer one.
  std::atomic<std::size_t> workers = 0;               ///< Threads there are.
  std::atomic<std::size_t> pending_output_bytes = 0;  ///< Answers not yet taken by clients.

  std::atomic<std::uint64_t> accepted = 0;   ///< Connections so far.
  std::atomic<std::uint64_t> shed = 0;       ///< Requests and connections refused for lack of room.
  std::atomic<std::uint64_t> evicted = 0;    ///< Idle connections closed to make room.
  std::atomic<std::uint64_t> timed_out = 0;  ///< Connections cut off for being slow.
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SERVER_LOAD_H_
