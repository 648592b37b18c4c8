// What a stream is connected to: whether a person sees it, in colours, and how wide.
#ifndef CUEPOINT_TOOLS_TERMINAL_H_
#define CUEPOINT_TOOLS_TERMINAL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// The value of --color.
enum class ColorChoice { kAuto, kAlways, kNever };
std::optional<ColorChoice> ParseColorChoice(std::string_view name);

/// The part of the environment that decides how to show things; filled from the process by
/// ReadTerminalEnvironment, by hand in tests.
struct TerminalEnvironment {
  std::string term;      ///< $TERM
  std::string no_color;  ///< $NO_COLOR; any text turns colours off (no-color.org)
  std::string columns;   ///< $COLUMNS; used where the device does not tell
};
TerminalEnvironment ReadTerminalEnvironment();

struct Terminal {
  static constexpr std::size_t kDefaultWidth = 80;
  static constexpr std::size_t kLeastWidth = 20;  ///< Narrower ones wrap as if this wide.

  bool is_terminal = false;
  bool color = false;
  std::size_t width = kDefaultWidth;  ///< In columns.
};

/// Decides from the facts. `device_columns` is 0 when unknown. --color beats NO_COLOR, which beats
/// what the device could show. Pure.
Terminal MakeTerminal(bool is_terminal, std::size_t device_columns, ColorChoice choice,
                      const TerminalEnvironment& environment);

/// The same for an open file descriptor of this process.
Terminal DetectTerminal(int descriptor, ColorChoice choice);

/// Wraps text in the escape sequences (ECMA-48 SGR) for its part in the page, or leaves it alone.
class Style {
 public:
  explicit Style(bool color) : color_(color) {}

  std::string Title(std::string_view text) const { return Wrap("1", text); }
  std::string Match(std::string_view text) const { return Wrap("1;33", text); }
  std::string Time(std::string_view text) const { return Wrap("36", text); }
  std::string Quiet(std::string_view text) const { return Wrap("2", text); }
  std::string Link(std::string_view text) const { return Wrap("2;34", text); }
  std::string Failure(std::string_view text) const { return Wrap("1;31", text); }
  std::string Success(std::string_view text) const { return Wrap("32", text); }

 private:
  std::string Wrap(std::string_view code, std::string_view text) const;

  bool color_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_TERMINAL_H_
