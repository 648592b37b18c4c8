// Manners towards each host: a pause between requests, the wait that it asked for, and a rest for
// one that does not answer. Told the time, it knows nothing of clocks.
#ifndef CUEPOINT_CORPUS_FETCH_HOST_PACE_H_
#define CUEPOINT_CORPUS_FETCH_HOST_PACE_H_

#include <chrono>
#include <string>
#include <unordered_map>

namespace cuepoint {

/// Not thread-safe.
class HostPace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::milliseconds;

  /// `interval` between requests to one host; after `failures` in a row a rest of `rest`.
  HostPace(Duration interval, int failures, Duration rest)
      : interval_(interval), failures_(failures), rest_(rest) {}

  /// How much longer the host is to be left alone; zero when it may be asked.
  Duration RestLeft(const std::string& host, Time now) const;
  /// Takes the next turn at the host and returns how long to wait for it.
  Duration TakeTurn(const std::string& host, Time now);

  /// The host answered, whatever it said.
  void Answered(const std::string& host);
  /// The host did not answer a request, all retries included. One that fails again after its rest
  /// rests again at once.
  void Failed(const std::string& host, Time now);
  /// The host asked to be left alone.
  void Rest(const std::string& host, Time until);

 private:
  struct State {
    Time next{};        // The next request may start.
    Time rest_until{};  // No request before.
    int failures = 0;   // In a row.
  };

  Duration interval_;
  int failures_;
  Duration rest_;
  std::unordered_map<std::string, State> hosts_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_HOST_PACE_H_
