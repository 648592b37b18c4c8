#include "server/server_log.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/access_format.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> LinesOf(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

AccessRecord Record(std::string_view query = "zero copy") {
  return {.client = "127.0.0.1",
          .method = "GET",
          .path = "/a/v1/search",
          .status = 200,
          .took_ms = 0.4123,
          .bytes = 1834,
          .hits = 3,
          .route = "/v1/search",
          .index = "a",
          .query = query};
}

std::shared_ptr<ServerLog> MakeLog(LogOptions options) {
  Result<std::shared_ptr<ServerLog>> log = MakeServerLog(std::move(options));
  EXPECT_TRUE(log) << ToString(log.error());
  return *std::move(log);
}

TEST(AccessFormat, SaysRouteIndexAndQueryWhereThereAreSome) {
  EXPECT_EQ(FormatAccess(Record(), {.text = "zero \"copy\"\n"}),
            "client=127.0.0.1 method=GET path=\"/a/v1/search\" status=200 ms=0.412 bytes=1834 "
            "hits=3 route=\"/v1/search\" index=\"a\" query=\"zero \\\"copy\\\"\\x0a\"");
  EXPECT_THAT(FormatAccess(Record(), {.hash = "ab12"}), HasSubstr(" query_hash=ab12"));
  EXPECT_THAT(FormatAccess(Record()), Not(HasSubstr("query")));
}

TEST(AccessFormat, MakesOneLineOfAsciiJsonOfAnything) {
  const std::string line = FormatAccessJson(
      {.client = "::1", .method = "GET", .path = "/\"}\n{\x1b\xff", .status = 404, .took_ms = 1.5},
      {.text = "Zürich \xe2\x80\xa8 \xff"});
  for (const char c : line) {
    EXPECT_GE(c, 0x20);
    EXPECT_LT(static_cast<unsigned char>(c), 0x7f);
  }
  const nlohmann::json json = nlohmann::json::parse(line);
  EXPECT_EQ(json["path"], "/\"}\n{\x1b\xef\xbf\xbd");
  EXPECT_EQ(json["query"], "Zürich \xe2\x80\xa8 \xef\xbf\xbd");
  EXPECT_EQ(json["status"], 404);
  EXPECT_EQ(json["ms"], 1.5);
  EXPECT_FALSE(json.contains("hits"));
}

TEST(ServerLog, KeepsQueriesToItselfUnlessToldOtherwise) {
  const TemporaryDirectory directory;
  for (const LogFormat format : {LogFormat::kText, LogFormat::kJson}) {
    const std::string file = directory / ("none" + std::to_string(static_cast<int>(format)));
    MakeLog({.format = format, .file = file})->Access(Record());
    EXPECT_THAT(ReadAll(file), HasSubstr("/a/v1/search"));
    EXPECT_THAT(ReadAll(file), Not(HasSubstr("zero")));
    EXPECT_THAT(ReadAll(file), Not(HasSubstr("query")));
  }
  const std::string file = directory / "full";
  MakeLog({.file = file, .queries = QueryLogging::kFull})->Access(Record());
  EXPECT_THAT(ReadAll(file), HasSubstr(" query=\"zero copy\""));
}

TEST(ServerLog, WritesTimedLinesInBothFormats) {
  const TemporaryDirectory directory;
  const std::string text = directory / "text";
  const auto log = MakeLog({.file = text});
  log->Access(Record());
  log->Problem("it\nbroke");
  log->Notice("opened");
  const std::vector<std::string> lines = LinesOf(text);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0], MatchesRegex("....-..-..T..:..:..[.]...Z info client=127.0.0.1 .*"));
  EXPECT_THAT(lines[1], MatchesRegex(".*Z error \"it\\\\x0abroke\""));
  EXPECT_THAT(lines[2], MatchesRegex(".*Z info \"opened\""));

  const std::string json = directory / "json";
  const auto other = MakeLog({.format = LogFormat::kJson, .file = json});
  other->Access(Record());
  other->Problem("it\nbroke {}");
  const std::vector<std::string> objects = LinesOf(json);
  ASSERT_EQ(objects.size(), 2u);
  const nlohmann::json access = nlohmann::json::parse(objects[0]);
  EXPECT_EQ(access["level"], "info");
  EXPECT_EQ(access["ms"], 0.412);
  EXPECT_EQ(access["hits"], 3);
  EXPECT_EQ(access["index"], "a");
  const nlohmann::json problem = nlohmann::json::parse(objects[1]);
  EXPECT_EQ(problem["level"], "error");
  EXPECT_EQ(problem["message"], "it\nbroke {}");
}

