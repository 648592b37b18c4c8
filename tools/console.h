// Where a command writes: data to standard output, everything else to standard error.
#ifndef CUEPOINT_TOOLS_CONSOLE_H_
#define CUEPOINT_TOOLS_CONSOLE_H_

#include <cstdio>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "tools/terminal.h"

namespace cuepoint {

/// The two streams of a run. Used by one thread at a time.
class Console {
 public:
  /// Neither stream is owned; both outlive the console.
  Console(std::FILE* out, std::FILE* err, ColorChoice choice);

  const Terminal& out() const { return out_terminal_; }
  const Terminal& err() const { return err_terminal_; }

  /// Writes data. After a failure (a full disk, a reader that went away) it does nothing; see
  /// Finish.
  void Print(std::string_view data);
  /// Writes JSON, in a form that is safe to see when standard output is a terminal.
  void PrintJson(std::string_view json);
  /// False once a write has failed: a long run may stop.
  bool accepts_data() const { return out_errno_ == 0; }

  /// One line to standard error. Pass what comes from files, feeds or arguments through SafeText.
  void Note(std::string_view line);
  /// Standard error itself, for the progress bar.
  std::FILE* err_stream() { return err_; }

  /// Flushes. An error when data was lost, except to a reader that has had enough (EPIPE).
  Result<void> Finish();

 private:
  void FlushData();

  std::FILE* out_;
  std::FILE* err_;
  Terminal out_terminal_;
  Terminal err_terminal_;
  int out_errno_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_CONSOLE_H_
