#include "tools/terminal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace cuepoint {
namespace {

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::size_t ParseColumns(const std::string& text) {
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (error != std::errc() || end != text.data() + text.size() || columns > 10'000) return 0;
  return columns;
}

}  // namespace

std::optional<ColorChoice> ParseColorChoice(std::string_view name) {
  if (name == "auto") return ColorChoice::kAuto;
  if (name == "always") return ColorChoice::kAlways;
  if (name == "never") return ColorChoice::kNever;
  return std::nullopt;
}

TerminalEnvironment ReadTerminalEnvironment() {
  return {FromEnvironment("TERM"), FromEnvironment("NO_COLOR"), FromEnvironment("COLUMNS")};
}

Terminal MakeTerminal(bool is_terminal, std::size_t device_columns, ColorChoice choice,
                      const TerminalEnvironment& environment) {
  Terminal terminal;
  terminal.is_terminal = is_terminal;
  terminal.color = choice == ColorChoice::kAlways ||
                   (choice == ColorChoice::kAuto && is_terminal && environment.no_color.empty() &&
                    environment.term != "dumb");
  std::size_t width = device_columns;
  if (width == 0) width = ParseColumns(environment.columns);
  if (width == 0) width = Terminal::kDefaultWidth;
  terminal.width = std::max(width, Terminal::kLeastWidth);
  return terminal;
}

Terminal DetectTerminal(int descriptor, ColorChoice choice) {
  const bool is_terminal = isatty(descriptor) == 1;
  std::size_t columns = 0;
  winsize size{};
  if (is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  return MakeTerminal(is_terminal, columns, choice, ReadTerminalEnvironment());
}

std::string Style::Wrap(std::string_view code, std::string_view text) const {
  if (!color_ || text.empty()) return std::string(text);
  std::string wrapped = "\x1b[";
  wrapped.append(code).append("m").append(text).append("\x1b[0m");
  return wrapped;
}

}  // namespace cuepoint
