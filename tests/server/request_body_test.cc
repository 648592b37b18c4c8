// Requests with a body: it is collected before any worker sees them, within bounds.

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/running_server.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using testing::BodyOf;
using testing::Exchange;
using testing::Get;
using ::testing::HasSubstr;
using testing::HeaderOf;
using ::testing::IsEmpty;
using testing::RawClient;
using testing::RunningServer;
using testing::StatusOf;

constexpr std::string_view kPost = "POST /v1/batch HTTP/1.1\r\nHost: a\r\n";

class RequestBodyTest : public ::testing::Test {
 protected:
  HttpHandler Echo() {
    return [this](const HttpRequest& request) {
      ++asked_;
      HttpReply reply;
      reply.headers.emplace_back("Content-Type", "application/octet-stream");
      reply.body = std::string(request.method) + ' ' + std::string(request.body);
      return reply;
    };
  }

  std::atomic<int> asked_ = 0;
};

TEST_F(RequestBodyTest, ReachesTheHandlerWhole) {
  RunningServer server(Echo());
  std::string body;
  for (int i = 0; i < 200'000; ++i) body += static_cast<char>(i);
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(std::string(kPost) + "Content-Length: 200000\r\n\r\n" + body));
  EXPECT_EQ(BodyOf(client.ReadResponse()), "POST " + body);
}

