#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kNotes =
    R"({"id": "e1", "number": 1, "title": "Of QUIC", "url": "https://example.org/1", "published": "2024-01-05", "tags": ["http"], "show": {"id": "s1", "title": "One"}, "description": "All about quic and nothing else", "chapters": [{"start_s": 62, "title": "Loss recovery"}], "people": [{"name": "Jo Doe", "role": "guest"}]}
{"id": "e2", "number": 2, "title": "Of TCP", "published": "2025-01-05", "show": {"id": "s1", "title": "One"}, "description": "Both quic and tcp, with zero copy"}
{"id": "e3", "number": 3, "title": "Escapes \u001b]0;owned\u0007", "description": "attack \u001b[2J\u009b1m here", "chapters": [{"start_s": 5, "title": "attack \u001b[31m\u0085forged"}], "url": "https://example.org/\u001b[2J", "people": [{"name": "Eve\u001b[1m", "role": "guest"}]}
)";

// One index for all tests, which only read it.
class SearchProgram : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory();
    const std::string notes = directory_->Write("notes.jsonl", kNotes);
    ASSERT_EQ(RunProgram({"index", "--db", Db(), "--encoder", "none", notes}).status, 0);
  }
  static void TearDownTestSuite() { delete directory_; }

  static std::string Db() { return *directory_ / "db"; }
  static ProgramResult Run(const std::string& command, std::vector<std::string> arguments,
                           const ProgramInput& input = {}) {
    arguments.insert(arguments.begin(), {command, "--db", Db()});
    return RunProgram(arguments, input);
  }
  static std::vector<std::string> Ids(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--format", "json"});
    const nlohmann::json answer =
        nlohmann::json::parse(Run("search", arguments).out, nullptr, false);
    std::vector<std::string> ids;
    for (const auto& hit : answer["hits"]) ids.push_back(hit["episode"]["id"]);
    return ids;
  }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* SearchProgram::directory_ = nullptr;

TEST_F(SearchProgram, ExitsWithZeroOneOrTwo) {
  EXPECT_EQ(Run("search", {"quic"}).status, 0);
  EXPECT_EQ(Run("search", {"xyzzy"}).status, 1);
  EXPECT_EQ(Run("search", {std::string(3000, 'x')}).status, 2);
  EXPECT_EQ(Run("search", {"--format", "json", "xyzzy"}).status, 1);
}

TEST_F(SearchProgram, KeepsDataApartFromEverythingElse) {
  const ProgramResult found = Run("search", {"quic"});
  EXPECT_THAT(found.out, HasSubstr("Of QUIC"));
  EXPECT_THAT(found.out, Not(HasSubstr(" ms")));
  EXPECT_THAT(found.err, HasSubstr("2 episodes in "));
  const ProgramResult nothing = Run("search", {"xyzzy"});
  EXPECT_THAT(nothing.out, IsEmpty());
  EXPECT_THAT(nothing.err, HasSubstr("Nothing found"));
}

TEST_F(SearchProgram, TakesAnExclusionAfterTheMarkOrInsideAnArgument) {
  EXPECT_THAT(Ids({"quic"}), ::testing::SizeIs(2));
  EXPECT_THAT(Ids({"quic", "--", "-tcp"}), ::testing::ElementsAre("e1"));
  EXPECT_THAT(Ids({"quic -tcp"}), ::testing::ElementsAre("e1"));
  EXPECT_THAT(Ids({"--", "-tcp", "quic"}), ::testing::ElementsAre("e1"));
}

TEST_F(SearchProgram, TakesAnArgumentWithSpacesForPlainWordsAndAQuotedOneForAPhrase) {
  EXPECT_THAT(Ids({"nothing quic"}), ::testing::SizeIs(2));
  EXPECT_THAT(Ids({"\"nothing quic\""}), IsEmpty());
  EXPECT_THAT(Ids({"\"zero copy\""}), ::testing::ElementsAre("e2"));
}

TEST_F(SearchProgram, TakesNamesOfCommandsAndBracketsForWords) {
  EXPECT_EQ(Run("search", {"show"}).status, 1);
  EXPECT_EQ(Run("search", {"index", "check"}).status, 1);
  EXPECT_THAT(Ids({"[tcp]"}), ::testing::ElementsAre("e2"));
  EXPECT_THAT(Ids({"++", "tcp"}), ::testing::ElementsAre("e2"));
}

TEST_F(SearchProgram, FiltersAndSorts) {
  EXPECT_THAT(Ids({"quic", "--person", "jo doe"}), ::testing::ElementsAre("e1"));
  EXPECT_THAT(Ids({"--tag", "http", "quic"}), ::testing::ElementsAre("e1"));
  EXPECT_THAT(Ids({"--after", "2025", "quic"}), ::testing::ElementsAre("e2"));
  EXPECT_THAT(Ids({"--before", "2025", "quic"}), ::testing::ElementsAre("e1"));
  EXPECT_THAT(Ids({"--show", "s1", "--sort", "oldest"}), ::testing::ElementsAre("e1", "e2"));
  EXPECT_THAT(Ids({"--show", "s1", "--sort", "newest"}), ::testing::ElementsAre("e2", "e1"));
  EXPECT_THAT(Ids({"--show", "s1", "--sort", "newest", "--limit", "1", "--offset", "1"}),
              ::testing::ElementsAre("e1"));
  EXPECT_EQ(Run("search", {"quic", "--after", "soon"}).status, 2);
}

