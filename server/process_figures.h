// What the operating system says of this process.
#ifndef CUEPOINT_SERVER_PROCESS_FIGURES_H_
#define CUEPOINT_SERVER_PROCESS_FIGURES_H_

#include <cstdint>

namespace cuepoint {

/// 0 for what cannot be found out.
struct ProcessFigures {
  double cpu_s = 0;  ///< User and system time.
  std::uint64_t resident_bytes = 0;
  std::uint64_t virtual_bytes = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t most_descriptors = 0;
  std::uint64_t threads = 0;
};

/// Reads a few files below /proc. Thread-safe.
ProcessFigures ReadProcessFigures();

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PROCESS_FIGURES_H_
