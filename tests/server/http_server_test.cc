// The server over real connections: what an ordinary client sees.

#include "server/http_server.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "tests/server/fake_backend.h"
#include "tests/server/running_server.h"

namespace cuepoint {
namespace {

using ::testing::AllOf;
using testing::BodyOf;
using ::testing::ElementsAre;
using testing::Exchange;
using testing::Get;
using ::testing::HasSubstr;
using testing::HeaderOf;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RawClient;
using testing::RunningServer;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::StatusOf;

class HttpServerTest : public ::testing::Test {
 protected:
  std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
  std::shared_ptr<testing::RecordingLog> log_ = std::make_shared<testing::RecordingLog>();
  RunningServer server_{backend_, {.log = log_}};
};

TEST_F(HttpServerTest, AnswersAnOrdinaryClient) {
  httplib::Client client("127.0.0.1", server_.port());
  const auto result = client.Get("/v1/search?q=zero+copy");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 200);
  EXPECT_EQ(result->get_header_value("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(nlohmann::json::parse(result->body)["query"], "zero copy");
}

TEST_F(HttpServerTest, SendsTheHeadersThatEveryAnswerCarries) {
  for (const char* target : {"/v1/search?q=a", "/v1/search", "/nowhere", "/healthz"}) {
    const std::string response = Get(server_.port(), target);
    EXPECT_EQ(HeaderOf(response, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(HeaderOf(response, "Server"), "cuepoint") << target;
    EXPECT_THAT(HeaderOf(response, "Date"), HasSubstr(" GMT")) << target;
    EXPECT_EQ(HeaderOf(response, "Content-Length"), std::to_string(BodyOf(response).size()));
    EXPECT_THAT(HeaderOf(response, "Cache-Control"), Not(IsEmpty())) << target;
  }
}

TEST_F(HttpServerTest, AnswersHeadLikeGetWithoutTheBody) {
  const std::string get = Get(server_.port(), "/v1/search?q=a");
  const std::string head =
      Exchange(server_.port(), "HEAD /v1/search?q=a HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(StatusOf(head), 200);
  EXPECT_THAT(BodyOf(head), IsEmpty());
  EXPECT_EQ(HeaderOf(head, "Content-Length"), HeaderOf(get, "Content-Length"));
  EXPECT_EQ(HeaderOf(head, "Content-Type"), HeaderOf(get, "Content-Type"));
  EXPECT_EQ(HeaderOf(head, "Accept-Ranges"), "");
}

TEST_F(HttpServerTest, SendsFilesOnceAndGoesOnWithTheConnection) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.Send("GET /cuepoint.js HTTP/1.1\r\n\r\n"));
  const std::string etag = HeaderOf(client.ReadResponse(), "ETag");
  ASSERT_NE(etag, "");
  ASSERT_TRUE(client.Send("GET /cuepoint.js HTTP/1.1\r\nIf-None-Match: " + etag +
                          "\r\n\r\nGET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"));
  const std::string rest = client.ReadAll();
  EXPECT_EQ(StatusOf(rest), 304);
  EXPECT_EQ(HeaderOf(rest.substr(0, rest.find("\r\n\r\n") + 4), "Content-Length"), "");
  EXPECT_THAT(BodyOf(rest), StartsWith("HTTP/1.1 200 OK")) << "nothing in between";
}

TEST_F(HttpServerTest, AnswersHeadOfPagesAndFiles) {
  for (const char* const path : {"/", "/cuepoint.js", "/assets/social.png", "/episodes/e1"}) {
    const std::string get = Get(server_.port(), path);
    const std::string head = Exchange(
        server_.port(), "HEAD " + std::string(path) + " HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(StatusOf(head), 200) << path;
    EXPECT_THAT(BodyOf(head), IsEmpty()) << path;
    EXPECT_EQ(HeaderOf(head, "ETag"), HeaderOf(get, "ETag")) << path;
    EXPECT_EQ(HeaderOf(head, "Content-Type"), HeaderOf(get, "Content-Type")) << path;
  }
}

TEST_F(HttpServerTest, RefusesOtherMethodsSayingWhichItTakes) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE"}) {
    const std::string response = Exchange(
        server_.port(), std::string(method) + " /v1/search?q=a HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(StatusOf(response), 405) << method;
    EXPECT_EQ(HeaderOf(response, "Allow"), "GET, HEAD, OPTIONS") << method;
    EXPECT_EQ(HeaderOf(response, "Content-Type"), "application/problem+json") << method;
  }
}

TEST_F(HttpServerTest, SaysWhichMethodsAPathTakesAndGoesOn) {
  RawClient client(server_.port());
  for (const auto& [path, methods] :
       {std::pair("/v1/search", "GET, HEAD, OPTIONS"), {"/v1/batch", "POST, OPTIONS"}}) {
    ASSERT_TRUE(client.Send("OPTIONS " + std::string(path) + " HTTP/1.1\r\n\r\n"));
    const std::string response = client.ReadResponse();
    EXPECT_EQ(StatusOf(response), 204) << path;
    EXPECT_EQ(HeaderOf(response, "Allow"), methods);
    EXPECT_THAT(response, Not(HasSubstr("Content-Length"))) << "RFC 9110, section 8.6";
  }
}

TEST_F(HttpServerTest, AnswersABatch) {
  const std::string body = R"({"queries": [{"_id": "a", "text": "x"}, {"_id": "b", "text": "y"}]})";
  const std::string response =
      Exchange(server_.port(),
               "POST /v1/batch HTTP/1.1\r\nContent-Type: application/json\r\n"
               "Connection: close\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(StatusOf(response), 200);
  EXPECT_EQ(HeaderOf(response, "Content-Type"), "application/x-ndjson");
  EXPECT_THAT(BodyOf(response), AllOf(StartsWith(R"({"_id":"a")"), HasSubstr("\n{\"_id\":\"b\"")));
}

TEST(HttpServer, LetsListedWebsitesReadEveryKindOfAnswer) {
  ServerOptions options;
  options.guard.allowed_origins = {"https://a.example"};
  RunningServer server(std::make_shared<testing::FakeBackend>(), options);
  const auto ask = [&server](std::string_view request, std::string_view origin) {
    return Exchange(server.port(), std::string(request) +
                                       " HTTP/1.1\r\nOrigin: " + std::string(origin) +
                                       "\r\nAccess-Control-Request-Method: GET\r\n"
                                       "If-None-Match: *\r\nConnection: close\r\n\r\n");
  };
  for (const auto& [request, status] : {std::pair("OPTIONS /v1/search?q=a", 204),
                                        {"GET /v1/search?q=a", 304},
                                        {"HEAD /nowhere", 404}}) {
    const std::string allowed = ask(request, "https://a.example");
    EXPECT_EQ(HeaderOf(allowed, "Access-Control-Allow-Origin"), "https://a.example") << request;
    EXPECT_THAT(HeaderOf(allowed, "Vary"), HasSubstr("Origin")) << request;
    EXPECT_EQ(StatusOf(allowed), status) << request;
    const std::string refused = ask(request, "https://b.example");
    EXPECT_EQ(HeaderOf(refused, "Access-Control-Allow-Origin"), "") << request;
    EXPECT_EQ(StatusOf(refused), status) << request;
  }
}

TEST_F(HttpServerTest, KeepsAConnectionForManyRequests) {
  RawClient client(server_.port());
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(client.Send("GET /v1/search?q=n" + std::to_string(i) + " HTTP/1.1\r\n\r\n"));
    const std::string response = client.ReadResponse();
    ASSERT_EQ(StatusOf(response), 200) << i;
    EXPECT_EQ(nlohmann::json::parse(BodyOf(response))["query"], "n" + std::to_string(i));
  }
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  RawClient client(server_.port());
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests += "GET /v1/search?q=n" + std::to_string(i) + " HTTP/1.1\r\n\r\n";
  }
  ASSERT_TRUE(client.Send(requests));
  for (int i = 0; i < 20; ++i) {
    const std::string response = client.ReadResponse();
    ASSERT_EQ(StatusOf(response), 200) << i;
    EXPECT_EQ(nlohmann::json::parse(BodyOf(response))["query"], "n" + std::to_string(i));
  }
}

TEST_F(HttpServerTest, AnswersAClientThatHasFinishedSending) {
  RawClient client(server_.port());
  ASSERT_TRUE(client.Send("GET /healthz HTTP/1.1\r\n\r\n"));
  client.FinishSending();
  EXPECT_EQ(StatusOf(client.ReadAll()), 200);
}

TEST_F(HttpServerTest, ClosesAfterAnHttp10Request) {
  EXPECT_EQ(StatusOf(Exchange(server_.port(), "GET /healthz HTTP/1.0\r\n\r\n")), 200);
}

TEST_F(HttpServerTest, AnswersManyClientsAtOnceEachItsOwn) {
  constexpr int kClients = 50;
  constexpr int kRequests = 40;
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.emplace_back([&, c] {
      httplib::Client client("127.0.0.1", server_.port());
      client.set_keep_alive(c % 2 == 0);
      for (int r = 0; r < kRequests; ++r) {
        const std::string query = "c" + std::to_string(c) + "r" + std::to_string(r);
        const auto result = client.Get("/v1/search?q=" + query);
        if (result && result->status == 200 &&
            nlohmann::json::parse(result->body)["query"] == query) {
          ++right;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, kClients * kRequests);
}

TEST_F(HttpServerTest, IgnoresARangeRatherThanCutJson) {
  const std::string whole = BodyOf(Get(server_.port(), "/v1/episodes/e1"));
  const std::string response =
      Exchange(server_.port(),
               "GET /v1/episodes/e1 HTTP/1.1\r\nRange: bytes=0-3\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(StatusOf(response), 200);
  EXPECT_EQ(BodyOf(response), whole);
}

TEST_F(HttpServerTest, AnswersWhoAsksForAWebsocketInPlainHttp) {
  const std::string response =
      Exchange(server_.port(),
               "GET /healthz HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
               "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(StatusOf(response), 200);
  EXPECT_EQ(HeaderOf(response, "Content-Length"), "15");
}

TEST_F(HttpServerTest, LogsEachAnswerWithoutTheQuery) {
  Get(server_.port(), "/v1/search?q=private");
  Get(server_.port(), "/nowhere");
  Exchange(server_.port(), "nonsense\r\n\r\n");
  Exchange(server_.port(), "bare\n\n");
  server_.Stop();
  EXPECT_THAT(
      log_->accesses(),
      ElementsAre(AllOf(HasSubstr("client=127.0.0.1 method=GET path=\"/v1/search\" status=200"),
                        HasSubstr("hits=1"), Not(HasSubstr("private"))),
                  HasSubstr("path=\"/nowhere\" status=404"), HasSubstr("status=400"),
                  HasSubstr("status=400")));
}

TEST_F(HttpServerTest, TellsTheLogAndNotTheClientWhatFailed) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    return Error{.code = ErrorCode::kCorrupt, .message = "bad block", .source = "/secret/index"};
  };
  const std::string response = Get(server_.port(), "/v1/search?q=a");
  EXPECT_EQ(StatusOf(response), 500);
  EXPECT_THAT(response, Not(HasSubstr("secret")));
  EXPECT_THAT(log_->problems(), ElementsAre(HasSubstr("/secret/index: bad block")));
}

TEST(HttpServer, RefusesAPortThatIsTaken) {
  const auto backend = std::make_shared<testing::FakeBackend>();
  RunningServer first(backend);
  auto second = HttpServer::Create({.port = first.port()}, backend);
  ASSERT_TRUE(second);
  const Result<int> port = (*second)->Bind();
  ASSERT_FALSE(port);
  EXPECT_EQ(port.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(ToString(port.error()), HasSubstr("127.0.0.1:" + std::to_string(first.port())));
}

TEST(HttpServer, RefusesAHostThatIsNone) {
  auto server = HttpServer::Create({.host = "no such host", .port = 0},
                                   std::make_shared<testing::FakeBackend>());
  ASSERT_TRUE(server);
  const Result<int> port = (*server)->Bind();
  ASSERT_FALSE(port);
  EXPECT_EQ(port.error().code, ErrorCode::kInvalidArgument);
}

TEST(HttpServer, RefusesOptionsThatMakeNoSense) {
  const auto backend = std::make_shared<testing::FakeBackend>();
  ServerOptions options;
  EXPECT_TRUE(HttpServer::Create(options, backend));
  EXPECT_FALSE(HttpServer::Create(options, nullptr));
  options.port = 65536;
  EXPECT_FALSE(HttpServer::Create(options, backend));
  options.port = -1;
  EXPECT_FALSE(HttpServer::Create(options, backend));
  options = {};
  options.limits.connections = 0;
  EXPECT_FALSE(HttpServer::Create(options, backend));
  options = {};
  options.limits.target_bytes = 100'000;
  EXPECT_FALSE(HttpServer::Create(options, backend));
}

}  // namespace
}  // namespace cuepoint
