// What hostile, slow and broken clients get, and that nobody else suffers from them.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iterator>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "server/listener.h"
#include "tests/server/fake_backend.h"
#include "tests/server/running_server.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using testing::BodyOf;
using testing::Exchange;
using testing::Get;
using ::testing::HasSubstr;
using testing::HeaderOf;
using testing::RawClient;
using testing::RunningServer;
using testing::StatusOf;

std::string Repeat(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string CodeOf(const std::string& response) {
  const auto json = nlohmann::json::parse(BodyOf(response), nullptr, false);
  return json.is_object() ? json.value("code", "") : "";
}

class ServerLimitsTest : public ::testing::Test {
 protected:
  std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
};

TEST(Listener, LeavesDescriptorsForTheIndex) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  for (const auto& [descriptors, connections] :
       {std::pair<rlim_t, std::size_t>{1024, 768}, {300, 44}, {200, 1}}) {
    const rlimit limit = {.rlim_cur = descriptors, .rlim_max = before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_EQ(ConnectionsWithinDescriptors(1024), connections);
    EXPECT_EQ(ConnectionsWithinDescriptors(1), 1u);
  }
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

struct Hostile {
  std::string name;
  std::string bytes;
  int status;
  std::string code;
};

std::ostream& operator<<(std::ostream& out, const Hostile& c) { return out << c.name; }

class RefusedRequest : public ServerLimitsTest, public ::testing::WithParamInterface<Hostile> {};

TEST_P(RefusedRequest, GetsAProblemAndLeavesTheServerWell) {
  RunningServer server(backend_);
  const std::string response = Exchange(server.port(), GetParam().bytes);
  EXPECT_EQ(StatusOf(response), GetParam().status) << response;
  EXPECT_EQ(CodeOf(response), GetParam().code);
  EXPECT_EQ(HeaderOf(response, "Content-Type"), "application/problem+json");
  EXPECT_EQ(HeaderOf(response, "Connection"), "close");
  EXPECT_EQ(StatusOf(Get(server.port(), "/healthz")), 200);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedRequest,
    ::testing::Values(
        Hostile{"a target beyond 8 KiB",
                "GET /v1/search?q=" + std::string(8200, 'a') + " HTTP/1.1\r\n\r\n", 414,
                "target-too-long"},
        Hostile{"a request line of 4 MiB", "GET /" + std::string(4u << 20, 'a'), 414,
                "target-too-long"},
        Hostile{"a field beyond 8 KiB",
                "GET /healthz HTTP/1.1\r\nA: " + std::string(8200, 'a') + "\r\n\r\n", 431,
                "headers-too-large"},
        Hostile{"a field of 4 MiB", "GET /healthz HTTP/1.1\r\nA: " + std::string(4u << 20, 'a'),
                431, "headers-too-large"},
        Hostile{"300,000 fields",
                "GET /healthz HTTP/1.1\r\n" + Repeat("A: b\r\n", 300'000) + "\r\n", 431,
                "headers-too-large"},
        Hostile{"a body beyond 1 MiB",
                "POST /v1/search HTTP/1.1\r\nContent-Length: 4194304\r\n\r\n" +
                    std::string(4u << 20, 'a'),
                413, "body-too-large"},
        Hostile{"a body beyond any size",
                "POST /v1/search HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413,
                "body-too-large"},
        Hostile{"a chunked body without end",
                "POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" +
                    Repeat("1000\r\n" + std::string(4096, 'a') + "\r\n", 1024),
                405, "method-not-allowed"},
        Hostile{"a body of two lengths",
                "POST /v1/search HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n",
                400, "bad-request"},
        Hostile{"two different lengths",
                "GET /healthz HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400,
                "bad-request"},
        Hostile{"a length that is none", "GET /healthz HTTP/1.1\r\nContent-Length: +4\r\n\r\n", 400,
                "bad-request"},
        Hostile{"an unknown transfer coding",
                "GET /healthz HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n", 400, "bad-request"},
        Hostile{"a body that waits to be asked for",
                "POST /v1/search HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n",
                417, "expectation-failed"},
        Hostile{"no HTTP", "hello\r\n\r\n", 400, "bad-request"},
        Hostile{"HTTP of the future", "GET / HTTP/9.9\r\n\r\n", 400, "bad-request"},
        Hostile{"an unknown method", "BREW /healthz HTTP/1.1\r\n\r\n", 400, "bad-request"},
        Hostile{"bare line feeds", "GET /healthz HTTP/1.1\n\n", 400, "bad-request"},
        Hostile{"a space before the colon", "GET /healthz HTTP/1.1\r\nA : b\r\n\r\n", 400,
                "bad-request"},
        Hostile{"a folded field", "GET /healthz HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400,
                "bad-request"},
        Hostile{"a NUL in the target", std::string("GET /a\0b HTTP/1.1\r\n\r\n", 22), 400,
                "bad-request"},
        Hostile{"a TLS greeting",
                std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\r\n\r\n", 14), 400,
                "bad-request"},
        Hostile{"HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "bad-request"},
        Hostile{"a websocket",
                "GET /nowhere HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                404, "unknown-path"},
        Hostile{"a page beyond the bound", "GET /v1/search?q=a&offset=10001 HTTP/1.1\r\n\r\n", 400,
                "invalid-argument"},
        Hostile{"a query beyond the bound",
                "GET /v1/search?q=" + std::string(2049, 'a') + " HTTP/1.1\r\n\r\n", 400,
                "too-large"}));

TEST_F(ServerLimitsTest, NeverTakesABodyForTheNextRequest) {
  RunningServer server(backend_);
  const std::string inner = "GET /readyz HTTP/1.1\r\n\r\n";
  for (const std::string& fields :
       {"Content-Length: " + std::to_string(inner.size()),
        "Content-Length: 0" + std::to_string(inner.size()), std::string("Content-Length: 00"),
        std::string("Transfer-Encoding: chunked")}) {
    const std::string response =
        Exchange(server.port(), "GET /healthz HTTP/1.1\r\n" + fields + "\r\n\r\n" + inner);
    EXPECT_EQ(StatusOf(response), 200) << fields;
    EXPECT_EQ(response.find("HTTP/1.1", 1), std::string::npos) << fields << '\n' << response;
    EXPECT_EQ(HeaderOf(response, "Connection"), "close") << fields;
  }
}

TEST_F(ServerLimitsTest, SurvivesArbitraryBytes) {
  RunningServer server(backend_);
  std::mt19937 random(42);
  constexpr std::string_view kPieces[] = {"GET ",
                                          "/healthz",
                                          "/v1/search?q=",
                                          " HTTP/1.1",
                                          "\r\n",
                                          "\r\n\r\n",
                                          "\n",
                                          "\r",
                                          "Host: x",
                                          ":",
                                          "%",
                                          "\x00",
                                          "é",
                                          "Content-Length: ",
                                          "Transfer-Encoding: chunked",
                                          "0",
                                          "Range: bytes=",
                                          "-",
                                          ",",
                                          "Accept: ",
                                          ";q=",
                                          "POST "};
  for (int round = 0; round < 300; ++round) {
    std::string bytes = round % 2 == 0 ? "GET /v1/search?q=a" : "";
    const std::size_t count = random() % 30;
    for (std::size_t i = 0; i < count; ++i) {
      if (random() % 5 == 0) {
        bytes += static_cast<char>(random() % 256);
      } else {
        bytes += kPieces[random() % std::size(kPieces)];
      }
    }
    RawClient client(server.port());
    client.Send(bytes);
    client.FinishSending();
    const std::string response = client.ReadAll();
    EXPECT_TRUE(response.empty() || StatusOf(response) != 0) << response;
  }
  EXPECT_EQ(StatusOf(Get(server.port(), "/healthz")), 200);
}

// More silent and half-spoken connections than there are threads, many times over.
TEST_F(ServerLimitsTest, ServesOthersWhileClientsAreSilentOrSlow) {
  ServerOptions options;
  options.threads = 2;
  RunningServer server(backend_, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 100; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().connected());
    if (i % 2 == 0) {
      ASSERT_TRUE(clients.back().Send("GET /v1/search?q=slow HTTP/1.1\r\nA: "));
    }
    if (i % 10 == 0) {
      EXPECT_EQ(StatusOf(Get(server.port(), "/v1/search?q=quick")), 200);
    }
  }
  EXPECT_EQ(StatusOf(Get(server.port(), "/v1/search?q=quick")), 200);
  for (int i = 0; i < 100; i += 2) {
    ASSERT_TRUE(clients[static_cast<std::size_t>(i)].Send("b\r\n\r\n"));
    EXPECT_EQ(StatusOf(clients[static_cast<std::size_t>(i)].ReadResponse()), 200) << i;
  }
}

TEST_F(ServerLimitsTest, ServesOthersWhileAClientDoesNotTakeItsAnswer) {
  backend_->search = [](const SearchRequest& request) {
    auto response = testing::FakeBackend::EchoSearch(request);
    response->hits[0].snippet = std::string(64u << 20, 's');
    return response;
  };
  ServerOptions options;
  options.threads = 1;
  RunningServer server(backend_, options);
  RawClient lazy(server.port());
  ASSERT_TRUE(lazy.Send("GET /v1/search?q=large HTTP/1.1\r\nConnection: close\r\n\r\n"));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(StatusOf(Get(server.port(), "/healthz")), 200);
  const std::string response = lazy.ReadAll();
  EXPECT_EQ(StatusOf(response), 200);
  EXPECT_EQ(std::to_string(BodyOf(response).size()), HeaderOf(response, "Content-Length"));
}

TEST_F(ServerLimitsTest, ClosesAConnectionWhoseAnswerWouldFillTheMemory) {
  backend_->search = [](const SearchRequest& request) {
    auto response = testing::FakeBackend::EchoSearch(request);
    response->hits[0].snippet = std::string(64u << 20, 's');
    return response;
  };
  ServerOptions options;
  options.limits.pending_output_bytes = 1u << 20;
  RunningServer server(backend_, options);
  RawClient lazy(server.port());
  ASSERT_TRUE(lazy.Send("GET /v1/search?q=large HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_LT(lazy.ReadAll().size(), 64u << 20);
  EXPECT_EQ(StatusOf(Get(server.port(), "/healthz")), 200);
}

TEST_F(ServerLimitsTest, TimesOutAHeadThatNeverEnds) {
  ServerOptions options;
  options.limits.head_timeout = milliseconds(100);
  RunningServer server(backend_, options);
  RawClient client(server.port());
  ASSERT_TRUE(client.Send("GET /healthz HTTP/1.1\r\nA: "));
  const std::string response = client.ReadAll();
  EXPECT_EQ(StatusOf(response), 408);
  EXPECT_EQ(CodeOf(response), "request-timeout");
}

TEST_F(ServerLimitsTest, ClosesAnIdleConnection) {
  ServerOptions options;
  options.limits.idle_timeout = milliseconds(100);
  RunningServer server(backend_, options);
  RawClient silent(server.port());
  EXPECT_EQ(silent.ReadAll(), "");
  RawClient client(server.port());
  ASSERT_TRUE(client.Send("GET /healthz HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(StatusOf(client.ReadAll()), 200);
}

TEST_F(ServerLimitsTest, GivesUpOnAClientThatDoesNotTakeItsAnswer) {
  backend_->search = [](const SearchRequest& request) {
    auto response = testing::FakeBackend::EchoSearch(request);
    response->hits[0].snippet = std::string(64u << 20, 's');
    return response;
  };
  ServerOptions options;
  options.limits.write_timeout = milliseconds(100);
  RunningServer server(backend_, options);
  RawClient lazy(server.port());
  ASSERT_TRUE(lazy.Send("GET /v1/search?q=large HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_LT(lazy.ReadAllSlowly().size(), 64u << 20);
}

TEST_F(ServerLimitsTest, EndsAConnectionAfterItsShareOfRequests) {
  ServerOptions options;
  options.limits.requests_per_connection = 3;
  RunningServer server(backend_, options);
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.Send("GET /healthz HTTP/1.1\r\n\r\n"));
    const std::string response = client.ReadResponse();
    EXPECT_EQ(StatusOf(response), 200);
    EXPECT_EQ(HeaderOf(response, "Connection"), i == 2 ? "close" : "");
  }
  EXPECT_EQ(client.ReadAll(), "");
}

// The clients are silent from the start: one that was answered counts as idle only once its worker
// has given it back, in whatever order the workers do.
TEST_F(ServerLimitsTest, ClosesTheLongestIdleConnectionToMakeRoom) {
  ServerOptions options;
  options.limits.connections = 4;
  RunningServer server(backend_, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) clients.emplace_back(server.port());
  EXPECT_EQ(StatusOf(Get(server.port(), "/healthz")), 200);
  EXPECT_EQ(clients[0].ReadAll(), "");
  ASSERT_TRUE(clients[3].Send("GET /healthz HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(StatusOf(clients[3].ReadResponse()), 200);
}

// Searches wait inside the backend until the test lets them go on.
class BlockedServerTest : public ServerLimitsTest {
 protected:
  void SetUp() override {
    backend_->search = [this](const SearchRequest& request) {
      std::unique_lock lock(mutex_);
      ++running_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return released_; });
      return testing::FakeBackend::EchoSearch(request);
    };
  }

  void AwaitRunning(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return running_ >= count; });
  }
  void Release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int running_ = 0;
  bool released_ = false;
};

TEST_F(BlockedServerTest, ShedsLoadAtOnceWhenTooManyRequestsWait) {
  const auto log = std::make_shared<testing::RecordingLog>();
  ServerOptions options;
  options.threads = 1;
  options.limits.queue_limit = 2;
  options.log = log;
  RunningServer server(backend_, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 10; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().Send("GET /v1/search?q=a HTTP/1.1\r\n\r\n"));
    AwaitRunning(1);
  }
  // One runs, two wait, and the others are answered while those are still at it.
  log->Await(7, "status=503");
  RawClient watcher(server.port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(watcher.Send("GET /healthz HTTP/1.1\r\n\r\n"));
    EXPECT_EQ(StatusOf(watcher.ReadResponse()), 200);
  }
  Release();
  int answered = 0;
  int refused = 0;
  for (RawClient& client : clients) {
    const std::string response = client.ReadResponse();
    if (StatusOf(response) == 200) {
      ++answered;
      continue;
    }
    ++refused;
    EXPECT_EQ(StatusOf(response), 503);
    EXPECT_EQ(HeaderOf(response, "Retry-After"), "1");
    EXPECT_EQ(CodeOf(response), "overloaded");
  }
  EXPECT_EQ(answered, 3);
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(StatusOf(Get(server.port(), "/v1/search?q=a")), 200);
}

TEST_F(BlockedServerTest, RefusesConnectionsWhenEveryOneIsBusy) {
  ServerOptions options;
  options.threads = 2;
  options.limits.connections = 2;
  RunningServer server(backend_, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().Send("GET /v1/search?q=a HTTP/1.1\r\n\r\n"));
    AwaitRunning(i + 1);
  }
  const std::string refused = Get(server.port(), "/healthz");
  EXPECT_EQ(StatusOf(refused), 503);
  EXPECT_EQ(HeaderOf(refused, "Retry-After"), "1");
  Release();
  for (RawClient& client : clients) EXPECT_EQ(StatusOf(client.ReadResponse()), 200);
}

TEST_F(BlockedServerTest, SurvivesClientsThatLeaveBeforeTheirAnswer) {
  ServerOptions options;
  options.threads = 2;
  RunningServer server(backend_, options);
  {
    std::vector<RawClient> clients;
    for (int i = 0; i < 8; ++i) {
      clients.emplace_back(server.port());
      ASSERT_TRUE(clients.back().Send("GET /v1/search?q=a HTTP/1.1\r\n\r\n"));
    }
    AwaitRunning(2);
  }
  Release();
  EXPECT_EQ(StatusOf(Get(server.port(), "/v1/search?q=a")), 200);
}

TEST_F(BlockedServerTest, FinishesEveryRequestInFlightWhenStopped) {
  ServerOptions options;
  options.threads = 3;
  RunningServer server(backend_, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 6; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(
        clients.back().Send("GET /v1/search?q=n" + std::to_string(i) + " HTTP/1.1\r\n\r\n"));
  }
  RawClient arriving(server.port());
  ASSERT_TRUE(arriving.Send("GET /v1/search?q=arriving HTTP/1.1\r\n"));
  RawClient idle(server.port());
  ASSERT_TRUE(idle.Send("GET /healthz HTTP/1.1\r\n\r\n"));
  AwaitRunning(3);
  std::thread stopping([&] { server.Stop(); });
  // The idle connection ends although its own answer is still due behind the others: that answer
  // comes first.
  ASSERT_TRUE(arriving.Send("\r\n"));
  Release();
  EXPECT_EQ(StatusOf(idle.ReadAll()), 200);
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const std::string response = clients[i].ReadAll();
    EXPECT_EQ(StatusOf(response), 200) << i;
    EXPECT_THAT(response, HasSubstr("\"n" + std::to_string(i) + "\""));
  }
  EXPECT_EQ(StatusOf(arriving.ReadAll()), 200);
  stopping.join();
  EXPECT_FALSE(RawClient(server.port()).connected());
}

TEST_F(BlockedServerTest, ClosesIdleConnectionsAtOnceWhenStopped) {
  RunningServer server(backend_);
  RawClient idle(server.port());
  ASSERT_TRUE(idle.Send("GET /healthz HTTP/1.1\r\n\r\n"));
  ASSERT_EQ(StatusOf(idle.ReadResponse()), 200);
  server.Stop();
  EXPECT_EQ(idle.ReadAll(), "");
}

TEST_F(ServerLimitsTest, StopsBeforeItRuns) {
  auto server = HttpServer::Create({.port = 0}, backend_);
  ASSERT_TRUE(server);
  (*server)->Stop();
  ASSERT_TRUE((*server)->Bind());
  EXPECT_TRUE((*server)->Run());
  (*server)->Stop();
}

TEST_F(ServerLimitsTest, LosesNoRequestOfBusyClientsWhenStopped) {
  auto server = std::make_unique<RunningServer>(backend_);
  const int port = server->port();
  std::atomic<int> broken = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&] {
      while (true) {
        RawClient client(port);
        if (!client.connected()) return;
        if (!client.Send("GET /v1/search?q=a HTTP/1.1\r\nConnection: close\r\n\r\n")) return;
        const std::string response = client.ReadAll();
        // Not even begun: the connection was still in the system's hands.
        if (response.empty()) return;
        if (StatusOf(response) == 200 &&
            std::to_string(BodyOf(response).size()) == HeaderOf(response, "Content-Length")) {
          ++answered;
        } else {
          ++broken;
        }
      }
    });
  }
  while (answered < 200) std::this_thread::yield();
  server->Stop();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(broken, 0);
}

}  // namespace
}  // namespace cuepoint
