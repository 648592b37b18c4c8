#include <atomic>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/fetch/fetch_seams.h"
#include "corpus/fetch/fetcher.h"
#include "tests/support/deflated.h"
#include "tests/support/http_fixture.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using testing::Always;
using testing::FixtureConnection;
using testing::GzipOfAs;
using testing::HttpFixture;
using testing::Reply;
using testing::SeenRequest;

// As a user has it who fetches from a machine of their own, without pauses.
FetchOptions Quick() {
  FetchOptions options;
  options.allow_private = true;
  options.retries = 0;
  options.backoff = milliseconds(0);
  options.host_interval = milliseconds(0);
  return options;
}

FetchSeams NoProxies() {
  FetchSeams seams;
  seams.environment = [](const char*) -> const char* { return nullptr; };
  return seams;
}

std::unique_ptr<Fetcher> Make(const FetchOptions& options, FetchSeams seams = NoProxies()) {
  Result<std::unique_ptr<Fetcher>> fetcher = MakeHttpFetcher(options, std::move(seams));
  EXPECT_TRUE(fetcher);
  return *std::move(fetcher);
}

Result<FetchResponse> Get(const std::string& url, const FetchOptions& options = Quick()) {
  return Make(options)->Fetch({.url = url});
}

TEST(HttpFetcher, BringsBodyTypeAndValidators) {
  const HttpFixture server(Always(Reply(200,
                                        "Content-Type: Application/RSS+xml; x=y; "
                                        "Charset=\"ISO-8859-1\"\r\nETag: W/\"v1\"\r\n"
                                        "Last-Modified: Tue, 09 Dec 2025 08:00:00 GMT\r\n",
                                        "<rss/>")));
  const auto response = Get(server.Url("/feed.xml?a=b"));
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->url, server.Url("/feed.xml?a=b"));
  EXPECT_FALSE(response->not_modified);
  EXPECT_EQ(response->body, "<rss/>");
  EXPECT_EQ(response->type, "application/rss+xml");
  EXPECT_EQ(response->charset, "ISO-8859-1");
  EXPECT_EQ(response->validators.etag, "W/\"v1\"");
  EXPECT_EQ(response->validators.last_modified, "Tue, 09 Dec 2025 08:00:00 GMT");
}

TEST(HttpFetcher, SaysWhoAsksAndWhatItTakes) {
  const HttpFixture server(Always(Reply(200, "", "")));
  const auto fetcher = Make(Quick());
  ASSERT_TRUE(fetcher->Fetch({.url = server.Url("/a"), .accept = "text/vtt"}));
  ASSERT_EQ(server.requests().size(), 1u);
  const SeenRequest request = server.requests()[0];
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.Field("user-agent").substr(0, 9), "cuepoint/");
  EXPECT_EQ(request.Field("accept"), "text/vtt");
  EXPECT_NE(request.Field("accept-encoding").find("gzip"), std::string::npos);
  EXPECT_EQ(request.Field("cookie"), "");
  EXPECT_EQ(request.Field("authorization"), "");
  EXPECT_EQ(request.Field("if-none-match"), "");
}

TEST(HttpFetcher, AsksWhetherADocumentChanged) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    const bool same = request.Field("if-none-match") == "\"v1\"" ||
                      request.Field("if-modified-since") == "yesterday";
    connection.Send(same ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"
                         : Reply(200, "ETag: \"v1\"\r\n", "new"));
  });
  const auto fetcher = Make(Quick());
  const auto first = fetcher->Fetch({.url = server.Url("/")});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->body, "new");
  const auto second = fetcher->Fetch({.url = server.Url("/"), .validators = first->validators});
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->not_modified);
  EXPECT_EQ(second->body, "");
  EXPECT_EQ(second->validators, first->validators);
  const Validators date_only{.etag = "", .last_modified = "yesterday"};
  const auto third = fetcher->Fetch({.url = server.Url("/"), .validators = date_only});
  ASSERT_TRUE(third);
  EXPECT_TRUE(third->not_modified);
  EXPECT_EQ(third->validators.last_modified, "yesterday");
  EXPECT_EQ(server.requests()[2].Field("if-none-match"), "");
}

