// What a newcomer asks of the bundled corpus, answered by the program at the right second.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_directory.h"
#include "tests/tools/program.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class SeedQuestions : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    const ProgramResult indexed =
        RunProgram({"index", "--db", Db(), CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"});
    ASSERT_EQ(indexed.status, 0) << indexed.err;
  }
  static void TearDownTestSuite() {
    delete directory_;
    directory_ = nullptr;
  }

  static std::string Db() { return *directory_ / "db"; }

  /// The hits for a query typed as one word of the command line.
  static nlohmann::json Ask(const std::string& query) {
    const ProgramResult result = RunProgram({"search", "--db", Db(), "--format", "json", query});
    EXPECT_EQ(result.status, 0) << query << ": " << result.err;
    nlohmann::json response = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_TRUE(response.is_object()) << result.out;
    return response.is_object() ? response["hits"] : nlohmann::json::array();
  }

  static int Number(const nlohmann::json& hit) { return hit["episode"].value("number", -1); }

  static std::vector<std::string> Times(const nlohmann::json& hit) {
    std::vector<std::string> times;
    for (const nlohmann::json& moment : hit["moments"]) times.push_back(moment.value("time", ""));
    return times;
  }

 private:
  static TemporaryDirectory* directory_;
};

TemporaryDirectory* SeedQuestions::directory_ = nullptr;

TEST_F(SeedQuestions, FindThreeMomentsOnQuicInTheEpisodeOnFirefox) {
  const nlohmann::json hits = Ask("QUIC");
  ASSERT_THAT(hits, Not(IsEmpty()));
  EXPECT_EQ(Number(hits[0]), 11);
  EXPECT_THAT(Times(hits[0]), UnorderedElementsAre("9:42", "30:07", "57:24"));
  double last = 1;
  for (const nlohmann::json& moment : hits[0]["moments"]) {
    EXPECT_LE(moment["score"].get<double>(), last) << "The best moment comes first";
    last = moment["score"].get<double>();
  }
}

TEST_F(SeedQuestions, FindDnssecAtItsSecond) {
  const nlohmann::json hits = Ask("DNSSEC");
  ASSERT_THAT(hits, Not(IsEmpty()));
  EXPECT_EQ(Number(hits[0]), 14);
  ASSERT_THAT(hits[0]["moments"], Not(IsEmpty()));
  EXPECT_EQ(hits[0]["moments"][0]["time"], "17:43");
  EXPECT_EQ(hits[0]["moments"][0]["start_s"], 17 * 60 + 43);
}

TEST_F(SeedQuestions, FindAPhraseOnlyWhereItStands) {
  const nlohmann::json hits = Ask("\"hypertext coffee pot\"");
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(Number(hits[0]), 17);
  EXPECT_THAT(Times(hits[0]), ElementsAre("33:51"));
}

TEST_F(SeedQuestions, FindAnAcronymAtItsSecond) {
  const nlohmann::json hits = Ask("HTCPCP");
  ASSERT_THAT(hits, Not(IsEmpty()));
  EXPECT_EQ(Number(hits[0]), 17);
  ASSERT_THAT(hits[0]["moments"], Not(IsEmpty()));
  EXPECT_EQ(Times(hits[0])[0], "37:04");
}

TEST_F(SeedQuestions, FindAGuestByNameFirst) {
  const nlohmann::json hits = Ask("Joseph Dye");
  ASSERT_THAT(hits, Not(IsEmpty()));
  EXPECT_EQ(Number(hits[0]), 13);
}

TEST_F(SeedQuestions, FindNothingForNonsenseAndSaySoInTheExitStatus) {
  const ProgramResult result = RunProgram({"search", "--db", Db(), "--format", "json", "zzyzzx"});
  EXPECT_EQ(result.status, 1);
  const nlohmann::json response = nlohmann::json::parse(result.out, nullptr, false);
  ASSERT_TRUE(response.is_object()) << result.out;
  EXPECT_EQ(response["total"], 0);
  EXPECT_THAT(response["hits"], IsEmpty());
  EXPECT_EQ(RunProgram({"search", "--db", Db(), "zzyzzx"}).status, 1);
}

}  // namespace
}  // namespace cuepoint
