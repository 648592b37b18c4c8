// What the world gets wrong about sources: every refusal names the source and says what to do.
#include <cstring>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "corpus/source.h"
#include "tests/corpus/read_source.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Reads `path`, expects one error and no episode, and returns the error.
Error OnlyError(const std::string& path, const ReadLimits& limits = {}) {
  const ReadResult read = Read(path, limits);
  EXPECT_TRUE(read.episodes.empty()) << path;
  EXPECT_EQ(read.report.errors.size(), 1u) << path;
  if (read.report.errors.empty()) return {};
  EXPECT_EQ(read.report.errors[0].source, CanonicalSource(path));
  return read.report.errors[0];
}

struct BadFile {
  const char* name;
  const char* file;
  std::string content;
  ErrorCode code;
  const char* message;

  friend std::ostream& operator<<(std::ostream& out, const BadFile& c) { return out << c.name; }
};

std::string Deep(int depth) {
  return "{\"title\": \"T\", \"x\": " + std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']') + "}";
}

class BadFiles : public ::testing::TestWithParam<BadFile> {};
TEST_P(BadFiles, AreRefusedWithAReason) {
  const TemporaryDirectory files;
  const BadFile& bad = GetParam();
  const Error error = OnlyError(files.Write(bad.file, bad.content));
  EXPECT_EQ(error.code, bad.code) << ToString(error);
  EXPECT_THAT(ToString(error), HasSubstr(bad.message));
}

constexpr ErrorCode kParse = ErrorCode::kParse;
constexpr ErrorCode kType = ErrorCode::kType;
constexpr ErrorCode kUnsupported = ErrorCode::kUnsupported;
constexpr ErrorCode kTooLarge = ErrorCode::kTooLarge;

INSTANTIATE_TEST_SUITE_P(
    Json, BadFiles,
    ::testing::ValuesIn(std::vector<BadFile>{
        {"CutLine", "a.jsonl", "{\"title\": \"T\", \"chap", kParse, "a.jsonl:1"},
        {"CutObject", "a.json", "{\n\"title\": \"T\",\n\"chapters\": [\n", kParse, "a.json:4"},
        {"WrongType", "a.json", "{\n\"title\": \"T\",\n\"duration_s\": \"1h\"\n}", kType,
         "a.json:3: duration_s must be a number, not a string"},
        {"WrongTypeInAnArray", "a.json", "[\n{\"title\": 5}\n]", kType, "a.json:2: title must be"},
        {"NoTitle", "a.json", "{\"id\": \"x\"}", kType, "title is missing"},
        {"ABadByte", "a.jsonl", "{\"title\": \"caf\xE9\"}\n", kParse, "UTF-8"},
        {"AZeroByte", "a.jsonl", std::string("{\"title\": \"a\0b\"}\n", 17), kParse, "a.jsonl:1"},
        {"TooDeep", "a.jsonl", Deep(100), kTooLarge, "deeper than 64"},
        {"MuchTooDeep", "a.jsonl", Deep(1'000'000), kTooLarge, "deeper than 64"},
        {"ProseCalledJson", "a.json", "Not JSON at all.", kParse, "a.json:1: not valid JSON"},
        {"AnObjectWithEpisodes", "a.json", "{\"episodes\": [{\"title\": \"T\"}]}", kType,
         "title is missing"}}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Text, BadFiles,
    ::testing::ValuesIn(std::vector<BadFile>{
        {"Empty", "a.txt", "", kParse, "is empty"},
        {"OnlyAMark", "a.txt", "\xEF\xBB\xBF", kParse, "is empty"},
        {"WhiteSpace", "a.txt", " \n\t\r\n ", kParse, "nothing but white space"},
        {"EmptyJson", "a.json", "", kParse, "accepted are feeds"},
        {"Prose", "a.txt", "Just some prose.\n", kUnsupported, "accepted are feeds"},
        {"Html", "a.txt", "<!doctype html><p>Hi", kUnsupported, "no episodes were recognised"},
        {"Binary", "a.txt", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), kUnsupported,
         "at byte 8: a zero byte"},
        {"BinaryCalledJson", "a.json",
         std::string("\x7F"
                     "ELF\2\1\1\0\0\0",
                     10),
         kUnsupported, "a zero byte"},
        {"Gzip", "a.json", "\x1F\x8B\x08 compressed", kUnsupported, "gunzip"},
        {"ProseInUtf16", "a.txt", std::string("\xFF\xFEH\0i\0", 6), kUnsupported, "no episodes"},
        {"ZeroByteFarBehind", "a.txt", std::string(2u << 20, 'x') + std::string(1, '\0'),
         kUnsupported, "at byte 2097152: a zero byte"}}),
    [](const auto& param) { return param.param.name; });