TEST(HttpFetcher, DoesNotTakeNotModifiedForAnAnswerItDidNotAskFor) {
  const HttpFixture server(Always("HTTP/1.1 304 Not Modified\r\n\r\n"));
  const auto response = Get(server.Url("/"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "http-304");
}

TEST(HttpFetcher, SendsNoValidatorThatWouldStartAnotherField) {
  const HttpFixture server(Always(Reply(200, "", "")));
  const auto fetcher = Make(Quick());
  const Validators forged{.etag = "\"a\"\r\nX-Forged: yes", .last_modified = "b\nX-Forged: yes"};
  ASSERT_TRUE(fetcher->Fetch({.url = server.Url("/"), .validators = forged}));
  EXPECT_EQ(server.requests()[0].Field("x-forged"), "");
}

TEST(HttpFetcher, KeepsTheConnectionBetweenDocuments) {
  const HttpFixture server(Always(Reply(200, "", "x")));
  const auto fetcher = Make(Quick());
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(fetcher->Fetch({.url = server.Url("/")}));
  EXPECT_EQ(server.requests().size(), 3u);
  EXPECT_EQ(server.connections(), 1u);
}

TEST(HttpFetcher, Decompresses) {
  const HttpFixture server(Always(Reply(200, "Content-Encoding: gzip\r\n", GzipOfAs(3))));
  const auto response = Get(server.Url("/"));
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, std::string(1 + 3 * 258, 'a'));
}

TEST(HttpFetcher, StopsABombAtTheBoundAfterDecompression) {
  const std::string bomb = GzipOfAs(20'000);
  ASSERT_LT(bomb.size(), 40'000u);
  const HttpFixture server(Always(Reply(200, "Content-Encoding: gzip\r\n", bomb)));
  const auto response =
      Make(Quick())->Fetch({.url = server.Url("/"), .limit_bytes = std::size_t{1} << 20});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(response.error().kind, "too-large");
  EXPECT_EQ(response.error().source, server.Url("/"));
}

TEST(HttpFetcher, TakesABodyOfExactlyTheBound) {
  const HttpFixture server(Always(Reply(200, "", "12345678")));
  const auto fetcher = Make(Quick());
  const auto fits = fetcher->Fetch({.url = server.Url("/"), .limit_bytes = 8});
  ASSERT_TRUE(fits);
  EXPECT_EQ(fits->body, "12345678");
  const auto large = fetcher->Fetch({.url = server.Url("/"), .limit_bytes = 7});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, "too-large");
}

TEST(HttpFetcher, GivesUpOnAnAnnouncedSizeBeforeItArrives) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection& connection) {
    connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\nfirst bytes");
    connection.AwaitEnd();
  });
  const auto response = Get(server.Url("/"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "too-large");
}

TEST(HttpFetcher, StopsABodyWithoutEndAndHeadsWithoutEnd) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    if (request.target == "/body") {
      connection.Send("HTTP/1.1 200 OK\r\n\r\n");
      while (connection.Send(std::string(65536, 'x'))) continue;
    } else if (request.target == "/fields") {
      connection.Send("HTTP/1.1 200 OK\r\n");
      while (connection.Send("X-More: and more, and more, and more\r\n")) continue;
    } else {
      while (connection.Send("HTTP/1.1 100 Continue\r\n\r\n")) continue;
    }
    connection.Close();
  });
  const auto fetcher = Make(Quick());
  const auto body = fetcher->Fetch({.url = server.Url("/body"), .limit_bytes = 1'000'000});
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().kind, "too-large");
  for (const char* path : {"/fields", "/interim"}) {
    const auto head = fetcher->Fetch({.url = server.Url(path)});
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().code, ErrorCode::kTooLarge) << ToString(head.error());
    EXPECT_EQ(head.error().kind, "too-many-headers");
  }
}

TEST(HttpFetcher, ReadsNoMoreOfAnErrorThanItNeeds) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection& connection) {
    connection.Send("HTTP/1.1 404 Not Found\r\n\r\n");
    while (connection.Send(std::string(65536, 'x'))) continue;
    connection.Close();
  });
  const auto response = Get(server.Url("/"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "http-404");
}

TEST(HttpFetcher, RefusesBodiesThatDoNotDecompressOrAreCutShort) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    if (request.target == "/gzip") {
      connection.Send(
          Reply(200, "Content-Encoding: gzip\r\n", "not gzip at all, not in the least"));
    } else if (request.target == "/short") {
      connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    } else {
      connection.Send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    }
    connection.Close();
  });
  const auto fetcher = Make(Quick());
  const auto gzip = fetcher->Fetch({.url = server.Url("/gzip")});
  ASSERT_FALSE(gzip);
  EXPECT_EQ(gzip.error().kind, "bad-encoding");
  const auto cut = fetcher->Fetch({.url = server.Url("/short")});
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, "truncated");
  const auto other = fetcher->Fetch({.url = server.Url("/ssh")});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, "not-http") << ToString(other.error());
}

