// From arguments to one command and from its outcome to an exit status.
//
// Each command is a CLI11 application of its own rather than a CLI11 subcommand: operands are free
// text here, and CLI11 2.1 would give the words after "--" back to the parent's flags and take a
// query such as "[quic]" for a list.
#include <algorithm>
#include <exception>
#include <iterator>

#include <CLI/CLI.hpp>

#include "tools/command.h"
#include "tools/help_formatter.h"
#include "tools/options.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

using Commands = std::vector<std::unique_ptr<Command>>;

/// What could stand before or after the name of the command.
struct CommonFlags {
  std::string db;
  ColorChoice color = ColorChoice::kAuto;
};

void AddCommonFlags(CLI::App& app, CommonFlags& flags) {
  app.set_help_flag("-h,--help", "Show this help");
  app.add_option("--db", flags.db, "The index (default: $CUEPOINT_DB or the user's data directory)")
      ->type_name("DIR");
  AddChoice(
      app, "--color", {"auto", "always", "never"},
      [&flags](const std::string& name) {
        const std::optional<ColorChoice> choice = ParseColorChoice(name);
        if (choice) flags.color = *choice;
        return choice.has_value();
      },
      "Colours (default: on a terminal, unless NO_COLOR is set)");
}

std::string Prefix(const Command* command) {
  return command == nullptr ? "cuepoint: " : "cuepoint " + std::string(command->name()) + ": ";
}

ExitStatus UsageError(Console& console, const Command* command, const std::string& message) {
  console.Note(Prefix(command) + SafeText(message));
  const std::string name = command == nullptr ? "" : std::string(command->name()) + " ";
  console.Note("Try: cuepoint " + name + "--help");
  return ExitStatus::kFailed;
}

void Parse(CLI::App& app, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back.
  app.parse(arguments);
}

Command* Find(const Commands& commands, const std::string& name) {
  const auto at = std::find_if(commands.begin(), commands.end(),
                               [&name](const auto& command) { return command->name() == name; });
  return at == commands.end() ? nullptr : at->get();
}

ExitStatus UnknownCommand(Console& console, const Commands& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& command : commands) names.emplace_back(command->name());
  const std::string meant = Closest(name, names);
  return UsageError(
      console, nullptr,
      "no command \"" + name + "\"" + (meant.empty() ? "" : "; did you mean \"" + meant + "\"?"));
}

ExitStatus RunCommand(Command& command, const std::vector<std::string>& arguments,
                      std::vector<std::string> after_mark, CommonFlags flags) {
  CLI::App app(std::string(command.summary()), "cuepoint " + std::string(command.name()));
  app.formatter(std::make_shared<CommandHelp>(command));
  app.allow_extras();
  command.Declare(app);
  AddCommonFlags(app, flags);
  try {
    Parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    Console console(stdout, stderr, flags.color);
    console.Print(app.help());
    const Result<void> finished = console.Finish();
    return finished ? ExitStatus::kOk : ExitStatus::kFailed;
  } catch (const CLI::Error& error) {
    Console console(stdout, stderr, flags.color);
    return UsageError(console, &command, error.what());
  }

  Console console(stdout, stderr, flags.color);
  CommandLine line{flags.db, app.remaining()};
  for (const std::string& operand : line.operands) {
    if (operand.size() > 1 && operand.front() == '-') {
      return UsageError(console, &command,
                        "unknown option \"" + operand + "\" (if it is meant literally, put it " +
                            "after \"--\")");
    }
  }
  std::move(after_mark.begin(), after_mark.end(), std::back_inserter(line.operands));
  if (command.operands().empty() && !line.operands.empty()) {
    return UsageError(console, &command, "unexpected \"" + line.operands.front() + "\"");
  }
  Result<ExitStatus> status = command.Run(line, console);
  if (const Result<void> finished = console.Finish(); status && !finished) {
    status = finished.error();
  }
  if (status) return *status;
  console.Note(Prefix(&command) + SafeText(ToString(status.error())));
  return ExitStatus::kFailed;
}

ExitStatus Dispatch(const std::vector<std::string>& arguments) {
  const Commands commands = MakeAllCommands();
  const auto mark = std::find(arguments.begin(), arguments.end(), "--");
  const std::vector<std::string> before_mark(arguments.begin(), mark);
  std::vector<std::string> after_mark;
  if (mark != arguments.end()) after_mark.assign(std::next(mark), arguments.end());

  CommonFlags flags;
  CLI::App app("Search over podcast show notes: the episode, and the second to jump to.",
               "cuepoint");
  app.formatter(std::make_shared<ProgramHelp>(commands));
  app.prefix_command();
  AddCommonFlags(app, flags);
  bool version = false;
  app.add_flag("--version", version, "Show the version");
  const auto show = [](Console& console, const std::string& text) {
    console.Print(text);
    return console.Finish() ? ExitStatus::kOk : ExitStatus::kFailed;
  };
  try {
    Parse(app, before_mark);
  } catch (const CLI::CallForHelp&) {
    Console console(stdout, stderr, flags.color);
    return show(console, app.help());
  } catch (const CLI::Error& error) {
    Console console(stdout, stderr, flags.color);
    return UsageError(console, nullptr, error.what());
  }

  Console console(stdout, stderr, flags.color);
  if (version) return show(console, "cuepoint " CUEPOINT_VERSION "\n");
  std::vector<std::string> rest = app.remaining();
  if (rest.empty()) {
    console.Note(app.help());
    return ExitStatus::kFailed;
  }
  std::string name = rest.front();
  rest.erase(rest.begin());
  if (name.starts_with('-')) {
    return UsageError(console, nullptr, "unknown option \"" + name + "\"");
  }
  if (name == "help") {
    if (rest.empty()) return show(console, app.help());
    name = rest.front();
    rest = {"--help"};
  }
  Command* command = Find(commands, name);
  if (command == nullptr) return UnknownCommand(console, commands, name);
  return RunCommand(*command, rest, std::move(after_mark), flags);
}

}  // namespace

std::vector<std::unique_ptr<Command>> MakeAllCommands() {
  Commands commands;
  commands.push_back(MakeIndexCommand());
  commands.push_back(MakeSearchCommand());
  commands.push_back(MakeSuggestCommand());
  commands.push_back(MakeRelatedCommand());
  commands.push_back(MakeShowCommand());
  commands.push_back(MakeExportCommand());
  commands.push_back(MakeServeCommand());
  commands.push_back(MakeReportCommand());
  commands.push_back(MakeBatchCommand());
  commands.push_back(MakeEvalCommand());
  commands.push_back(MakeCheckCommand());
  commands.push_back(MakeModelsCommand());
  return commands;
}

int RunCuepoint(const std::vector<std::string>& arguments) {
  try {
    return static_cast<int>(Dispatch(arguments));
  } catch (const std::exception& error) {
    // Out of memory, or a mistake of ours: nothing below lets an expected failure get here.
    std::fprintf(stderr, "cuepoint: %s\n", SafeText(error.what()).c_str());
    return static_cast<int>(ExitStatus::kFailed);
  }
}

}  // namespace cuepoint
