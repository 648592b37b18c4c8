#include "bench/side_by_side.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <ctime>

namespace cuepoint::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// What one task took, over the rounds, in milliseconds.
struct Times {
  std::vector<double> wall;
  std::vector<double> cpu;
};

double ProcessCpuMs() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void RunTasks(const Contestant& contestant, std::vector<Times>& times) {
  for (std::size_t task = 0; task < times.size(); ++task) {
    const double cpu_start = ProcessCpuMs();
    const Clock::time_point start = Clock::now();
    contestant.run(task);
    const std::chrono::duration<double, std::milli> wall = Clock::now() - start;
    times[task].wall.push_back(wall.count());
    times[task].cpu.push_back(ProcessCpuMs() - cpu_start);
    if (contestant.after_task) contestant.after_task();
  }
}

Standing Sum(const std::string& name, const std::vector<Times>& times) {
  Standing standing{.name = name};
  std::vector<double> wall;
  std::vector<double> cpu;
  for (const Times& of_task : times) {
    wall.push_back(PercentileOf(of_task.wall, 50));
    cpu.push_back(PercentileOf(of_task.cpu, 50));
    standing.total_ms += wall.back();
  }
  standing.median_ms = PercentileOf(wall, 50);
  standing.p99_ms = PercentileOf(wall, 99);
  standing.cpu_ms = PercentileOf(cpu, 50);
  return standing;
}

}  // namespace

double PercentileOf(std::vector<double> values, double percent) {
  if (values.empty()) return 0;
  const double rank = std::ceil(percent / 100 * static_cast<double>(values.size()));
  const auto at = values.begin() + (rank < 1 ? 0 : static_cast<std::ptrdiff_t>(rank) - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::vector<Standing> SideBySide(benchmark::State& state, std::size_t tasks,
                                 const std::vector<Contestant>& contestants) {
  assert(tasks > 0 && !contestants.empty());
  std::vector<std::vector<Times>> times(contestants.size(), std::vector<Times>(tasks));
  // One round that does not count, to warm caches alike.
  std::vector<std::vector<Times>> discarded = times;
  for (std::size_t i = 0; i < contestants.size(); ++i) RunTasks(contestants[i], discarded[i]);
  std::size_t first = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      const std::size_t turn = (first + i) % contestants.size();
      RunTasks(contestants[turn], times[turn]);
    }
    ++first;
  }
  std::vector<Standing> standings;
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    standings.push_back(Sum(contestants[i].name, times[i]));
    const Standing& standing = standings.back();
    state.counters[standing.name + "_ms"] = standing.median_ms;
    state.counters[standing.name + "_p99_ms"] = standing.p99_ms;
    state.counters[standing.name + "_cpu_ms"] = standing.cpu_ms;
    state.counters[standing.name + "_ratio"] = standing.median_ms / standings[0].median_ms;
  }
  return standings;
}

}  // namespace cuepoint::bench
