// Runs the cuepoint program as a user would, for tests.
#ifndef CUEPOINT_TESTS_TOOLS_PROGRAM_H_
#define CUEPOINT_TESTS_TOOLS_PROGRAM_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "tests/support/temporary_directory.h"

namespace cuepoint {

/// How a run ended. `status` is the exit status, or minus the signal that killed it.
struct ProgramResult {
  int status = 0;
  std::string out;
  std::string err;
};

struct ProgramInput {
  std::string text = {};  ///< For standard input.
  /// Added to a bare environment (PATH, HOME in a place that does not exist).
  std::map<std::string, std::string> environment = {};
  std::string working_directory = {};  ///< Empty: that of the test.
  std::string stdout_path = {};        ///< A file or device for standard output instead of a pipe.
};

/// Runs `cuepoint ARGUMENTS…` to its end. Standard streams are pipes, never a terminal.
ProgramResult RunProgram(const std::vector<std::string>& arguments, const ProgramInput& input = {});

/// A run in the background, killed at the latest by the destructor.
class BackgroundProgram {
 public:
  explicit BackgroundProgram(const std::vector<std::string>& arguments,
                             const ProgramInput& input = {});
  ~BackgroundProgram();
  BackgroundProgram(const BackgroundProgram&) = delete;
  BackgroundProgram& operator=(const BackgroundProgram&) = delete;

  /// Reads standard error until a line that contains `text`; that line, or "" when it ended before.
  std::string WaitForErrorLine(std::string_view text);
  void Signal(int signal) const;
  /// Waits for the end; the status as in ProgramResult.
  int Wait();
  /// Closes the reading end of its standard output.
  void CloseOutput();

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string pending_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_TOOLS_PROGRAM_H_