TEST_F(RequestBodyTest, LeavesTheConnectionForTheNextRequest) {
  RunningServer server(Echo());
  RawClient client(server.port());
  ASSERT_TRUE(client.Send(std::string(kPost) + "Content-Length: 3\r\n\r\nabc" + std::string(kPost) +
                          "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n"
                          "GET /next HTTP/1.1\r\n\r\n" +
                          std::string(kPost) + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
  for (const std::string_view body : {"POST abc", "POST def", "GET ", "POST "}) {
    const std::string response = client.ReadResponse();
    EXPECT_EQ(StatusOf(response), 200);
    EXPECT_EQ(BodyOf(response), body);
  }
  EXPECT_EQ(client.ReadAll(), "");
}

// A body that looks like a request is a body.
TEST_F(RequestBodyTest, IsNeverTakenForARequest) {
  RunningServer server(Echo());
  const std::string inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string response =
      Exchange(server.port(), std::string(kPost) + "Connection: close\r\nContent-Length: " +
                                  std::to_string(inner.size()) + "\r\n\r\n" + inner);
  EXPECT_EQ(BodyOf(response), "POST " + inner);
  EXPECT_EQ(asked_, 1);
}

TEST_F(RequestBodyTest, ArrivesByteByByte) {
  RunningServer server(Echo());
  RawClient client(server.port());
  for (const char c :
       std::string(kPost) + "Transfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\nA: b\r\n\r\n") {
    ASSERT_TRUE(client.Send(std::string_view(&c, 1)));
  }
  EXPECT_EQ(BodyOf(client.ReadResponse()), "POST abc");
}

TEST_F(RequestBodyTest, IsAskedForWhereTheClientWaits) {
  RunningServer server(Echo());
  RawClient client(server.port());
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(
        client.Send(std::string(kPost) + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    EXPECT_EQ(client.ReadResponse(), "HTTP/1.1 100 Continue\r\n\r\n");
    ASSERT_TRUE(client.Send("abc"));
    const std::string response = client.ReadResponse();
    EXPECT_EQ(StatusOf(response), 200);
    EXPECT_EQ(BodyOf(response), "POST abc");
  }
}

TEST_F(RequestBodyTest, IsNotAskedForWhenItIsTooLarge) {
  RunningServer server(Echo());
  const std::string response =
      Exchange(server.port(),
               std::string(kPost) + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
  EXPECT_EQ(StatusOf(response), 413);
  EXPECT_EQ(asked_, 0);
}

struct BadBody {
  std::string name;
  std::string rest;
  int status;
};

std::ostream& operator<<(std::ostream& out, const BadBody& c) { return out << c.name; }

class RefusedBody : public RequestBodyTest, public ::testing::WithParamInterface<BadBody> {};

TEST_P(RefusedBody, EndsTheConnectionBeforeAnyHandler) {
  RunningServer server(Echo());
  const std::string response = Exchange(server.port(), std::string(kPost) + GetParam().rest);
  EXPECT_EQ(StatusOf(response), GetParam().status);
  EXPECT_EQ(HeaderOf(response, "Connection"), "close");
  EXPECT_EQ(HeaderOf(response, "Content-Type"), "application/problem+json");
  EXPECT_EQ(response.find("HTTP/1.1", 1), std::string::npos);
  EXPECT_EQ(asked_, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedBody,
    ::testing::Values(
        BadBody{"larger than allowed, said", "Content-Length: 1048577\r\n\r\n", 413},
        BadBody{"larger than allowed, in chunks",
                "Transfer-Encoding: chunked\r\n\r\n80000\r\n" + std::string(0x80000, 'a') +
                    "\r\n80001\r\n" + std::string(0x80001, 'a'),
                413},
        BadBody{"64 MiB sent regardless",
                "Content-Length: 67108864\r\n\r\n" + std::string(64u << 20, 'a'), 413},
        BadBody{"both framings",
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x "
                "HTTP/1.1\r\n\r\n",
                400},
        BadBody{"both framings, no length",
                "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        BadBody{"two lengths", "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        BadBody{"chunks that are none", "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        BadBody{"a coding we do not know", "Transfer-Encoding: gzip\r\n\r\n", 400}));

TEST_F(RequestBodyTest, CutsSlowSendersOff) {
  ServerOptions options;
  options.limits.body_timeout = milliseconds(100);
  RunningServer server(Echo(), options);
  const std::string response =
      Exchange(server.port(), std::string(kPost) + "Content-Length: 10\r\n\r\nabc");
  EXPECT_EQ(StatusOf(response), 408);
  EXPECT_EQ(asked_, 0);
}

TEST_F(RequestBodyTest, IsBoundedOverAllConnections) {
  ServerOptions options;
  options.limits.pending_body_bytes = 1u << 20;
  RunningServer server(Echo(), options);
  const std::string part =
      std::string(kPost) + "Content-Length: 900000\r\n\r\n" + std::string(400'000, 'a');
  std::vector<RawClient> clients;
  int refused = 0;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().Send(part));
    // Requests without a body go on.
    EXPECT_EQ(StatusOf(Get(server.port(), "/a")), 200);
  }
  for (RawClient& client : clients) {
    client.FinishSending();
    const std::string response = client.ReadAll();
    if (response.empty()) continue;
    EXPECT_EQ(StatusOf(response), 503);
    EXPECT_EQ(HeaderOf(response, "Retry-After"), "1");
    ++refused;
  }
  EXPECT_GE(refused, 2);
  // What the clients held is free again.
  const std::string body(500'000, 'b');
  EXPECT_EQ(StatusOf(Exchange(server.port(), std::string(kPost) +
                                                 "Connection: close\r\nContent-Length: 500000"
                                                 "\r\n\r\n" +
                                                 body)),
            200);
}

TEST_F(RequestBodyTest, IsOnlyAwaitedWhereOneIsTaken) {
  RunningServer server(Echo());
  const std::string response =
      Exchange(server.port(), "POST /v1/search HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nabc");
  EXPECT_EQ(BodyOf(response), "POST ");
  EXPECT_EQ(HeaderOf(response, "Connection"), "close");
}

TEST_F(RequestBodyTest, SurvivesAClientThatLeavesHalfWay) {
  RunningServer server(Echo());
  for (int i = 0; i < 20; ++i) {
    RawClient client(server.port());
    ASSERT_TRUE(client.Send(std::string(kPost) + "Content-Length: 100000\r\n\r\n" +
                            std::string(50'000, 'a')));
  }
  EXPECT_EQ(StatusOf(Get(server.port(), "/a")), 200);
}

// The peers of this machine have no share of their own, so trust is put into none of it here.
TEST_F(RequestBodyTest, IsKnownToTheLogUnderItsClient) {
  const auto log = std::make_shared<testing::RecordingLog>();
  ServerOptions options;
  options.log = log;
  options.guard.trusted_proxies = {"loopback"};
  RunningServer server(Echo(), options);
  Exchange(server.port(), std::string(kPost) +
                              "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nContent-Length: 1\r\n"
                              "Connection: close\r\n\r\na");
  server.Stop();
  EXPECT_THAT(log->accesses(), ::testing::ElementsAre(HasSubstr("client=203.0.113.9 ")));
}

}  // namespace
}  // namespace cuepoint
