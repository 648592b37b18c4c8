#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;

class ServeProgram : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string notes =
        directory_.Write("notes.jsonl", R"({"id": "e1", "title": "Of QUIC"})");
    ASSERT_EQ(RunProgram({"index", "--db", db_, notes}).status, 0);
  }

  // The port in "listening on http://127.0.0.1:PORT (…".
  static int PortOf(const std::string& line) {
    const std::string start = "127.0.0.1:";
    const std::size_t at = line.find(start);
    return at == std::string::npos ? 0 : std::atoi(line.c_str() + at + start.size());
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(ServeProgram, AnswersOverHttpUntilToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    BackgroundProgram program({"serve", "--db", db_, "--port", "0"});
    const int port = PortOf(program.WaitForErrorLine("listening on "));
    ASSERT_GT(port, 0);
    httplib::Client client("127.0.0.1", port);
    const httplib::Result answer = client.Get("/v1/search?q=quic");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(nlohmann::json::parse(answer->body)["hits"][0]["episode"]["id"], "e1");
    program.Signal(signal);
    EXPECT_EQ(program.Wait(), 0);
  }
}

TEST_F(ServeProgram, StopsAlsoBeforeAnybodyAsked) {
  BackgroundProgram program({"serve", "--db", db_, "--port", "0"});
  ASSERT_NE(program.WaitForErrorLine("listening on "), "");
  program.Signal(SIGTERM);
  EXPECT_EQ(program.Wait(), 0);
}

TEST_F(ServeProgram, FailsWhenThePortIsTaken) {
  BackgroundProgram first({"serve", "--db", db_, "--port", "0"});
  const int port = PortOf(first.WaitForErrorLine("listening on "));
  ASSERT_GT(port, 0);
  const ProgramResult second = RunProgram({"serve", "--db", db_, "--port", std::to_string(port)});
  EXPECT_EQ(second.status, 2);
  EXPECT_THAT(second.err, HasSubstr("cuepoint serve: "));
}

}  // namespace
}  // namespace cuepoint
