// Nothing a stranger writes into a feed leads the fetcher into a private network. The servers here
// are what an attacker would like to reach: that they see no connection is the point.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/fetch/address_policy.h"
#include "corpus/fetch/fetch_seams.h"
#include "tests/support/http_fixture.h"

namespace cuepoint {
namespace {

using testing::Always;
using testing::FixtureConnection;
using testing::HttpFixture;
using testing::Reply;
using testing::SeenRequest;

FetchOptions Strict() {
  FetchOptions options;
  options.retries = 0;
  options.host_interval = std::chrono::milliseconds(0);
  return options;
}

FetchSeams Seams() {
  FetchSeams seams;
  seams.environment = [](const char*) -> const char* { return nullptr; };
  return seams;
}

// The name resolves to these addresses.
FetchSeams Resolving(std::vector<std::string> addresses) {
  FetchSeams seams = Seams();
  seams.resolve = [addresses](const std::string&) { return addresses; };
  return seams;
}

// As if 127.0.0.2 were a server in the internet; all else as it is.
void MakePublic(FetchSeams& seams) {
  seams.refused = [](std::span<const std::uint8_t> address) {
    return AddressText(address) == "127.0.0.2" ? std::nullopt : RefusedAddress(address);
  };
}

void ExpectRefused(const Result<FetchResponse>& response) {
  ASSERT_FALSE(response) << response->url;
  EXPECT_EQ(response.error().code, ErrorCode::kPermission) << ToString(response.error());
  EXPECT_EQ(response.error().kind, "refused-address");
  EXPECT_NE(response.error().remedy.find("--allow-private"), std::string::npos);
  EXPECT_FALSE(response.error().source.empty());
}

class Literals : public ::testing::TestWithParam<std::string> {};
TEST_P(Literals, AreRefusedInEverySpelling) {
  const HttpFixture server(Always(Reply(200, "", "secret")));
  const auto fetcher = *MakeHttpFetcher(Strict(), Seams());
  ExpectRefused(fetcher->Fetch({.url = server.Url("/", GetParam())}));
  EXPECT_EQ(server.connections(), 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Literals,
    ::testing::Values("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1",
                      "0X7F.1", "017700000001", "0177.0.0.01", "0", "0.0.0.0", "127.127.127.127",
                      "%31%32%37.0.0.1", "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",
                      "127\xE3\x80\x82"
                      "0.0.1",
                      "127.0.0.1.", "localhost", "LOCALHOST.", "a.localhost", "[::1]", "[::]",
                      "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
                      "[2002:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fd00::1]",
                      "pod.example@127.0.0.1", "pod.example:80@127.0.0.1", "8.8.8.8@127.0.0.1",
                      "169.254.169.254", "metadata.google.internal"));

class Names : public ::testing::TestWithParam<std::vector<std::string>> {};
TEST_P(Names, AreRefusedByWhatTheyResolveTo) {
  const HttpFixture server(Always(Reply(200, "", "secret")));
  const auto fetcher = *MakeHttpFetcher(Strict(), Resolving(GetParam()));
  const auto response = fetcher->Fetch({.url = server.Url("/", "pod.example")});
  ExpectRefused(response);
  EXPECT_NE(response.error().message.find("pod.example"), std::string::npos);
  EXPECT_EQ(server.connections(), 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Names,
    ::testing::Values(std::vector<std::string>{"127.0.0.1"}, std::vector<std::string>{"[::1]"},
                      std::vector<std::string>{"[::ffff:127.0.0.1]"},
                      std::vector<std::string>{"10.0.0.1"}, std::vector<std::string>{"0.0.0.0"},
                      std::vector<std::string>{"127.0.0.1", "[::1]"},
                      std::vector<std::string>{"169.254.169.254", "127.0.0.1"}));

TEST(Refusal, HoldsForTheSystemsResolver) {
  // A name of this machine in /etc/hosts would do; the numeric name needs none and resolves the
  // same way.
  const HttpFixture server(Always(Reply(200, "", "secret")));
  FetchSeams seams = Seams();
  MakePublic(seams);
  const auto fetcher = *MakeHttpFetcher(Strict(), seams);
  ExpectRefused(fetcher->Fetch({.url = server.Url("/")}));
  EXPECT_EQ(server.connections(), 0u);
}

TEST(Refusal, NamesTheAddressTheHostAndTheReason) {
  const auto fetcher = *MakeHttpFetcher(Strict(), Resolving({"10.1.2.3"}));
  const auto response = fetcher->Fetch({.url = "http://pod.example/feed.xml"});
  ASSERT_FALSE(response);
  EXPECT_EQ(ToString(response.error()),
            "http://pod.example/feed.xml: the address 10.1.2.3 of pod.example is not public "
            "(private network) (use --allow-private if you trust the source and its servers)");
}

TEST(Refusal, IsLiftedOnRequest) {
  const HttpFixture server(Always(Reply(200, "", "mine")));
  FetchOptions options = Strict();
  options.allow_private = true;
  const auto fetcher = *MakeHttpFetcher(options, Resolving({"127.0.0.1"}));
  const auto response = fetcher->Fetch({.url = server.Url("/", "pod.example")});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, "mine");
}

// A server that counts as public, and one that does not, at the same port.
class TwoServers : public ::testing::Test {
 protected:
  TwoServers()
      : open_([this](const SeenRequest& request,
                     FixtureConnection& connection) { Answer(request, connection); },
              "127.0.0.2"),
        secret_(Always(Reply(200, "", "secret")), "127.0.0.1", open_.port()) {
    MakePublic(seams_);
    seams_.resolve = [this](const std::string& host) { return addresses_[host]; };
  }

  void Answer(const SeenRequest& request, FixtureConnection& connection) {
    if (request.target == "/open") {
      connection.Send(Reply(200, "Connection: close\r\n", "open"));
      connection.Close();
    } else {
      connection.Send(Reply(302, "Location: " + redirect_ + "\r\n", ""));
    }
  }

  std::unique_ptr<Fetcher> Make() { return *MakeHttpFetcher(Strict(), seams_); }
  // An address of the open server.
  std::string Url(std::string_view path) { return open_.Url(path, "pod.example"); }

  FetchSeams seams_ = Seams();
  std::map<std::string, std::vector<std::string>> addresses_ = {{"pod.example", {"127.0.0.2"}},
                                                                {"inside.example", {"127.0.0.1"}}};
  std::string redirect_;
  HttpFixture open_;
  HttpFixture secret_;
};

TEST_F(TwoServers, OnlyTheOpenOneIsAsked) {
  const auto response = Make()->Fetch({.url = Url("/open")});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, "open");
  ExpectRefused(Make()->Fetch({.url = secret_.Url("/", "inside.example")}));
  EXPECT_EQ(secret_.connections(), 0u);
}

TEST_F(TwoServers, ARedirectLeadsNowhereElse) {
  const std::string port = ":" + std::to_string(open_.port());
  for (const std::string& place :
       {"http://127.0.0.1" + port + "/", "http://2130706433" + port + "/",
        "http://[::ffff:127.0.0.1]" + port + "/", "http://localhost" + port + "/",
        "//127.1" + port + "/", "http://inside.example" + port + "/",
        "http://pod.example@127.0.0.1" + port + "/"}) {
    redirect_ = place;
    const auto response = Make()->Fetch({.url = Url("/moved")});
    ExpectRefused(response);
    EXPECT_EQ(response.error().source.find("pod.example"), std::string::npos) << place;
  }
  EXPECT_EQ(secret_.connections(), 0u);
  EXPECT_EQ(open_.requests().size(), 7u);
}

TEST_F(TwoServers, ASecondAnswerOfTheNameServerIsJudgedAsTheFirst) {
  int answers = 0;
  seams_.resolve = [&answers](const std::string&) {
    return std::vector<std::string>{++answers == 1 ? "127.0.0.2" : "127.0.0.1"};
  };
  const auto fetcher = Make();
  const auto first = fetcher->Fetch({.url = Url("/open")});
  ASSERT_TRUE(first) << ToString(first.error());
  ExpectRefused(fetcher->Fetch({.url = Url("/open")}));
  EXPECT_EQ(answers, 2);
  EXPECT_EQ(secret_.connections(), 0u);
}

TEST_F(TwoServers, ARebindingRedirectToItselfIsJudgedAgain) {
  int answers = 0;
  seams_.resolve = [&answers](const std::string&) {
    return std::vector<std::string>{++answers == 1 ? "127.0.0.2" : "127.0.0.1"};
  };
  // The name differs in its trailing dot, so that no connection is there to be used again.
  redirect_ = open_.Url("/", "pod.example.");
  ExpectRefused(Make()->Fetch({.url = Url("/moved")}));
  EXPECT_EQ(secret_.connections(), 0u);
}

TEST_F(TwoServers, APublicAddressAmongPrivateOnesIsTheOneAsked) {
  addresses_["pod.example"] = {"127.0.0.1", "127.0.0.2"};
  const auto response = Make()->Fetch({.url = Url("/open")});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, "open");
  EXPECT_EQ(secret_.connections(), 0u);
}

}  // namespace
}  // namespace cuepoint