TEST(ServerLog, GoesOnInANewFileWhenTheOldOneWasMovedAway) {
  const TemporaryDirectory directory;
  const std::string file = directory / "access.log";
  const auto log = MakeLog({.file = file});
  log->Notice("one");
  std::filesystem::rename(file, file + ".1");
  log->Notice("two");
  ASSERT_TRUE(log->Reopen());
  log->Notice("three");
  EXPECT_EQ(LinesOf(file + ".1").size(), 2u);
  EXPECT_EQ(LinesOf(file).size(), 1u);
  const auto mode = std::filesystem::status(file).permissions();
  EXPECT_EQ(mode & std::filesystem::perms::others_all, std::filesystem::perms::none);
}

TEST(ServerLog, StaysInTheOldFileWhereTheNewOneCannotBeMade) {
  const TemporaryDirectory directory;
  const std::string file = directory.Write("logs/access.log", "");
  const auto log = MakeLog({.file = file});
  std::filesystem::rename(directory / "logs", directory / "moved");
  EXPECT_FALSE(log->Reopen());
  log->Notice("still here");
  EXPECT_EQ(LinesOf(directory / "moved/access.log").size(), 1u);
}

TEST(ServerLog, SaysWhyAFileCannotBeMade) {
  const auto log = MakeServerLog({.file = "/nowhere/access.log"});
  ASSERT_FALSE(log);
  EXPECT_THAT(ToString(log.error()), HasSubstr("/nowhere/access.log"));
}

TEST(ServerLog, TellsProblemsEvenWhereRequestsAreNotLogged) {
  const TemporaryDirectory directory;
  const std::string file = directory / "quiet.log";
  const auto log = MakeLog({.file = file, .accesses = false});
  log->Access(Record());
  log->Problem("broke");
  EXPECT_EQ(LinesOf(file).size(), 1u);
}

LoggedQuery Hash(const std::string& key, std::string_view query) {
  const Result<QueryPrivacy> privacy = QueryPrivacy::Create(QueryLogging::kHash, key);
  EXPECT_TRUE(privacy);
  return privacy->Of(query);
}

TEST(QueryPrivacy, HashesEqualQueriesAlikeUnderOneKey) {
  const std::string hash = Hash("key", "zero copy").hash;
  EXPECT_EQ(hash.size(), 16u);
  EXPECT_EQ(Hash("key", " Zero \t COPY ").hash, hash);
  EXPECT_NE(Hash("key", "zero copies").hash, hash);
  EXPECT_NE(Hash("other", "zero copy").hash, hash);
  EXPECT_EQ(Hash("key", "zero copy").text, "");
  // RFC 2104 with SHA-256: printf 'zero copy' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(hash, "8fe8fd1d68ab291b");
}

TEST(QueryPrivacy, TakesAKeyThatNobodyKnowsWhereNoneIsGiven) {
  EXPECT_NE(Hash("", "zero copy").hash, Hash("", "zero copy").hash);
  const Result<QueryPrivacy> privacy = QueryPrivacy::Create(QueryLogging::kHash);
  ASSERT_TRUE(privacy);
  EXPECT_EQ(privacy->Of("quic").hash, privacy->Of("QUIC").hash);
  EXPECT_EQ(privacy->Of("  ").hash, "");
}

}  // namespace
}  // namespace cuepoint