TEST(Sources, SayWhenAFileIsMissing) {
  const TemporaryDirectory files;
  const Error error = OnlyError(files / "nothing.json");
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_THAT(ToString(error), HasSubstr("no such file"));
  EXPECT_FALSE(error.remedy.empty());
  const auto listed = ListFiles(files / "nothing", {});
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().code, ErrorCode::kNotFound);
}

TEST(Sources, SayWhenAPartOfThePathIsAFile) {
  const TemporaryDirectory files;
  files.Write("file", "x");
  EXPECT_EQ(OnlyError(files / "file/a.json").code, ErrorCode::kNotFound);
  EXPECT_FALSE(ListFiles(files / "file/a.json", {}));
}

TEST(Sources, SayWhenPermissionIsMissing) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const TemporaryDirectory files;
  const std::string path = files.Write("a.json", "{\"title\": \"T\"}");
  fs::permissions(path, fs::perms::none);
  const Error error = OnlyError(path);
  EXPECT_EQ(error.code, ErrorCode::kPermission);
  EXPECT_FALSE(error.remedy.empty());
}

TEST(Sources, KeepTheReadableFilesBesideAClosedDirectory) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const TemporaryDirectory files;
  files.Write("open/a.json", "{\"title\": \"T\"}");
  files.Write("shut/b.json", "{\"title\": \"T\"}");
  fs::permissions(files / "shut", fs::perms::none);
  const auto found = ListFiles(files.path().string(), {});
  fs::permissions(files / "shut", fs::perms::owner_all);
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_THAT(*found, ElementsAre(files / "open/a.json", files / "shut"));
}

TEST(Sources, RefuseADirectoryGivenAsAFile) {
  const TemporaryDirectory files;
  const Error error = OnlyError(files.path().string());
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(error.message, HasSubstr("directory"));
  EXPECT_FALSE(error.remedy.empty());
}

TEST(Sources, RefuseANamedPipeWithoutWaitingForAWriter) {
  const TemporaryDirectory files;
  const std::string path = files / "pipe.json";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const Error error = OnlyError(path);
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_THAT(ToString(error), HasSubstr("named pipe"));
  EXPECT_THAT(error.remedy, HasSubstr("standard input"));
  EXPECT_TRUE(ListFiles(files.path().string(), {})->empty()) << "a walk passes it by";
}

TEST(Sources, RefuseDevicesAndSockets) {
  EXPECT_EQ(OnlyError("/dev/zero").code, ErrorCode::kUnsupported);
  EXPECT_EQ(OnlyError("/dev/null").code, ErrorCode::kUnsupported);
  const TemporaryDirectory files;
  const std::string path = files / "socket";
  const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_GE(descriptor, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof(address.sun_path));
  std::memcpy(address.sun_path, path.c_str(), path.size());
  ASSERT_EQ(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(OnlyError(path).code, ErrorCode::kUnsupported);
  close(descriptor);
}

TEST(Sources, SayWhenLinksLeadInACircle) {
  const TemporaryDirectory files;
  fs::create_symlink(files / "b", files / "a");
  fs::create_symlink(files / "a", files / "b");
  const Error error = OnlyError(files / "a");
  EXPECT_THAT(error.message, HasSubstr("circle"));
  EXPECT_FALSE(ListFiles(files / "a", {}));
}

TEST(Sources, RefuseAnEmptyOrOverlongPath) {
  EXPECT_EQ(Read("").report.errors.size(), 1u);
  EXPECT_EQ(Read(std::string(10000, 'x')).report.errors[0].code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(ListFiles("", {}));
}

TEST(Sources, SkipALineOverTheLimitAndReadOn) {
  const TemporaryDirectory files;
  ReadLimits limits;
  limits.line_bytes = 100;
  const std::string huge = "{\"title\": \"" + std::string(5'000'000, 'x') + "\"}\n";
  const ReadResult read = Read(
      files.Write("a.jsonl", "{\"title\": \"One\"}\n" + huge + "{\"title\": \"Three\"}\n" + huge),
      limits);
  EXPECT_THAT(read.Titles(), ElementsAre("One", "Three"));
  ASSERT_EQ(read.report.errors.size(), 2u);
  EXPECT_EQ(read.report.errors[0].code, ErrorCode::kTooLarge);
  EXPECT_EQ(read.report.errors[0].line, 2u);
  EXPECT_EQ(read.report.errors[1].line, 4u);
  EXPECT_EQ(Read(files.Write("b.jsonl", huge + "{\"title\": \"Two\"}\n"), limits).Titles(),
            std::vector<std::string>{"Two"});
}

TEST(Sources, RefuseADocumentOverTheLimit) {
  const TemporaryDirectory files;
  ReadLimits limits;
  limits.file_bytes = 1000;
  for (const std::string& content :
       {"[" + std::string(2000, ' ') + "]", "One\n00:00 a\n" + std::string(2000, 'x')}) {
    const Error error = OnlyError(files.Write("a", content), limits);
    EXPECT_EQ(error.code, ErrorCode::kTooLarge);
    EXPECT_THAT(error.message, HasSubstr("1000 bytes"));
  }
}

TEST(Sources, RefuseADirectoryOfTooManyFiles) {
  const TemporaryDirectory files;
  for (int i = 0; i < 5; ++i) files.Write(std::to_string(i) + ".json", "x");
  ReadLimits limits;
  limits.files = 4;
  const auto found = ListFiles(files.path().string(), limits);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kTooLarge);
  limits.files = 5;
  EXPECT_TRUE(ListFiles(files.path().string(), limits));
}

TEST(Sources, GiveUpOnADocumentThatIsOutOfStep) {
  const TemporaryDirectory files;
  std::string content = "[";
  for (int i = 0; i < 100'000; ++i) content += "1,";
  const ReadResult read = Read(files.Write("a.json", content));
  EXPECT_LE(read.report.errors.size(), 1001u);
  EXPECT_TRUE(read.episodes.empty());
}

TEST(Sources, GuessTheEncodingOfAPageAndSaySo) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write("a.txt", "Caf\xE9\n00:00 a\n01:00 b\n"));
  EXPECT_THAT(read.Titles(), ElementsAre("Caf\xC3\xA9"));
  ASSERT_EQ(read.report.warnings.size(), 1u);
  EXPECT_THAT(read.report.warnings[0].message, HasSubstr("windows-1252"));
}

