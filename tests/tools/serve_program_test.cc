#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "program.h"
#include "server/unique_fd.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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

TEST_F(ServeProgram, ExitsWhereTheIndexIsNotThere) {
  const ProgramResult result = RunProgram({"serve", "--db", directory_ / "none", "--port", "0"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("there is no index here"));
  EXPECT_THAT(result.err, Not(HasSubstr("listening on")));
}

TEST_F(ServeProgram, ExitsWhereOneOfSeveralIndexesIsNotThere) {
  const ProgramResult result = RunProgram(
      {"serve", "--index", "a=" + db_, "--index", "b=" + (directory_ / "none"), "--port", "0"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("there is no index here"));
}

TEST_F(ServeProgram, ServesSeveralIndexesFromAFile) {
  const std::string config =
      directory_.Write("serve.toml", "port = 0\n[[index]]\nname = \"a\"\ndb = \"" + db_ +
                                         "\"\nhosts = [\"a.example\"]\n"
                                         "[[index]]\nname = \"b\"\ndb = \"" +
                                         db_ + "\"\n");
  BackgroundProgram program({"serve", "--config", config});
  const int port = PortOf(program.WaitForErrorLine("listening on "));
  ASSERT_GT(port, 0);
  httplib::Client client("127.0.0.1", port);
  const auto status = [&client](const std::string& path, const std::string& host = "localhost") {
    const httplib::Result answer = client.Get(path, {{"Host", host}});
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(status("/b/v1/search?q=quic"), 200);
  EXPECT_EQ(status("/v1/search?q=quic", "a.example"), 200);
  EXPECT_EQ(status("/v1/search?q=quic"), 404);
  EXPECT_EQ(status("/readyz"), 200);
  const httplib::Result metrics = client.Get("/metrics");
  ASSERT_TRUE(metrics);
  EXPECT_THAT(metrics->body, HasSubstr("index=\"b\""));
}

TEST_F(ServeProgram, OpensIndexAndLogAnewOnSighup) {
  namespace fs = std::filesystem;
  const std::string log = directory_ / "access.log";
  BackgroundProgram program({"serve", "--db", db_, "--port", "0", "--log-file", log, "--log-format",
                             "json", "--log-queries", "full"});
  const int port = PortOf(program.WaitForErrorLine("listening on "));
  ASSERT_GT(port, 0);
  httplib::Client client("127.0.0.1", port);
  const auto total = [&client](const std::string& query) {
    const httplib::Result answer = client.Get("/v1/search?q=" + query);
    return answer && answer->status == 200 ? nlohmann::json::parse(answer->body)["total"].get<int>()
                                           : -1;
  };
  const auto wait_for_line = [](const std::string& file, const std::string& text) {
    for (int tries = 0; tries < 500; ++tries) {
      std::ifstream stream(file);
      const std::string content((std::istreambuf_iterator<char>(stream)), {});
      if (content.find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  EXPECT_EQ(total("quic"), 1);

  // Another index takes the place of this one, under the same revision.
  const std::string notes =
      directory_.Write("other.jsonl", R"({"id": "e2", "title": "Of DNSSEC"})");
  ASSERT_EQ(RunProgram({"index", "--db", directory_ / "other", notes}).status, 0);
  fs::rename(db_, directory_ / "old");
  fs::rename(directory_ / "other", db_);
  fs::rename(log, log + ".1");
  program.Signal(SIGHUP);
  ASSERT_TRUE(wait_for_line(log, "anew"));
  EXPECT_EQ(total("dnssec"), 1);
  EXPECT_EQ(total("quic"), 0);
  EXPECT_TRUE(wait_for_line(log + ".1", "\"query\":\"quic\""));
  EXPECT_TRUE(wait_for_line(log, "\"query\":\"dnssec\""));

  // A broken one does not.
  fs::rename(db_, directory_ / "good");
  fs::create_directory(db_);
  program.Signal(SIGHUP);
  ASSERT_TRUE(wait_for_line(log, "stays as it was"));
  fs::remove(db_);
  fs::rename(directory_ / "good", db_);
  EXPECT_EQ(total("dnssec"), 1);
  program.Signal(SIGTERM);
  EXPECT_EQ(program.Wait(), 0);

  const ProgramResult report = RunProgram({"report", log + ".1", log});
  EXPECT_EQ(report.status, 0) << report.err;
  EXPECT_THAT(report.out, HasSubstr("  2  dnssec"));
}

TEST_F(ServeProgram, TellsItsServiceManagerHowItIs) {
  const std::string path = directory_ / "notify";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  const UniqueFd socket_fd(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(bind(socket_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  const auto next = [&socket_fd]() -> std::string {
    pollfd waiting{.fd = socket_fd.get(), .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, 20'000) != 1) return "nothing";
    char text[256];
    const ssize_t size = recv(socket_fd.get(), text, sizeof text, 0);
    return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  };
  BackgroundProgram program({"serve", "--db", db_, "--port", "0"},
                            {.environment = {{"NOTIFY_SOCKET", path}}});
  EXPECT_EQ(next(), "READY=1");
  program.Signal(SIGHUP);
  EXPECT_THAT(next(), HasSubstr("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_EQ(next(), "READY=1");
  program.Signal(SIGTERM);
  EXPECT_EQ(next(), "STOPPING=1");
  EXPECT_EQ(program.Wait(), 0);
}

TEST_F(ServeProgram, ChecksAndPrintsItsConfiguration) {
  const std::string config = directory_.Write("serve.toml", "prot = 0\n");
  const ProgramResult wrong = RunProgram({"serve", "--config", config, "--check-config"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err,
              HasSubstr("serve.toml:1:1: there is no key \"prot\" (did you mean \"port\"?)"));
  EXPECT_EQ(RunProgram({"serve", "--check-config", "--public-url", "gopher://x"}).status, 2);
  EXPECT_EQ(RunProgram({"serve", "--check-config", "--trusted-proxies", "10.0.0.0/99"}).status, 2);
  EXPECT_EQ(RunProgram({"serve", "--check-config", "--db", db_}).status, 0);

  const ProgramResult printed =
      RunProgram({"serve", "--print-config", "--db", db_, "--rate", "7"},
                 {.environment = {{"CUEPOINT_API_KEY", "s3cret-s3cret-s3cret"},
                                  {"CUEPOINT_LOG_FORMAT", "json"}}});
  EXPECT_EQ(printed.status, 0);
  EXPECT_THAT(printed.out, HasSubstr("# From the flag.\nrate = 7\n"));
  EXPECT_THAT(printed.out, HasSubstr("# From the environment.\nlog_format = \"json\"\n"));
  EXPECT_THAT(printed.out, Not(HasSubstr("s3cret-s3cret-s3cret")));
  const std::string again = directory_.Write("printed.toml", printed.out);
  EXPECT_EQ(RunProgram({"serve", "--config", again, "--check-config"}).status, 0);
}

}  // namespace
}  // namespace cuepoint
