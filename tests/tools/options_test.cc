#include "tools/options.h"

#include <map>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

EnvironmentFn Fake(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto at = variables.find(name);
    return at == variables.end() ? std::nullopt : std::optional(at->second);
  };
}

TEST(ResolveDatabase, PrefersTheFlagThenTheVariableThenTheDataDirectory) {
  std::map<std::string, std::string> variables = {
      {"CUEPOINT_DB", "/env"}, {"XDG_DATA_HOME", "/xdg"}, {"HOME", "/home/jo"}};
  EXPECT_EQ(*ResolveDatabase("flag", Fake(variables)), "flag");
  EXPECT_EQ(*ResolveDatabase("", Fake(variables)), "/env");
  variables.erase("CUEPOINT_DB");
  EXPECT_EQ(*ResolveDatabase("", Fake(variables)), "/xdg/cuepoint");
  variables.erase("XDG_DATA_HOME");
  EXPECT_EQ(*ResolveDatabase("", Fake(variables)), "/home/jo/.local/share/cuepoint");
}

TEST(ResolveDatabase, TakesEmptyVariablesAndRelativeDirectoriesForNotSet) {
  EXPECT_EQ(
      *ResolveDatabase("", Fake({{"CUEPOINT_DB", ""}, {"XDG_DATA_HOME", "rel"}, {"HOME", "/h"}})),
      "/h/.local/share/cuepoint");
}

TEST(ResolveDatabase, SaysWhatToDoWhenNothingNamesAPlace) {
  const Result<std::string> path = ResolveDatabase("", Fake({}));
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(path.error().remedy.find("--db"), std::string::npos);
}

TEST(Closest, FindsTheNameThatWasMeant) {
  const std::vector<std::string> names = {"index", "search", "show", "serve", "eval", "check"};
  EXPECT_EQ(Closest("serach", names), "search");
  EXPECT_EQ(Closest("serch", names), "search");
  EXPECT_EQ(Closest("indx", names), "index");
  EXPECT_EQ(Closest("evla", names), "eval");
  EXPECT_EQ(Closest("che", names), "check");
}

TEST(Closest, KeepsQuietAboutWordsThatAreFarFromEveryName) {
  const std::vector<std::string> names = {"index", "search"};
  EXPECT_EQ(Closest("frobnicate", names), "");
  EXPECT_EQ(Closest("", names), "");
  EXPECT_EQ(Closest("qq", {"ab"}), "");
  EXPECT_EQ(Closest(std::string(100'000, 'x'), names), "");
}

TEST(JoinWords, PutsOneSpaceBetweenOperands) {
  EXPECT_EQ(JoinWords({"quic", "-tcp", "zero copy"}), "quic -tcp zero copy");
  EXPECT_EQ(JoinWords({}), "");
}

}  // namespace
}  // namespace cuepoint