TEST(Sources, AreReadInUtf16WhateverTheyHold) {
  const TemporaryDirectory files;
  const auto utf16 = [](std::string_view text) {
    std::string wide = "\xFF\xFE";
    for (const char c : text) wide.append(1, c).append(1, '\0');
    return wide;
  };
  EXPECT_THAT(Read(files.Write("a", utf16("One\n00:00 a\n01:00 b\n"))).Titles(),
              ElementsAre("One"));
  EXPECT_THAT(Read(files.Write("b", utf16("{\"title\": \"Two\"}"))).Titles(), ElementsAre("Two"));
  EXPECT_THAT(Read(files.Write("c", utf16("---\ntitle: Three\n---\nText\n"))).Titles(),
              ElementsAre("Three"));
}

TEST(Sources, WarnOfAFileWithoutEpisodes) {
  const TemporaryDirectory files;
  const ReadResult read = Read(files.Write("a.json", "[]"));
  EXPECT_TRUE(read.report.errors.empty());
  ASSERT_EQ(read.report.warnings.size(), 1u);
  EXPECT_THAT(read.report.warnings[0].message, HasSubstr("no episodes"));
}

// Feeds a file to standard input for one call.
ReadResult ReadAsStandardInput(const std::string& path, const ReadLimits& limits = {}) {
  const int saved = dup(STDIN_FILENO);
  const int file = open(path.c_str(), O_RDONLY);
  dup2(file, STDIN_FILENO);
  close(file);
  ReadResult read = Read("-", limits);
  dup2(saved, STDIN_FILENO);
  close(saved);
  return read;
}

TEST(Sources, ReadStandardInput) {
  const TemporaryDirectory files;
  const ReadResult lines =
      ReadAsStandardInput(files.Write("a", "{\"title\": \"One\"}\n{\"title\": \"Two\"}\n"));
  EXPECT_THAT(lines.Titles(), ElementsAre("One", "Two"));
  EXPECT_EQ(lines.report.source, "-");
  EXPECT_THAT(ReadAsStandardInput(files.Write("b", "[{\"title\": \"One\"}]")).Titles(),
              ElementsAre("One"));
  ReadLimits limits;
  limits.file_bytes = 10;
  const ReadResult large = ReadAsStandardInput(files / "b", limits);
  ASSERT_EQ(large.report.errors.size(), 1u);
  EXPECT_EQ(large.report.errors[0].code, ErrorCode::kTooLarge);
  EXPECT_EQ(large.report.errors[0].source, "-");
}

}  // namespace
}  // namespace cuepoint
