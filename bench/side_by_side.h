// Timing several ways of doing the same tasks against each other, fairly on a noisy machine.
//
// All contestants run in every round, each round starting with another one, so that a slow spell of
// the machine hits them alike. What is compared is the median of each task's times over the rounds.
#ifndef CUEPOINT_BENCH_SIDE_BY_SIDE_H_
#define CUEPOINT_BENCH_SIDE_BY_SIDE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace cuepoint::bench {

/// One way of doing the tasks. The first contestant is the one the others are held against.
struct Contestant {
  std::string name;
  std::function<void(std::size_t task)> run;
  std::function<void()> after_task = {};  ///< Clears up; not timed.
};

/// What was measured for one contestant, in milliseconds per task.
struct Standing {
  std::string name;
  double median_ms = 0;  ///< Over the tasks, of each one's median over the rounds.
  double p99_ms = 0;     ///< Likewise, the 99th percentile.
  double total_ms = 0;   ///< Sum over the tasks.
  /// As median_ms, of processor time over all threads. Where others load the machine this is the
  /// figure to trust; it leaves out waiting for the disk.
  double cpu_ms = 0;
};

/// The standings after some rounds over `tasks` tasks; rounds are the iterations of `state`, whose
/// counters receive them (NAME_ms, NAME_p99_ms, NAME_cpu_ms, and NAME_ratio against the first
/// contestant).
std::vector<Standing> SideBySide(benchmark::State& state, std::size_t tasks,
                                 const std::vector<Contestant>& contestants);

/// The smallest of `values` that at least `percent` of them do not exceed.
double PercentileOf(std::vector<double> values, double percent);

}  // namespace cuepoint::bench

#endif  // CUEPOINT_BENCH_SIDE_BY_SIDE_H_
