// How long a query may take in the parts whose work depends on the index.
#ifndef CUEPOINT_QUERY_DEADLINE_H_
#define CUEPOINT_QUERY_DEADLINE_H_

#include <chrono>

namespace cuepoint {

/// A point in time at which scans give up. Cheap to copy; asked every few hundred steps.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  /// Never.
  Deadline() = default;
  explicit Deadline(Clock::duration from_now) : at_(Clock::now() + from_now) {}

  bool HasPassed() const { return at_ != Clock::time_point::max() && Clock::now() >= at_; }

 private:
  Clock::time_point at_ = Clock::time_point::max();
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_DEADLINE_H_
