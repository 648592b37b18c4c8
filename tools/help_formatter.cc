#include "tools/help_formatter.h"

namespace cuepoint {
namespace {

constexpr std::size_t kFlagColumns = 26;
constexpr std::size_t kCommandColumns = 10;

// What the flag takes; CLI11 appends the bounds after a colon, which the error message tells.
std::string FlagType(const CLI::Option* option) {
  const std::string type = option->get_type_name();
  return type.empty() ? "" : " " + type.substr(0, type.find(':'));
}

std::string Indented(std::string_view lines) {
  std::string text = "  ";
  for (const char c : lines) {
    text.push_back(c);
    if (c == '\n') text += "  ";
  }
  return text;
}

}  // namespace

CommandHelp::CommandHelp(const Command& command) : command_(command) { column_width(kFlagColumns); }

std::string CommandHelp::make_usage(const CLI::App*, std::string) const {
  std::string usage = "\nUsage: cuepoint " + std::string(command_.name()) + " [OPTIONS]";
  if (!command_.operands().empty()) usage.append(" ").append(command_.operands());
  usage.append("\n");
  if (!command_.details().empty()) usage.append("\n").append(command_.details()).append("\n");
  return usage;
}

std::string CommandHelp::make_footer(const CLI::App*) const {
  return "Examples:\n" + Indented(command_.examples()) + "\n";
}

std::string CommandHelp::make_option_opts(const CLI::Option* option) const {
  return FlagType(option);
}

ProgramHelp::ProgramHelp(const std::vector<std::unique_ptr<Command>>& commands)
    : commands_(commands) {
  column_width(kFlagColumns);
}

std::string ProgramHelp::make_usage(const CLI::App*, std::string) const {
  std::string usage = "\nUsage: cuepoint COMMAND [OPTIONS] ...\n\nCommands:\n";
  for (const std::unique_ptr<Command>& command : commands_) {
    const std::string name(command->name());
    usage += "  " + name + std::string(kCommandColumns - name.size(), ' ');
    usage.append(command->summary()).append("\n");
  }
  return usage;
}

std::string ProgramHelp::make_footer(const CLI::App*) const {
  return R"(Examples:
  cuepoint index notes/                  read show notes into the index
  cuepoint search quic loss recovery     find the episode and the second
  cuepoint help search                   how to ask

The index is --db DIR, else $CUEPOINT_DB, else "cuepoint" in the user's data directory.
Exit status: 0 success; 1 nothing found, or some sources or queries skipped; 2 error.
)";
}

std::string ProgramHelp::make_option_opts(const CLI::Option* option) const {
  return FlagType(option);
}

}  // namespace cuepoint