struct StatusCase {
  int status;
  ErrorCode code;
};

class Statuses : public ::testing::TestWithParam<StatusCase> {};
TEST_P(Statuses, BecomeErrorsThatSayWhatToDo) {
  const int status = GetParam().status;
  const HttpFixture server(Always(Reply(status, "", "no")));
  const auto response = Get(server.Url("/feed.xml"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, GetParam().code);
  EXPECT_EQ(response.error().kind, "http-" + std::to_string(status));
  EXPECT_EQ(response.error().source, server.Url("/feed.xml"));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Statuses,
    ::testing::Values(
        StatusCase{300, ErrorCode::kUnsupported}, StatusCase{400, ErrorCode::kUnsupported},
        StatusCase{401, ErrorCode::kPermission}, StatusCase{403, ErrorCode::kPermission},
        StatusCase{404, ErrorCode::kNotFound}, StatusCase{408, ErrorCode::kUnavailable},
        StatusCase{410, ErrorCode::kNotFound}, StatusCase{418, ErrorCode::kUnsupported},
        StatusCase{429, ErrorCode::kUnavailable}, StatusCase{451, ErrorCode::kPermission},
        StatusCase{500, ErrorCode::kUnavailable}, StatusCase{503, ErrorCode::kUnavailable},
        StatusCase{599, ErrorCode::kUnavailable}));

TEST(HttpFetcher, FollowsRedirectsAndSaysWhereTheyEnded) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    if (request.target == "/old") {
      connection.Send(Reply(301, "Location: ../feeds/new.xml?a b#part\r\n", "moved"));
    } else {
      connection.Send(Reply(200, "", request.target));
    }
  });
  const auto response = Get(server.Url("/old"));
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->url, server.Url("/feeds/new.xml?a+b"));
  EXPECT_EQ(response->body, "/feeds/new.xml?a+b");
}

TEST(HttpFetcher, FollowsAsManyRedirectsAsAllowed) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    const int hop = std::stoi(request.target.substr(1));
    connection.Send(hop == 0 ? Reply(200, "", "there")
                             : Reply(302, "Location: /" + std::to_string(hop - 1) + "\r\n", ""));
  });
  EXPECT_TRUE(Get(server.Url("/5")));
  const auto response = Get(server.Url("/6"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "too-many-redirects");
  EXPECT_EQ(server.requests().size(), 12u);
}

class BadRedirects : public ::testing::TestWithParam<const char*> {};
TEST_P(BadRedirects, AreNotFollowed) {
  const HttpFixture server(Always(Reply(302, GetParam(), "")));
  const auto response = Get(server.Url("/"));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "bad-redirect");
  EXPECT_EQ(response.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(server.requests().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Table, BadRedirects,
                         ::testing::Values("", "Location: \r\n", "Location: file:///etc/passwd\r\n",
                                           "Location: ftp://127.0.0.1/\r\n",
                                           "Location: gopher://127.0.0.1:70/_x\r\n",
                                           "Location: http://a\\@b/\r\n",
                                           "Location: dict://127.0.0.1:2628/\r\n"));

TEST(HttpFetcher, GivesCredentialsToTheirServerOnly) {
  const auto redirect_to = [](std::string place) {
    return [place](const SeenRequest& request, FixtureConnection& connection) {
      connection.Send(request.target == "/start" ? Reply(302, "Location: " + place + "\r\n", "")
                                                 : Reply(200, "", ""));
    };
  };
  const HttpFixture other(Always(Reply(200, "", "")));
  const HttpFixture here(redirect_to("/end"));
  const HttpFixture away(redirect_to(other.Url("/", "u:p@127.0.0.1")));
  const auto fetcher = Make(Quick());

  ASSERT_TRUE(fetcher->Fetch({.url = here.Url("/start", "me:secret@127.0.0.1")}));
  for (const SeenRequest& request : here.requests()) {
    EXPECT_EQ(request.Field("authorization"), "Basic bWU6c2VjcmV0");
  }
  const auto response = fetcher->Fetch({.url = away.Url("/start", "me:secret@127.0.0.1")});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->url, other.Url("/"));
  EXPECT_EQ(other.requests()[0].Field("authorization"), "");
  // Nor to the next document of the same server that comes without.
  ASSERT_TRUE(fetcher->Fetch({.url = here.Url("/end")}));
  EXPECT_EQ(here.requests()[2].Field("authorization"), "");
}

