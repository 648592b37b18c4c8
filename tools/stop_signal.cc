#include "tools/stop_signal.h"

#include <utility>

#include <pthread.h>

namespace cuepoint {
namespace {

constexpr int kWake = SIGUSR1;  // Only ends the wait, whoever sends it.

}  // namespace

StopSignal::StopSignal(std::function<void()> on_stop, std::function<void()> on_hangup)
    : on_stop_(std::move(on_stop)), on_hangup_(std::move(on_hangup)) {
  sigemptyset(&signals_);
  for (const int signal : {SIGTERM, SIGINT, kWake}) sigaddset(&signals_, signal);
  if (on_hangup_) sigaddset(&signals_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals_, &previous_);
  waiter_ = std::thread([this] { Wait(); });
}

StopSignal::~StopSignal() {
  done_ = true;
  pthread_kill(waiter_.native_handle(), kWake);
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

bool StopSignal::WaitFor(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return requested(); });
}

void StopSignal::Wait() {
  for (;;) {
    int signal = 0;
    sigwait(&signals_, &signal);
    if (done_) return;
    if (signal == kWake) continue;
    if (signal == SIGHUP) {
      on_hangup_();
      continue;
    }
    if (requested_) {
      std::signal(signal, SIG_DFL);
      pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
      raise(signal);
    }
    {
      const std::lock_guard lock(mutex_);
      requested_ = true;
    }
    changed_.notify_all();
    if (on_stop_) on_stop_();
  }
}

}  // namespace cuepoint
