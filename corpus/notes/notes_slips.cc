#include "corpus/notes/notes_slips.h"

#include <algorithm>
#include <cmath>

namespace cuepoint {
namespace {

// A list comes close to the hour before the hour can be left out, and goes on soon after it.
constexpr double kNearlyAnHour_s = 45 * 60;
constexpr double kMaxGap_s = 30 * 60;
// Nobody marks chapters ten hours into an episode that is not known to be so long.
constexpr double kAbsurd_s = 10 * 3600;
constexpr int kFramesPerSecond = 30;  // 24, 25 or 30 are usual.

// Frames stand where seconds would: "49:11:14" was read as 49 hours.
double WithoutFrames(double start_s) {
  const double frames = std::fmod(start_s, 60);
  return (start_s - frames) / 60 + frames / kFramesPerSecond;
}

std::size_t MendFrames(std::optional<double> duration_s, std::vector<TimedLine>& times) {
  if (duration_s && *duration_s >= kAbsurd_s) return 0;
  std::size_t absurd = 0;
  for (const TimedLine& each : times) {
    if (each.time.groups != 3) continue;
    if (std::fmod(each.time.start_s, 60) >= kFramesPerSecond) return 0;
    if (each.time.start_s >= kAbsurd_s) ++absurd;
  }
  // One such time may be a typing error of another kind.
  if (absurd < 2) return 0;
  std::size_t mended = 0;
  for (TimedLine& each : times) {
    if (each.time.groups != 3) continue;
    each.time.start_s = std::floor(WithoutFrames(each.time.start_s));
    each.time.linked_s.reset();
    each.time.groups = 2;
    ++mended;
  }
  return mended;
}

bool IsSameLayout(std::span<const NotesLine> lines, const TimedLine& a, const TimedLine& b) {
  return a.time.linked == b.time.linked && a.time.at_end == b.time.at_end &&
         lines[a.line].block->kind == lines[b.line].block->kind;
}

double WithHour(const LineTime& time) {
  return time.groups == 2 ? time.start_s + 3600 : time.start_s;
}

// Whether the times from `first` on are hours and minutes: all share the first number.
bool AreHoursAndMinutes(const std::vector<TimedLine>& times, std::size_t first, double latest_s) {
  if (times.size() - first < 2) return false;
  const double hours = std::floor(times[first].time.start_s / 60);
  if (hours < 1 || hours > 9 || times[first].time.start_s * 60 <= latest_s) return false;
  return std::all_of(times.begin() + static_cast<std::ptrdiff_t>(first), times.end(),
                     [&](const TimedLine& each) {
                       return each.time.groups == 2 && std::floor(each.time.start_s / 60) == hours;
                     });
}

std::size_t MendHours(std::span<const NotesLine> lines, std::optional<double> duration_s,
                      std::vector<TimedLine>& times) {
  if (times.size() < 3) return 0;
  // The tail that ascends once the hour is added.
  std::size_t tail = times.size() - 1;
  while (tail > 0 && WithHour(times[tail - 1].time) < WithHour(times[tail].time)) --tail;
  double latest_s = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const LineTime& time = times[i].time;
    if (i >= tail && i > 0 && time.groups == 2 && time.start_s < latest_s &&
        times[i - 1].time.start_s == latest_s && latest_s >= kNearlyAnHour_s &&
        WithHour(time) > latest_s && WithHour(time) - latest_s <= kMaxGap_s &&
        IsSameLayout(lines, times[i - 1], times[i])) {
      const bool hours = AreHoursAndMinutes(times, i, latest_s);
      const double last_s = hours ? times.back().time.start_s * 60 : WithHour(times.back().time);
      if (duration_s && *duration_s > 0 && last_s > *duration_s + 60) return 0;
      std::size_t mended = 0;
      for (; i < times.size(); ++i) {
        LineTime& late = times[i].time;
        if (late.groups != 2) continue;
        late.start_s = hours ? late.start_s * 60 : WithHour(late);
        late.linked_s.reset();
        ++mended;
      }
      return mended;
    }
    latest_s = std::max(latest_s, time.start_s);
  }
  return 0;
}

}  // namespace

SlipCount MendSlips(std::span<const NotesLine> lines, std::optional<double> duration_s,
                    std::vector<TimedLine>& times) {
  SlipCount count;
  count.frames = MendFrames(duration_s, times);
  count.hours = MendHours(lines, duration_s, times);
  return count;
}

}  // namespace cuepoint