TEST(HttpFetcher, KeepsPasswordsOutOfErrors) {
  const HttpFixture server(Always(Reply(404, "", "")));
  const auto response = Get(server.Url("/", "me:secret@127.0.0.1"));
  ASSERT_FALSE(response);
  EXPECT_EQ(ToString(response.error()).find("secret"), std::string::npos);
  EXPECT_EQ(response.error().source, server.Url("/"));
}

TEST(HttpFetcher, IgnoresCookies) {
  const HttpFixture server(Always(Reply(200, "Set-Cookie: a=b\r\n", "")));
  const auto fetcher = Make(Quick());
  ASSERT_TRUE(fetcher->Fetch({.url = server.Url("/")}));
  ASSERT_TRUE(fetcher->Fetch({.url = server.Url("/")}));
  EXPECT_EQ(server.requests()[1].Field("cookie"), "");
}

TEST(HttpFetcher, TakesOnlyHttpAddresses) {
  for (const char* url : {"ftp://127.0.0.1/", "file:///etc/passwd", "feed.xml", ""}) {
    const auto response = Get(url);
    ASSERT_FALSE(response) << url;
    EXPECT_EQ(response.error().code, ErrorCode::kInvalidArgument) << url;
  }
}

TEST(HttpFetcher, TimesOutOnASilentServer) {
  const HttpFixture server(
      [](const SeenRequest&, FixtureConnection& connection) { connection.AwaitEnd(); });
  FetchOptions options = Quick();
  options.total_timeout = milliseconds(50);
  const auto response = Get(server.Url("/"), options);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(response.error().kind, "timeout");
}

TEST(HttpFetcher, TimesOutOnABodyThatDoesNotComeOn) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection& connection) {
    connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome of it");
    connection.AwaitEnd();
  });
  FetchOptions options = Quick();
  options.stall_timeout = milliseconds(1000);
  const auto response = Get(server.Url("/"), options);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "timeout");
}

TEST(HttpFetcher, CountsRedirectsIntoTheTimeout) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection& connection) {
    std::this_thread::sleep_for(milliseconds(30));
    connection.Send(Reply(302, "Location: /\r\n", ""));
  });
  FetchOptions options = Quick();
  options.redirects = 1'000'000;
  options.total_timeout = milliseconds(200);
  const auto response = Get(server.Url("/"), options);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "timeout");
}

TEST(HttpFetcher, EndsWhenAsked) {
  const HttpFixture server(
      [](const SeenRequest&, FixtureConnection& connection) { connection.AwaitEnd(); });
  FetchOptions options = Quick();
  options.cancelled = [&server] { return !server.requests().empty(); };
  const auto response = Get(server.Url("/"), options);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(response.error().kind, "cancelled");
}

TEST(HttpFetcher, TellsWhenNobodyListens) {
  std::string url;
  {
    const HttpFixture server(Always(""));
    url = server.Url("/");
  }
  const auto response = Get(url);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(response.error().kind, "connect");
}

TEST(HttpFetcher, TellsWhenANameHasNoAddress) {
  FetchSeams seams = NoProxies();
  seams.resolve = [](const std::string&) { return std::vector<std::string>(); };
  const auto response = Make(Quick(), seams)->Fetch({.url = "http://nowhere.example/"});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "dns");
}

TEST(HttpFetcher, TellsWhenAServerSpeaksNoTls) {
  const HttpFixture server(Always(Reply(200, "", "")));
  const auto response = Get("https" + server.Url("/").substr(4));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "tls") << ToString(response.error());
}

TEST(HttpFetcher, GoesThroughTheProxyOfTheEnvironment) {
  const HttpFixture proxy(Always(Reply(200, "", "by proxy")));
  const std::string address = proxy.Url("");
  FetchSeams seams;
  seams.environment = [&address](const char* name) {
    return std::string(name) == "http_proxy" ? address.c_str() : nullptr;
  };
  FetchOptions options = Quick();
  options.allow_private = false;  // The proxy itself is the user's own choice.
  const auto fetcher = Make(options, seams);
  const auto response = fetcher->Fetch({.url = "http://pod.example/feed.xml"});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, "by proxy");
  EXPECT_EQ(proxy.requests()[0].target, "http://pod.example/feed.xml");
  for (const char* url : {"http://10.0.0.1/", "http://localhost/", "http://2130706433/"}) {
    const auto refused = fetcher->Fetch({.url = url});
    ASSERT_FALSE(refused) << url;
    EXPECT_EQ(refused.error().kind, "refused-address") << url;
  }
  EXPECT_EQ(proxy.requests().size(), 1u);
}

}  // namespace
}  // namespace cuepoint
