// The loop behind `cuepoint index --watch MINUTES`.
//
//   StopSignal stop;
//   fetch_options.cancelled = [&stop] { return stop.requested(); };
//   Watch({.interval = minutes}, [&stop](auto time) { return stop.WaitFor(time); },
//         [&] { return IndexOnce(); },
//         [&](const Error& error) { console.Note(SafeText(ToString(error))); });
#ifndef CUEPOINT_TOOLS_WATCH_H_
#define CUEPOINT_TOOLS_WATCH_H_

#include <chrono>
#include <cstddef>
#include <functional>

#include "corpus/result.h"

namespace cuepoint {

/// The least interval: servers of feeds are to be asked no more often.
inline constexpr std::chrono::minutes kLeastWatchInterval{1};

struct WatchOptions {
  /// From the start of one round to the start of the next. Less than kLeastWatchInterval counts as
  /// that.
  std::chrono::minutes interval{60};
  /// Each interval is longer or shorter at random by up to this share of it, so that many watchers
  /// that started together do not come together for ever. 0 to 1.
  double jitter = 0.05;
};

/// What a watch came to.
struct WatchSummary {
  std::size_t rounds = 0;  ///< That were run to their end, in success or failure.
  std::size_t failures = 0;

  bool operator==(const WatchSummary&) const = default;
};

/// Runs `round` at once and then every interval until it is to stop. A round that takes longer than
/// the interval is followed by the next after a pause of kLeastWatchInterval; rounds never overlap.
///
/// - `wait` waits at most as long as it is told and returns whether to stop (StopSignal::WaitFor);
///   it is also asked, with zero, before every round.
/// - A failure of a round is given to `failed`, and the next is still run. One with the code
///   kCancelled ends the watch and is neither reported nor counted.
///
/// Not thread-safe.
WatchSummary Watch(const WatchOptions& options,
                   const std::function<bool(std::chrono::milliseconds time)>& wait,
                   const std::function<Result<void>()>& round,
                   const std::function<void(const Error& error)>& failed);

/// The same on a clock of the test's own.
WatchSummary Watch(const WatchOptions& options,
                   const std::function<bool(std::chrono::milliseconds time)>& wait,
                   const std::function<Result<void>()>& round,
                   const std::function<void(const Error& error)>& failed,
                   const std::function<std::chrono::steady_clock::time_point()>& now);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_WATCH_H_