TEST_F(SearchProgram, SaysWhatItHadToMend) {
  const ProgramResult result = Run("search", {"quic (tcp"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("note: "));
  EXPECT_THAT(result.err, HasSubstr("(at byte 5)"));
}

TEST_F(SearchProgram, ShowsMoments) {
  const ProgramResult result = Run("search", {"--group", "moments", "loss recovery"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, HasSubstr(" 1.  1:02  Loss recovery\n"));
  EXPECT_THAT(result.out, HasSubstr("https://example.org/1#t=62"));
}

TEST_F(SearchProgram, HasNoColoursInAPipeUnlessAsked) {
  EXPECT_THAT(Run("search", {"quic"}).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(Run("search", {"quic", "--color", "always"}).out, HasSubstr("\x1b[1;33m"));
  EXPECT_THAT(Run("search", {"quic", "--color=always"}, {.environment = {{"NO_COLOR", "1"}}}).out,
              HasSubstr("\x1b[1;33m"));
}

TEST_F(SearchProgram, WrapsAtTheWidthItIsTold) {
  const ProgramResult result = Run("search", {"quic"}, {.environment = {{"COLUMNS", "30"}}});
  EXPECT_THAT(result.out, HasSubstr("\n    #1 · 2024-01-05 · with Jo\n    Doe · e1\n"));
}

TEST_F(SearchProgram, NeverPassesAnEscapeSequenceOn) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"search", "attack"},
                                             {"search", "--group", "moments", "attack"},
                                             {"search", "--explain", "attack"},
                                             {"search", "--format", "json", "attack"},
                                             {"show", "e3"},
                                             {"show", "--format", "json", "e3"}}) {
    const ProgramResult result =
        Run(arguments[0], std::vector<std::string>(arguments.begin() + 1, arguments.end()));
    EXPECT_EQ(result.status, 0) << arguments.back();
    EXPECT_THAT(result.out, Not(IsEmpty()));
    for (const std::string& text : {result.out, result.err}) {
      EXPECT_EQ(text.find_first_of("\x1b\x07"), std::string::npos);
    }
    if (arguments.back() != "e3" || arguments.size() == 2) continue;
    EXPECT_TRUE(nlohmann::json::accept(result.out));
  }
}

TEST_F(SearchProgram, EndsQuietlyWhenNobodyReadsOn) {
  std::string queries;
  for (int i = 0; i < 20'000; ++i) queries += "q\tquic\n";
  const TemporaryDirectory directory;
  const std::string file = directory.Write("queries.tsv", queries);
  BackgroundProgram program({"batch", "--db", Db(), file});
  program.CloseOutput();
  EXPECT_EQ(program.WaitForErrorLine("rror"), "");
  EXPECT_EQ(program.Wait(), 0);
}

TEST_F(SearchProgram, NoticesThatItsOutputWasLost) {
  const ProgramResult result = Run("search", {"quic"}, {.stdout_path = "/dev/full"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("standard output"));
}

TEST_F(SearchProgram, ShowsAnEpisodeAndMissesAnother) {
  const ProgramResult shown = Run("show", {"e1"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, HasSubstr("  1:02  Loss recovery"));
  const ProgramResult both = Run("show", {"e1", "none"});
  EXPECT_EQ(both.status, 1);
  EXPECT_THAT(both.out, HasSubstr("Of QUIC"));
  EXPECT_THAT(both.err, HasSubstr("no episode with the id \"none\""));
}

TEST_F(SearchProgram, ShowsAnEpisodeAsItWasGiven) {
  const nlohmann::json episode = nlohmann::json::parse(Run("show", {"--format", "json", "e2"}).out);
  EXPECT_EQ(episode["title"], "Of TCP");
  EXPECT_EQ(episode["number"], 2);
  EXPECT_EQ(episode["show"]["id"], "s1");
}

TEST_F(SearchProgram, ShowsFactsAboutTheIndex) {
  const ProgramResult text = Run("show", {});
  EXPECT_EQ(text.status, 0);
  EXPECT_THAT(text.out, HasSubstr("episodes   3\n"));
  const nlohmann::json facts = nlohmann::json::parse(Run("show", {"--format", "json"}).out);
  EXPECT_EQ(facts["episodes"], 3);
  EXPECT_EQ(facts["encoder"], "none");
}

TEST_F(SearchProgram, ChecksTheIndex) {
  const ProgramResult result = Run("check", {});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("sound: 3 episodes"));
  const nlohmann::json report = nlohmann::json::parse(Run("check", {"--format", "json"}).out);
  EXPECT_EQ(report["problems"], nlohmann::json::array());
}

TEST(CheckProgram, FailsOnWhatIsNoIndex) {
  const TemporaryDirectory directory;
  directory.Write("db/some.file", "not an index");
  EXPECT_EQ(RunProgram({"check", "--db", directory / "db"}).status, 2);
}

}  // namespace
}  // namespace cuepoint
