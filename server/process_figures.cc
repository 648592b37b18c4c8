#include "server/process_figures.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <sys/resource.h>
#include <unistd.h>

namespace cuepoint {
namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t CountEntries(const char* directory) {
  std::error_code error;
  std::uint64_t count = 0;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    ++count;
  }
  return count;
}

}  // namespace

ProcessFigures ReadProcessFigures() {
  ProcessFigures figures;
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) == 0) {
    figures.cpu_s = Seconds(used.ru_utime) + Seconds(used.ru_stime);
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.most_descriptors = limit.rlim_cur;
  const long page_bytes = sysconf(_SC_PAGESIZE);
  std::uint64_t virtual_pages = 0;
  std::uint64_t resident_pages = 0;
  std::ifstream statm("/proc/self/statm");
  if (page_bytes > 0 && statm >> virtual_pages >> resident_pages) {
    figures.virtual_bytes = virtual_pages * static_cast<std::uint64_t>(page_bytes);
    figures.resident_bytes = resident_pages * static_cast<std::uint64_t>(page_bytes);
  }
  figures.open_descriptors = CountEntries("/proc/self/fd");
  figures.threads = CountEntries("/proc/self/task");
  return figures;
}

}  // namespace cuepoint
