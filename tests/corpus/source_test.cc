#include "corpus/source.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/read_source.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ReadSource, ReadsJsonLines) {
  const TemporaryDirectory files;
  const std::string content =
      "{\"title\": \"One\"}\n\n  {\"title\": \"Two\"}\r\n{\"title\": \"Three\"}";
  const ReadResult read = Read(files.Write("a.jsonl", content));
  EXPECT_THAT(read.Titles(), ElementsAre("One", "Two", "Three"));
  EXPECT_THAT(read.report.errors, IsEmpty());
  EXPECT_THAT(read.report.warnings, IsEmpty());
  EXPECT_EQ(read.report.reader, "native-json");
  EXPECT_EQ(read.report.episodes, 3u);
  EXPECT_EQ(read.report.bytes, content.size());
  EXPECT_EQ(read.report.source, files / "a.jsonl");
  EXPECT_EQ(read.episodes[0].source, files / "a.jsonl");
}

TEST(ReadSource, ReadsAnArrayAnObjectAndSeveralObjectsOverLines) {
  const TemporaryDirectory files;
  EXPECT_THAT(
      Read(files.Write("a.json", "[\n {\"title\": \"One\"},\n {\"title\": \"Two\"}\n]\n")).Titles(),
      ElementsAre("One", "Two"));
  EXPECT_THAT(Read(files.Write("b.json", "{\n \"title\":\n \"One\"\n}\n")).Titles(),
              ElementsAre("One"));
  EXPECT_THAT(
      Read(files.Write("c.json", "{\n\"title\": \"One\"\n}\n{\n\"title\": \"Two\"\n}")).Titles(),
      ElementsAre("One", "Two"));
  EXPECT_THAT(Read(files.Write("d.json", "[{\"title\": \"One\"},{\"title\": \"Two\"}]")).Titles(),
              ElementsAre("One", "Two"));
}

TEST(ReadSource, LooksAtTheContentNotAtTheName) {
  const TemporaryDirectory files;
  EXPECT_EQ(Read(files.Write("a.txt", "{\"title\": \"One\"}")).report.reader, "native-json");
  EXPECT_EQ(Read(files.Write("a", "00:00 Hello\n01:00 World\n")).report.errors.size(), 1u);
  EXPECT_EQ(Read(files.Write("b", "My talk\n\n00:00 Hello\n01:00 World\n")).report.reader, "page");
}

TEST(ReadSource, AcceptsAByteOrderMark) {
  const TemporaryDirectory files;
  for (const std::string content : {"{\"title\": \"One\"}\n", "[{\"title\": \"One\"}]",
                                    "{\n\"title\": \"One\"}", "One\n00:00 a\n01:00 b\n"}) {
    const ReadResult read = Read(files.Write("a", "\xEF\xBB\xBF" + content));
    EXPECT_THAT(read.Titles(), ElementsAre("One")) << content;
    EXPECT_THAT(read.report.errors, IsEmpty()) << content;
  }
}

TEST(ReadSource, KeepsTheGoodLinesAroundABadOne) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write("a.jsonl",
                                           "{\"title\": \"One\"}\n"
                                           "{\"title\": \"Two\"\n"
                                           "{\"title\": \"Three\", \"chapters\": [{\"start_s\": "
                                           "\"x\"}]}\n"
                                           "{\"title\": \"Four\"}\n"));
  EXPECT_THAT(read.Titles(), ElementsAre("One", "Four"));
  ASSERT_EQ(read.report.errors.size(), 2u);
  EXPECT_EQ(read.report.errors[0].line, 2u);
  EXPECT_EQ(read.report.errors[0].code, ErrorCode::kParse);
  EXPECT_EQ(read.report.errors[1].line, 3u);
  EXPECT_EQ(read.report.errors[1].code, ErrorCode::kType);
  EXPECT_THAT(read.report.errors[1].message, HasSubstr("chapters[0].start_s"));
  EXPECT_EQ(read.report.errors[1].source, files / "a.jsonl");
}

