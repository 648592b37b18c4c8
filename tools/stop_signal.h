// SIGINT and SIGTERM as a wish to end, not as an end: what is under way may finish.
#ifndef CUEPOINT_TOOLS_STOP_SIGNAL_H_
#define CUEPOINT_TOOLS_STOP_SIGNAL_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace cuepoint {

/// Takes SIGINT and SIGTERM while it lives; a second one ends the process at once. Create it before
/// any other thread: threads inherit the blocked signals, so that only this one takes them. One at
/// a time in a process. Its methods are thread-safe.
class StopSignal {
 public:
  /// `on_stop`, which may be empty, is called once, on a thread of this object's own.
  /// `on_hangup`, where given, is called there for each SIGHUP, which then ends nothing; it should
  /// be quick, as a signal that comes meanwhile waits.
  explicit StopSignal(std::function<void()> on_stop = {}, std::function<void()> on_hangup = {});
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Whether a signal came. Cheap: made to be asked often, by FetchOptions::cancelled above all.
  bool requested() const { return requested_; }
  /// Waits until a signal comes, at most for `time`. Returns requested().
  bool WaitFor(std::chrono::milliseconds time);

 private:
  void Wait();

  const std::function<void()> on_stop_;
  const std::function<void()> on_hangup_;
  sigset_t signals_{};
  sigset_t previous_{};
  std::atomic<bool> requested_ = false;
  std::atomic<bool> done_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread waiter_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_STOP_SIGNAL_H_
