// What one index has been asked: counted while answering, shown by metrics.
#ifndef CUEPOINT_SERVER_API_COUNTERS_H_
#define CUEPOINT_SERVER_API_COUNTERS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "query/search.h"
#include "server/index_figures.h"

namespace cuepoint {

/// Thread-safe, without locks.
class ApiCounters {
 public:
  /// A search that was answered, from the cache or not.
  void CountSearch(bool is_zero_result) {
    Add(searches_, 1);
    if (is_zero_result) Add(zero_result_searches_, 1);
  }
  /// Whether the processor time of the next search is to be measured: of one in a few, since the
  /// clock has to be asked of the kernel, which takes as long as some part of a search.
  bool WantsCpuTime() {
    return next_call_.fetch_add(1, std::memory_order_relaxed) % kCpuEvery == 0;
  }
  /// What the engine needed for one; `cpu` where it was measured.
  void CountEngine(const SearchResponse& response, std::optional<std::chrono::nanoseconds> cpu) {
    Add(engine_calls_, 1);
    Add(engine_ns_, Nanoseconds(response.took_ms));
    if (cpu) {
      Add(engine_cpu_calls_, 1);
      Add(engine_cpu_ns_, static_cast<std::uint64_t>(cpu->count()));
    }
    if (!response.encode_ms) return;
    Add(encodings_, 1);
    Add(encoding_ns_, Nanoseconds(*response.encode_ms));
  }

  /// Writes its part of the figures.
  void Fill(IndexFigures& figures) const {
    figures.searches = searches_;
    figures.zero_result_searches = zero_result_searches_;
    figures.encodings = encodings_;
    figures.encoding_s = static_cast<double>(encoding_ns_) / 1e9;
    figures.engine_calls = engine_calls_;
    figures.engine_s = static_cast<double>(engine_ns_) / 1e9;
    figures.engine_cpu_calls = engine_cpu_calls_;
    figures.engine_cpu_s = static_cast<double>(engine_cpu_ns_) / 1e9;
  }

 private:
  using Counter = std::atomic<std::uint64_t>;

  // Prime, so that questions asked in turn are all measured in time.
  static constexpr std::uint64_t kCpuEvery = 7;

  static void Add(Counter& counter, std::uint64_t value) {
    counter.fetch_add(value, std::memory_order_relaxed);
  }
  static std::uint64_t Nanoseconds(double ms) { return static_cast<std::uint64_t>(ms * 1e6); }

  Counter searches_ = 0;
  Counter zero_result_searches_ = 0;
  Counter encodings_ = 0;
  Counter encoding_ns_ = 0;
  Counter engine_calls_ = 0;
  Counter engine_ns_ = 0;
  Counter next_call_ = 0;
  Counter engine_cpu_calls_ = 0;
  Counter engine_cpu_ns_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_API_COUNTERS_H_