TEST(ReadSource, KeepsTheOtherLinesWhenTheFirstIsBad) {
  const TemporaryDirectory files;
  for (const std::string first :
       {"{\"title\": \"One\"", "{\"title\": \"One\n", "garbage", "{\"title\": 1}", "]"}) {
    const ReadResult read =
        Read(files.Write("a.jsonl", first + "\n{\"title\": \"Two\"}\n{\"title\": \"Three\"}\n"));
    EXPECT_THAT(read.Titles(), ElementsAre("Two", "Three")) << first;
    ASSERT_EQ(read.report.errors.size(), 1u) << first;
    EXPECT_EQ(read.report.errors[0].line, 1u) << first;
  }
}

TEST(ReadSource, KeepsTheGoodElementsOfAnArray) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write(
      "a.json", "[{\"title\": \"One\"},\n5,\n{\"title\": [}]},\n{\"title\": \"Four\"},\n]"));
  EXPECT_THAT(read.Titles(), ElementsAre("One", "Four"));
  EXPECT_GE(read.report.errors.size(), 2u);
  EXPECT_EQ(read.report.errors[0].line, 2u);
}

TEST(ReadSource, PointsErrorsIntoTheFile) {
  const TemporaryDirectory files;
  const std::string content = "{\"title\": \"One\"}\n{\"title\": 22}\n";
  const ReadResult read = Read(files.Write("a.jsonl", content));
  ASSERT_EQ(read.report.errors.size(), 1u);
  ASSERT_TRUE(read.report.errors[0].offset);
  EXPECT_GE(*read.report.errors[0].offset, content.find("22"));
  EXPECT_LE(*read.report.errors[0].offset, content.find("22") + 2);
}

TEST(ReadSource, StopsWhenTheSinkHasHadEnough) {
  const TemporaryDirectory files;
  for (const char* content : {"{\"title\": \"1\"}\n{\"title\": \"2\"}\n{\"title\": \"3\"}\n",
                              "[{\"title\": \"1\"},{\"title\": \"2\"},{\"title\": \"3\"}]"}) {
    int seen = 0;
    const FileReport report = ReadSource(files.Write("a.jsonl", content), {},
                                         [&](SourcedEpisode&&) { return ++seen < 2; });
    EXPECT_EQ(seen, 2) << content;
    EXPECT_EQ(report.episodes, 2u) << content;
  }
}

TEST(ReadSource, NamesEpisodesWithoutIdAfterNumberOrSource) {
  const TemporaryDirectory files;
  EXPECT_EQ(Read(files.Write("Some Talk.json", "{\"title\": \"One\"}")).episodes[0].episode.id,
            "episode-some-talk");
  EXPECT_EQ(Read(files.Write("a.json",
                             "{\"title\": \"One\", \"number\": 4, \"show\": {\"id\": "
                             "\"s\"}}"))
                .episodes[0]
                .episode.id,
            "s-4");
  EXPECT_EQ(
      Read(files.Write("talks.json", "{\"title\": \"One\", \"number\": 4}")).episodes[0].episode.id,
      "talks-4");
}

TEST(ReadSource, TellsNamelessEpisodesOfOneFileApartByTitle) {
  const TemporaryDirectory files;
  const std::string lines = "{\"title\": \"One\"}\n{\"title\": \"Two\"}\n{\"title\": \"One\"}\n";
  const ReadResult read = Read(files.Write("talks.jsonl", lines));
  EXPECT_THAT(read.Ids(),
              ElementsAre("episode-talks-one", "episode-talks-two", "episode-talks-one-2"));
  ASSERT_EQ(read.report.warnings.size(), 1u);
  EXPECT_EQ(read.report.warnings[0].line, 3u);
  // Stable: not by place in the file.
  EXPECT_THAT(
      Read(files.Write("talks.jsonl", "{\"title\": \"Two\"}\n{\"title\": \"One\"}\n")).Ids(),
      ElementsAre("episode-talks-two", "episode-talks-one"));
}

