// Help pages: summary, usage, explanation, flags, examples.
#ifndef CUEPOINT_TOOLS_HELP_FORMATTER_H_
#define CUEPOINT_TOOLS_HELP_FORMATTER_H_

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tools/command.h"

namespace cuepoint {

/// Lays out the help of one command. `command` outlives the formatter.
class CommandHelp : public CLI::Formatter {
 public:
  explicit CommandHelp(const Command& command);

  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_footer(const CLI::App* app) const override;
  std::string make_option_opts(const CLI::Option* option) const override;

 private:
  const Command& command_;
};

/// Lays out the help of the program: what it is for and which commands there are. `commands`
/// outlives the formatter.
class ProgramHelp : public CLI::Formatter {
 public:
  explicit ProgramHelp(const std::vector<std::unique_ptr<Command>>& commands);

  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_footer(const CLI::App* app) const override;
  std::string make_option_opts(const CLI::Option* option) const override;

 private:
  const std::vector<std::unique_ptr<Command>>& commands_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_HELP_FORMATTER_H_
