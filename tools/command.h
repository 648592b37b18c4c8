// One subcommand: its flags, its help and what it does. The main program only picks one, parses and
// turns the outcome into an exit status.
#ifndef CUEPOINT_TOOLS_COMMAND_H_
#define CUEPOINT_TOOLS_COMMAND_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "tools/console.h"

namespace CLI {
class App;
}

namespace cuepoint {

/// What `cuepoint` exits with. An Error is always kFailed.
enum class ExitStatus : int {
  kOk = 0,
  kPartial = 1,  ///< Nothing found, or some sources, queries or checks failed.
  kFailed = 2,
};

/// What a command line says besides the command's own flags.
struct CommandLine {
  std::string db;                     ///< As given with --db; empty when it was not.
  std::vector<std::string> operands;  ///< In order; those after "--" included.
};

class Command {
 public:
  virtual ~Command() = default;

  virtual std::string_view name() const = 0;
  virtual std::string_view summary() const = 0;   ///< One line for the list of commands.
  virtual std::string_view operands() const = 0;  ///< For the usage line, e.g. "QUERY...".
  virtual std::string_view details() const = 0;   ///< Paragraphs after the summary, lines wrapped.
  virtual std::string_view examples() const = 0;  ///< Ends the help; lines are shown as they are.

  /// Declares the command's own flags, bound to members of this command.
  virtual void Declare(CLI::App& app) = 0;

  /// Does it, once, after the flags have been parsed.
  virtual Result<ExitStatus> Run(const CommandLine& line, Console& console) = 0;
};

std::unique_ptr<Command> MakeBatchCommand();
std::unique_ptr<Command> MakeCheckCommand();
std::unique_ptr<Command> MakeEvalCommand();
std::unique_ptr<Command> MakeExportCommand();
std::unique_ptr<Command> MakeIndexCommand();
std::unique_ptr<Command> MakeModelsCommand();
std::unique_ptr<Command> MakeRelatedCommand();
std::unique_ptr<Command> MakeReportCommand();
std::unique_ptr<Command> MakeSearchCommand();
std::unique_ptr<Command> MakeServeCommand();
std::unique_ptr<Command> MakeShowCommand();
std::unique_ptr<Command> MakeSuggestCommand();

/// Every command, in the order in which help lists them.
std::vector<std::unique_ptr<Command>> MakeAllCommands();

/// Runs `cuepoint ARGUMENTS…` (without the program's name) on this process's streams: parses, runs,
/// reports what went wrong. Returns the exit status.
int RunCuepoint(const std::vector<std::string>& arguments);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_COMMAND_H_
