// Where the time of a search goes, stage by stage, for explain.
#ifndef CUEPOINT_QUERY_STAGE_CLOCK_H_
#define CUEPOINT_QUERY_STAGE_CLOCK_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

namespace cuepoint {

/// In the order in which they are listed.
enum class Stage { kParse, kPlan, kLexical, kEncode, kScan, kFuse, kFacets, kRender };

inline constexpr std::array<std::string_view, 8> kStageNames = {
    "parse", "plan", "lexical", "encode", "scan", "fuse", "facets", "render"};

/// Milliseconds in one stage.
struct StageTime {
  std::string_view name;
  double took_ms = 0;
};

/// Charges time to one stage after the other. Reads the clock only when it is on. Not thread-safe.
class StageClock {
 public:
  using Clock = std::chrono::steady_clock;

  explicit StageClock(bool on) : on_(on) {}

  /// From now on time belongs to `stage`.
  void Enter(Stage stage) {
    if (!on_) return;
    Stop();
    current_ = &spent_[static_cast<std::size_t>(stage)];
  }

  /// Adds time that was measured elsewhere.
  void Add(Stage stage, Clock::duration spent) { spent_[static_cast<std::size_t>(stage)] += spent; }

  /// The stages that took part; empty when the clock is off.
  std::vector<StageTime> Finish() {
    std::vector<StageTime> times;
    if (!on_) return times;
    Stop();
    current_ = nullptr;
    for (std::size_t i = 0; i < spent_.size(); ++i) {
      if (spent_[i] == Clock::duration::zero()) continue;
      const std::chrono::duration<double, std::milli> took = spent_[i];
      times.push_back({kStageNames[i], took.count()});
    }
    return times;
  }

 private:
  void Stop() {
    const Clock::time_point now = Clock::now();
    if (current_ != nullptr) *current_ += now - since_;
    since_ = now;
  }

  bool on_;
  std::array<Clock::duration, kStageNames.size()> spent_{};
  Clock::duration* current_ = nullptr;
  Clock::time_point since_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_STAGE_CLOCK_H_
