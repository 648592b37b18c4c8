#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view kEpisodes =
    R"({"id": "b", "number": 2, "title": "Of QUIC", "duration_s": 100, "chapters": [{"start_s": 5.5, "title": "Loss & more", "text": "notes", "sponsor": true}], "transcript": [{"start_s": 0, "end_s": 4.2, "speaker": "Ann", "text": "So."}]}
{"id": "a", "number": 1, "title": "Of TCP", "people": [{"name": "Jo Doe", "role": "guest"}]}
{"id": "../x", "number": 3, "title": "Of paths", "chapters": [{"start_s": 0, "title": "--> here"}]}
{"id": "c", "number": 1, "title": "Of another show", "chapters": [{"start_s": 0, "title": "Start"}]}
)";

std::string Content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> NamesIn(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class ExportProgram : public ::testing::Test {
 protected:
  void SetUp() override { Index(kEpisodes); }

  void Index(std::string_view episodes) const {
    const ProgramResult result =
        RunProgram({"index", "--db", db_, "--rebuild", directory_.Write("e.jsonl", episodes)});
    ASSERT_EQ(result.status, 0) << result.err;
  }
  ProgramResult Export(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"export", "--db", db_});
    return RunProgram(arguments);
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(ExportProgram, WritesAllEpisodesInTheOrderOfTheIndex) {
  const ProgramResult result = Export({});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, IsEmpty());
  std::istringstream lines(result.out);
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) {
    ids.push_back(nlohmann::json::parse(line)["id"].get<std::string>());
  }
  EXPECT_THAT(ids, ElementsAre("b", "a", "../x", "c"));
}

TEST_F(ExportProgram, WritesWhatIndexingReadsBackTheSame) {
  const std::string before = Export({"--format", "jsonl"}).out;
  Index(before);
  EXPECT_EQ(Export({"--format", "jsonl"}).out, before);
  EXPECT_EQ(nlohmann::json::parse(Export({"b"}).out),
            nlohmann::json::parse(kEpisodes.substr(0, kEpisodes.find('\n'))));
}

TEST_F(ExportProgram, FindsEpisodesByIdAndByNumber) {
  const ProgramResult result = Export({"3", "b"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, StartsWith(R"({"id":"../x")"));
  EXPECT_THAT(result.out, HasSubstr("\n{\"id\":\"b\""));
}

TEST_F(ExportProgram, AsksWhichOfSeveralEpisodesWithANumberIsMeant) {
  const ProgramResult result = Export({"1"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("2 episodes have the number 1"));
  EXPECT_THAT(result.err, HasSubstr("a, c"));
}

TEST_F(ExportProgram, WritesTheRestWhereOneIsNotFound) {
  const ProgramResult result = Export({"nix", "77", "a"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, StartsWith(R"({"id":"a")"));
  EXPECT_THAT(result.err, HasSubstr("number \"nix\""));
  EXPECT_THAT(result.err, HasSubstr("number \"77\""));
}

TEST_F(ExportProgram, WritesTheChaptersOfOneEpisode) {
  EXPECT_EQ(Export({"--format", "chapters", "b"}).out,
            "{\"version\":\"1.2.0\",\"title\":\"Of QUIC\",\"chapters\":"
            "[{\"startTime\":5.5,\"title\":\"Loss & more\"}]}\n");
  EXPECT_EQ(Export({"--format", "vtt", "2"}).out,
            "WEBVTT\n\n00:00:05.500 --> 00:01:40.000\nLoss &amp; more\n");
}

TEST_F(ExportProgram, SaysThatAnEpisodeHasNoChapters) {
  for (const std::string format : {"chapters", "vtt"}) {
    const ProgramResult result = Export({"--format", format, "a"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("\"a\" has no chapters"));
  }
}

TEST_F(ExportProgram, AsksWhereTheFilesOfSeveralEpisodesGo) {
  for (const std::vector<std::string>& names :
       std::vector<std::vector<std::string>>{{}, {"b", "c"}}) {
    std::vector<std::string> arguments = {"--format", "vtt"};
    arguments.insert(arguments.end(), names.begin(), names.end());
    const ProgramResult result = Export(arguments);
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("--output DIR"));
  }
}

TEST_F(ExportProgram, NeedsNoNameWhereThereIsOneEpisode) {
  Index(kEpisodes.substr(0, kEpisodes.find('\n')));
  EXPECT_EQ(Export({"--format", "vtt"}).out, Export({"--format", "vtt", "b"}).out);
}

TEST_F(ExportProgram, WritesAFileForEachEpisodeAndStaysInTheDirectory) {
  const std::string output = directory_ / "made/on/demand";
  const ProgramResult result = Export({"--format", "chapters", "--output", output});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("3 files written to " + output));
  EXPECT_THAT(result.err, HasSubstr("1 episode without chapters left out"));
  const std::vector<std::string> names = NamesIn(output);
  ASSERT_EQ(names.size(), 3u);
  EXPECT_THAT(names[0], ::testing::MatchesRegex("_.*\\.chapters\\.json"));
  EXPECT_EQ(names[1], "b.chapters.json");
  EXPECT_EQ(names[2], "c.chapters.json");
  EXPECT_EQ(Content(fs::path(output) / "b.chapters.json"),
            Export({"--format", "chapters", "b"}).out);
  // Once more over the old ones.
  EXPECT_EQ(Export({"--format", "chapters", "--output", output}).status, 0);
  EXPECT_EQ(NamesIn(output), names);
}

TEST_F(ExportProgram, FailsWhereItCannotWrite) {
  const std::string file = directory_.Write("file", "x");
  const ProgramResult result = Export({"--format", "vtt", "--output", file});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr(file));
  EXPECT_EQ(Content(file), "x");
  EXPECT_EQ(RunProgram({"export", "--db", db_}, {.stdout_path = "/dev/full"}).status, 2);
}

TEST_F(ExportProgram, SaysWhatFormatsThereAre) {
  const ProgramResult result = Export({"--format", "srt", "b"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("jsonl|chapters|vtt"));
}

TEST_F(ExportProgram, WritesAnEmptyIndexAsNothing) {
  // Nothing is read, which is reported; the index is there all the same.
  RunProgram({"index", "--db", db_, "--rebuild", directory_.Write("empty.jsonl", "")});
  const ProgramResult result = Export({});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("the index has no episodes"));
}

}  // namespace
}  // namespace cuepoint
