// A line on a terminal that shows how far a long run has come.
#ifndef CUEPOINT_TOOLS_PROGRESS_BAR_H_
#define CUEPOINT_TOOLS_PROGRESS_BAR_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "tools/console.h"

namespace cuepoint {

/// The line itself, at most `width` columns: "reading  [#####.....]  48%  1,204 episodes". Without
/// a `total` there is no bar. `detail` is shown as it is. Pure.
std::string ProgressLine(std::string_view label, std::size_t done, std::size_t total,
                         std::string_view detail, std::size_t width);

/// Draws on standard error while that is a terminal, and nothing otherwise. Redraws at most ten
/// times a second. The line is gone when the bar is. Used by one thread.
class ProgressBar {
 public:
  explicit ProgressBar(Console& console);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Whether an update would be drawn now; lets a caller skip the work of describing it.
  bool due() const;
  void Update(std::string_view label, std::size_t done, std::size_t total, std::string_view detail);
  /// Takes the line away.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  Console& console_;
  bool drawn_ = false;
  Clock::time_point next_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_PROGRESS_BAR_H_