TEST(ReadSource, KeepsBothEpisodesOfOneNumber) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write(
      "a.jsonl", "{\"title\": \"A\", \"number\": 7}\n{\"title\": \"B\", \"number\": 7}\n"));
  EXPECT_THAT(read.Ids(), ElementsAre("a-7", "a-7-2"));
  EXPECT_EQ(read.report.warnings.size(), 1u);
}

TEST(ReadSource, WarnsOfAnIdThatStandsTwice) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write(
      "a.jsonl", "{\"id\": \"x\", \"title\": \"A\"}\n{\"id\": \"x\", \"title\": \"B\"}\n"));
  EXPECT_THAT(read.Ids(), ElementsAre("x", "x"));
  ASSERT_EQ(read.report.warnings.size(), 1u);
  EXPECT_THAT(read.report.warnings[0].message, HasSubstr("more than once"));
  EXPECT_EQ(read.report.warnings[0].line, 2u);
}

TEST(ReadSource, BoundsTheProblemsItKeeps) {
  const TemporaryDirectory files;
  std::string lines;
  for (int i = 0; i < 2500; ++i) lines += "{\"title\": 5}\n";
  const ReadResult read = Read(files.Write("a.jsonl", lines + "{\"title\": \"Last\"}\n"));
  EXPECT_THAT(read.Titles(), ElementsAre("Last"));
  ASSERT_EQ(read.report.errors.size(), 1001u);
  EXPECT_THAT(read.report.errors.back().message, HasSubstr("1500 more"));
}

TEST(ListFiles, WalksADirectoryInOrderOfPath) {
  const TemporaryDirectory files;
  for (const char* name : {"b/2.json", "b/10.txt", "a.JSONL", "c.ndjson", "b/readme.md", "noext"}) {
    files.Write(name, "x");
  }
  const auto found = ListFiles(files.path().string(), {});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, ElementsAre(files / "a.JSONL", files / "b/10.txt", files / "b/2.json",
                                  files / "c.ndjson"));
}

TEST(ListFiles, EntersNeitherHiddenDirectoriesNorLinks) {
  const TemporaryDirectory files;
  files.Write("a.json", "x");
  files.Write(".git/b.json", "x");
  files.Write(".hidden.json", "x");
  fs::create_directory_symlink(files.path().string(), files / "loop");
  fs::create_symlink(files / "a.json", files / "link.json");
  const auto found = ListFiles(files.path().string(), {});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, ElementsAre(files / "a.json"));
}

TEST(ListFiles, FollowsALinkThatIsNamed) {
  const TemporaryDirectory files;
  files.Write("real/a.json", "x");
  fs::create_directory_symlink(files / "real", files / "link");
  const auto found = ListFiles(files / "link", {});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, ElementsAre(files / "real/a.json"));
}

TEST(ListFiles, NamesASingleFileWhateverItIsCalled) {
  const TemporaryDirectory files;
  const std::string path = files.Write("notes.md", "x");
  const auto found = ListFiles(path, {});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, ElementsAre(path));
  EXPECT_THAT(*ListFiles("-", {}), ElementsAre("-"));
}

TEST(ListFiles, FindsNothingInAnEmptyDirectory) {
  const TemporaryDirectory files;
  const auto found = ListFiles(files.path().string(), {});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, IsEmpty());
}

TEST(CanonicalSource, IsTheSameForEverySpellingOfAPath) {
  const TemporaryDirectory files;
  const std::string path = files.Write("a/b.json", "x");
  EXPECT_EQ(CanonicalSource(files.path().string() + "/a/../a/./b.json"), path);
  fs::create_directory_symlink(files / "a", files / "link");
  EXPECT_EQ(CanonicalSource(files / "link/b.json"), path);
  fs::remove(path);
  EXPECT_EQ(CanonicalSource(files / "link/b.json"), path) << "also when it is gone";
  EXPECT_EQ(CanonicalSource("-"), "-");
}

}  // namespace
}  // namespace cuepoint
