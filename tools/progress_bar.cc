#include "tools/progress_bar.h"

#include <algorithm>
#include <cstdio>

#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::chrono::milliseconds kInterval(100);
// A run shorter than this shows nothing at all: a flash of a bar only distracts.
constexpr std::chrono::milliseconds kPatience(200);
constexpr std::size_t kWidestBar = 40;

}  // namespace

std::string ProgressLine(std::string_view label, std::size_t done, std::size_t total,
                         std::string_view detail, std::size_t width) {
  done = std::min(done, total);
  std::string percent;
  if (total > 0) {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    percent = PadLeft(std::to_string(static_cast<int>(share * 100)), 3) + "%";
  }
  std::string line(label);
  const std::size_t fixed = DisplayWidth(label) + DisplayWidth(detail) + 12;
  if (total > 0 && width > fixed + 4) {
    const std::size_t cells = std::min(kWidestBar, width - fixed);
    const auto filled = static_cast<std::size_t>(
        static_cast<double>(done) / static_cast<double>(total) * static_cast<double>(cells));
    line += "  [" + std::string(filled, '#') + std::string(cells - filled, '.') + "]";
  }
  if (!percent.empty()) line += "  " + percent;
  if (DisplayWidth(line) + 2 + DisplayWidth(detail) <= width) line.append("  ").append(detail);
  return line;
}

ProgressBar::ProgressBar(Console& console) : console_(console), next_(Clock::now() + kPatience) {}

ProgressBar::~ProgressBar() { Clear(); }

bool ProgressBar::due() const { return console_.err().is_terminal && Clock::now() >= next_; }

void ProgressBar::Update(std::string_view label, std::size_t done, std::size_t total,
                         std::string_view detail) {
  if (!due()) return;
  next_ = Clock::now() + kInterval;
  drawn_ = true;
  // One column stays free: some terminals wrap as soon as the last one is written.
  const std::string line =
      "\r" + ProgressLine(label, done, total, detail, console_.err().width - 1) + "\x1b[K";
  std::fwrite(line.data(), 1, line.size(), console_.err_stream());
  std::fflush(console_.err_stream());
}

void ProgressBar::Clear() {
  if (!drawn_) return;
  drawn_ = false;
  std::fputs("\r\x1b[K", console_.err_stream());
  std::fflush(console_.err_stream());
}

}  // namespace cuepoint
