// What every command has in common: help, unknown words, where the index is, lost output.
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

constexpr std::array<const char*, 8> kCommands = {"index", "search", "show", "export",
                                                  "serve", "batch",  "eval", "check"};

TEST(Usage, ListsEveryCommandInTheHelp) {
  const ProgramResult result = RunProgram({"--help"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, IsEmpty());
  for (const std::string command : kCommands) {
    EXPECT_THAT(result.out, HasSubstr("\n  " + command + " "));
  }
}

TEST(Usage, TeachesEveryCommandByExample) {
  for (const std::string command : kCommands) {
    const ProgramResult result = RunProgram({command, "--help"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.err, IsEmpty());
    EXPECT_THAT(result.out, HasSubstr("Usage: cuepoint " + command));
    EXPECT_THAT(result.out, HasSubstr("--db DIR"));
    EXPECT_THAT(result.out, HasSubstr("Examples:\n  cuepoint " + command));
    EXPECT_EQ(RunProgram({"help", command}).out, result.out);
  }
}

TEST(Usage, TellsTheVersion) {
  const ProgramResult result = RunProgram({"--version"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, MatchesRegex("cuepoint [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Usage, ShowsTheHelpWithoutACommand) {
  const ProgramResult result = RunProgram({});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("Commands:"));
}

TEST(Usage, SuggestsTheCommandThatWasMeant) {
  const ProgramResult result = RunProgram({"serach", "quic"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("no command \"serach\"; did you mean \"search\"?"));
}

struct BadUsage {
  std::string name;
  std::vector<std::string> arguments;
  std::string message;
};

void PrintTo(const BadUsage& test, std::ostream* out) { *out << test.name; }

class BadUsageTable : public ::testing::TestWithParam<BadUsage> {};

TEST_P(BadUsageTable, IsAnErrorThatNamesTheMistake) {
  const ProgramResult result = RunProgram(GetParam().arguments);
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Usage, BadUsageTable,
    ::testing::Values(
        BadUsage{"UnknownOption", {"search", "--frobnicate", "x"}, "unknown option"},
        BadUsage{"UnknownOptionBeforeTheCommand", {"--frobnicate", "search"}, "unknown option"},
        BadUsage{"UnknownShortOption", {"search", "-tcp"}, "after \"--\""},
        BadUsage{"UnknownMode", {"search", "--mode", "lexcial", "x"}, "did you mean \"lexical\"?"},
        BadUsage{"UnknownGroup", {"search", "--group", "shows", "x"}, "episodes|moments"},
        BadUsage{"UnknownColor", {"search", "--color", "red", "x"}, "auto|always|never"},
        BadUsage{"NegativeLimit", {"search", "--limit", "-1", "x"}, "--limit"},
        BadUsage{"LimitThatIsNoNumber", {"search", "--limit", "ten", "x"}, "--limit"},
        BadUsage{"LimitAboveItsBound", {"search", "--limit", "1001", "x"}, "--limit"},
        BadUsage{"MissingValue", {"search", "x", "--limit"}, "--limit"},
        BadUsage{"NoQuery", {"search"}, "nothing to search for"},
        BadUsage{"BlankQuery", {"search", "  "}, "nothing to search for"},
        BadUsage{"NoSource", {"index"}, "nothing to index"},
        BadUsage{"NoQueryFile", {"batch"}, "no file of queries"},
        BadUsage{"TwoQueryFiles", {"batch", "a", "b"}, "more than one file"},
        BadUsage{"UnknownFormat", {"batch", "--format", "xml", "-"}, "jsonl|trec|tsv"},
        BadUsage{"NoQrels", {"eval", "--queries", "f"}, "--qrels"},
        BadUsage{"OperandWhereNoneBelongs", {"check", "that"}, "unexpected \"that\""},
        BadUsage{"PortOutOfRange", {"serve", "--port", "70000"}, "--port"},
        BadUsage{"UnknownHelpTopic", {"help", "nothing"}, "no command \"nothing\""}),
    [](const auto& test) { return test.param.name; });

TEST(Usage, SaysHowToMakeAnIndexThatIsNotThere) {
  const TemporaryDirectory directory;
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"search", "quic"}, {"show"}, {"check"}, {"serve"}}) {
    std::vector<std::string> words = arguments;
    words.insert(words.end(), {"--db", directory / "none"});
    const ProgramResult result = RunProgram(words);
    EXPECT_EQ(result.status, 2) << arguments.front();
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr(directory / "none"));
  }
}

TEST(Usage, FindsTheIndexByFlagVariableOrDataDirectory) {
  const TemporaryDirectory directory;
  const std::string notes = directory.Write("notes.jsonl", R"({"id": "e1", "title": "Of QUIC"})");
  const std::string db = directory / "data/cuepoint";
  ASSERT_EQ(
      RunProgram({"index", notes}, {.environment = {{"XDG_DATA_HOME", directory / "data"}}}).status,
      0);
  EXPECT_EQ(RunProgram({"search", "quic", "--db", db}).status, 0);
  EXPECT_EQ(RunProgram({"--db", db, "search", "quic"}).status, 0);
  EXPECT_EQ(RunProgram({"search", "quic"}, {.environment = {{"CUEPOINT_DB", db}}}).status, 0);
  EXPECT_EQ(RunProgram({"search", "quic"}, {.environment = {{"XDG_DATA_HOME", directory / "data"}}})
                .status,
            0);
  EXPECT_EQ(RunProgram({"search", "quic"}).status, 2);
}

TEST(Usage, NoticesThatItsOutputWasLost) {
  const ProgramResult result = RunProgram({"--help"}, {.stdout_path = "/dev/full"});
  EXPECT_EQ(result.status, 2);
}

TEST(Usage, DisarmsArgumentsInItsMessages) {
  const ProgramResult result = RunProgram({"\x1b[31mred"});
  EXPECT_EQ(result.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace cuepoint
