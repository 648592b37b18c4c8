// A fixed number of threads and a bounded queue before them.
#ifndef CUEPOINT_SERVER_WORKER_POOL_H_
#define CUEPOINT_SERVER_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// Runs tasks, which must not throw, in the order they were posted. Thread-safe.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t queue_limit) : queue_limit_(queue_limit) {}
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() { Stop(); }

  /// Starts that many threads. Error: kUnavailable when the system gives none.
  Result<void> Start(unsigned threads);

  /// Queues a task; false when `queue_limit` tasks are waiting already.
  bool TryPost(std::function<void()> task);

  /// Tasks that wait for a thread.
  std::size_t queued();

  /// Drops what is still queued and waits for what runs.
  void Stop();

 private:
  void Work();

  const std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> queue_;  // Guarded by mutex_.
  bool stopping_ = false;                    // Guarded by mutex_.
  std::vector<std::thread> threads_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_WORKER_POOL_H_
