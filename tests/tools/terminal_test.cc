#include "tools/terminal.h"

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TerminalEnvironment Xterm() { return {"xterm-256color", "", ""}; }

TEST(Terminal, ShowsColoursOnlyToAPerson) {
  EXPECT_TRUE(MakeTerminal(true, 100, ColorChoice::kAuto, Xterm()).color);
  EXPECT_FALSE(MakeTerminal(false, 0, ColorChoice::kAuto, Xterm()).color);
}

TEST(Terminal, HonoursNoColorUnlessToldOtherwise) {
  const TerminalEnvironment environment = {"xterm", "1", ""};
  EXPECT_FALSE(MakeTerminal(true, 100, ColorChoice::kAuto, environment).color);
  EXPECT_TRUE(MakeTerminal(true, 100, ColorChoice::kAlways, environment).color);
}

TEST(Terminal, ShowsNoColoursOnADumbTerminal) {
  EXPECT_FALSE(MakeTerminal(true, 100, ColorChoice::kAuto, {"dumb", "", ""}).color);
}

TEST(Terminal, ObeysTheFlagBothWays) {
  EXPECT_TRUE(MakeTerminal(false, 0, ColorChoice::kAlways, Xterm()).color);
  EXPECT_FALSE(MakeTerminal(true, 100, ColorChoice::kNever, Xterm()).color);
}

TEST(Terminal, TakesTheWidthOfTheDeviceThenOfTheEnvironmentThenEighty) {
  const auto width = [](std::size_t device, const std::string& columns) {
    return MakeTerminal(true, device, ColorChoice::kAuto, {"xterm", "", columns}).width;
  };
  EXPECT_EQ(width(132, "60"), 132u);
  EXPECT_EQ(width(0, "60"), 60u);
  EXPECT_EQ(width(0, ""), 80u);
  EXPECT_EQ(width(0, "sixty"), 80u);
  EXPECT_EQ(width(0, "-5"), 80u);
  EXPECT_EQ(width(0, "99999999999999999999"), 80u);
}

TEST(Terminal, NeverWrapsToLessThanAFewWords) {
  EXPECT_EQ(MakeTerminal(true, 3, ColorChoice::kAuto, Xterm()).width, Terminal::kLeastWidth);
}

TEST(Style, LeavesTextAloneWithoutColours) {
  EXPECT_EQ(Style(false).Title("QUIC"), "QUIC");
  EXPECT_EQ(Style(true).Title("QUIC"), "\x1b[1mQUIC\x1b[0m");
  EXPECT_EQ(Style(true).Title(""), "");
}

}  // namespace
}  // namespace cuepoint
