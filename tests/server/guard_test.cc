// Who a client is, how much it may ask for, and which websites may read the answers.

#include "server/guard.h"

#include <chrono>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/client_address.h"
#include "server/concurrency_limiter.h"
#include "server/ip_address.h"
#include "server/rate_limiter.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

IpAddress Address(std::string_view text) { return IpAddress::Parse(text).value(); }

TEST(IpAddress, IsTheSameHoweverItIsWritten) {
  EXPECT_EQ(Address("::ffff:192.0.2.1"), Address("192.0.2.1"));
  EXPECT_EQ(Address("2001:DB8:0::1"), Address("2001:db8::1"));
  EXPECT_EQ(Address("::ffff:192.0.2.1").ToString(), "192.0.2.1");
  EXPECT_EQ(Address("2001:DB8:0::1").ToString(), "2001:db8::1");
  EXPECT_TRUE(Address("127.1.2.3").IsLoopback());
  EXPECT_TRUE(Address("::1").IsLoopback());
  EXPECT_TRUE(Address("::ffff:127.0.0.1").IsLoopback());
  EXPECT_FALSE(Address("128.0.0.1").IsLoopback());
}

TEST(IpAddress, IsNotAnythingElse) {
  for (const std::string& text :
       {std::string(), std::string("localhost"), std::string("1.2.3"), std::string("1.2.3.4.5"),
        std::string("01.2.3.4"), std::string("1.2.3.4 "), std::string("1.2.3.256"),
        std::string("0x7f000001"), std::string("fe80::1%eth0"), std::string("::g"),
        std::string("[::1]"), std::string("1.2.3.4\0", 8), std::string(10'000, '1'),
        std::string(":")}) {
    EXPECT_FALSE(IpAddress::Parse(text)) << text;
  }
}

TEST(IpNetwork, HoldsWhatBeginsWithTheSameBits) {
  const auto contains = [](std::string_view network, std::string_view address) {
    return IpNetwork::Parse(network)->Contains(Address(address));
  };
  EXPECT_TRUE(contains("10.0.0.0/8", "10.255.0.1"));
  EXPECT_TRUE(contains("10.0.0.0/8", "::ffff:10.1.1.1"));
  EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.129"));
  EXPECT_FALSE(contains("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(contains("192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(contains("192.0.2.1", "192.0.2.2"));
  EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.9"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(contains("::/0", "2001:db8::1"));
}

TEST(IpNetwork, RefusesWhatItWouldHaveToGuess) {
  for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                           "10.0.0.1/8", "2001:db8::/129", "10.0.0.0/8/8", "example.org"}) {
    const auto network = IpNetwork::Parse(text);
    ASSERT_FALSE(network) << text;
    EXPECT_EQ(network.error().code, ErrorCode::kInvalidArgument);
  }
}

struct ForwardedCase {
  std::string name;
  std::string peer;
  std::string forwarded_for;
  std::string client;
};

std::ostream& operator<<(std::ostream& out, const ForwardedCase& c) { return out << c.name; }

class ForwardedFor : public ::testing::TestWithParam<ForwardedCase> {};

TEST_P(ForwardedFor, NamesTheLastAddressThatIsNotTrusted) {
  const auto proxies = TrustedProxies::Parse({"10.0.0.0/8", "2001:db8::1", "loopback"});
  ASSERT_TRUE(proxies);
  EXPECT_EQ(proxies->ClientOf(Address(GetParam().peer), GetParam().forwarded_for).ToString(),
            GetParam().client);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ForwardedFor,
    ::testing::Values(
        ForwardedCase{"nothing", "10.0.0.1", "", "10.0.0.1"},
        ForwardedCase{"one proxy", "10.0.0.1", "203.0.113.9", "203.0.113.9"},
        ForwardedCase{"two proxies", "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"},
        ForwardedCase{"without blanks", "10.0.0.1", "203.0.113.9,10.0.0.2", "203.0.113.9"},
        ForwardedCase{"an IPv6 proxy", "2001:db8::1", "2001:db8:9::9", "2001:db8:9::9"},
        ForwardedCase{"a mapped proxy", "::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"},
        ForwardedCase{"on this machine", "127.0.0.1", "203.0.113.9", "203.0.113.9"},
        ForwardedCase{"a client that adds others", "10.0.0.1", "1.1.1.1, 127.0.0.1, 203.0.113.9",
                      "203.0.113.9"},
        ForwardedCase{"a client that adds proxies", "10.0.0.1", "10.9.9.9, 203.0.113.9, 10.0.0.2",
                      "203.0.113.9"},
        ForwardedCase{"a peer that is no proxy", "203.0.113.9", "1.1.1.1", "203.0.113.9"},
        ForwardedCase{"all of them trusted", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
        ForwardedCase{"a port", "10.0.0.1", "203.0.113.9:4711", "203.0.113.9"},
        ForwardedCase{"brackets and a port", "10.0.0.1", "[2001:db8:9::9]:4711", "2001:db8:9::9"},
        ForwardedCase{"brackets", "10.0.0.1", "[2001:db8:9::9]", "2001:db8:9::9"},
        ForwardedCase{"no address", "10.0.0.1", "unknown", "10.0.0.1"},
        ForwardedCase{"no address behind a proxy", "10.0.0.1", "1.1.1.1, unknown, 10.0.0.2",
                      "10.0.0.2"},
        ForwardedCase{"an open bracket", "10.0.0.1", "[::1", "10.0.0.1"},
        ForwardedCase{"a bracket and more", "10.0.0.1", "[2001:db8:9::9]x", "10.0.0.1"},
        ForwardedCase{"commas", "10.0.0.1", ",,,", "10.0.0.1"},
        ForwardedCase{"an empty entry", "10.0.0.1", "1.1.1.1,, 10.0.0.2", "10.0.0.2"},
        ForwardedCase{"blanks", "10.0.0.1", "   ", "10.0.0.1"},
        ForwardedCase{"very many", "10.0.0.1",
                      [] {
                        std::string list = "203.0.113.9";
                        for (int i = 0; i < 3000; ++i) list += ",10.0.0.2";
                        return list;
                      }(),
                      "203.0.113.9"}));

TEST(ClientKey, IsTheNetworkThatAnIpv6ClientChoosesFrom) {
  EXPECT_EQ(ClientKey(Address("2001:db8:1:2:3::4")), ClientKey(Address("2001:db8:1:2:ffff::")));
  EXPECT_NE(ClientKey(Address("2001:db8:1:2::")), ClientKey(Address("2001:db8:1:3::")));
  EXPECT_NE(ClientKey(Address("192.0.2.1")), ClientKey(Address("192.0.2.2")));
}

class RateLimiterTest : public ::testing::Test {
 protected:
  RateLimiter::Clock::time_point now_{seconds(1000)};
  const IpAddress client_ = Address("192.0.2.1");
};

TEST_F(RateLimiterTest, AllowsABurstAndThenTheRate) {
  RateLimiter limiter(10, 5);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(limiter.Take(client_, now_).count(), 0) << i;
  EXPECT_EQ(limiter.Take(client_, now_), milliseconds(100));
  EXPECT_EQ(limiter.Take(client_, now_), milliseconds(100)) << "a refusal costs nothing";
  now_ += milliseconds(100);
  EXPECT_EQ(limiter.Take(client_, now_).count(), 0);
  EXPECT_GT(limiter.Take(client_, now_).count(), 0);
  EXPECT_EQ(limiter.Take(Address("192.0.2.2"), now_).count(), 0) << "another client";
  now_ += seconds(10);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(limiter.Take(client_, now_).count(), 0) << i;
  EXPECT_GT(limiter.Take(client_, now_).count(), 0) << "a pause saves up no more than the burst";
}

TEST_F(RateLimiterTest, NeverAllowsMoreThanRateAndBurst) {
  RateLimiter limiter(50, 20);
  int allowed = 0;
  for (int ms = 0; ms < 2000; ++ms) {
    now_ += milliseconds(1);
    allowed += limiter.Take(client_, now_).count() == 0;
  }
  EXPECT_NEAR(allowed, 20 + 2 * 50, 1);
}

TEST_F(RateLimiterTest, ChargesWhatTurnedOutToBeMore) {
  RateLimiter limiter(10, 5);
  EXPECT_EQ(limiter.Take(client_, now_).count(), 0);
  limiter.Charge(client_, 14, now_);
  EXPECT_EQ(limiter.Take(client_, now_), milliseconds(1100)) << "15 of 5, and one to come";
  for (int i = 0; i < 3; ++i) limiter.Charge(client_, ~0u, now_);
  EXPECT_LE(limiter.Take(client_, now_), RateLimiter::kMostDebt + seconds(1));
}

TEST_F(RateLimiterTest, StaysBoundedAndKeepsTheDebtsThatLastLongest) {
  RateLimiter limiter(1, 100, 8);  // One set of eight.
  for (int i = 0; i < 100; ++i) EXPECT_EQ(limiter.Take(client_, now_).count(), 0);
  EXPECT_GT(limiter.Take(client_, now_).count(), 0);
  // A flood of addresses that ask once each.
  for (int i = 0; i < 100'000; ++i) {
    IpAddress::Bytes bytes{0x20, 0x01};
    for (int b = 0; b < 4; ++b) bytes[4 + b] = static_cast<std::uint8_t>(i >> (8 * b));
    EXPECT_EQ(limiter.Take(IpAddress(bytes), now_).count(), 0);
  }
  EXPECT_GT(limiter.Take(client_, now_).count(), 0) << "the debt was not flushed out";
}

TEST_F(RateLimiterTest, TakesAnyRate) {
  RateLimiter slow(1e-9, 1);
  EXPECT_EQ(slow.Take(client_, now_).count(), 0);
  EXPECT_GT(slow.Take(client_, now_).count(), 0);
  RateLimiter fast(1e300, 1e300);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(fast.Take(client_, now_).count(), 0);
}

TEST(ConcurrencyLimiter, CountsEachClientsOwn) {
  ConcurrencyLimiter limiter(2);
  const IpAddress one = Address("192.0.2.1");
  auto first = limiter.Enter(one);
  auto second = limiter.Enter(one);
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(limiter.Enter(one));
  EXPECT_TRUE(limiter.Enter(Address("192.0.2.2")));
  first.reset();
  EXPECT_TRUE(limiter.Enter(one));
}

// A guard before a handler that counts and echoes what it was told.
class GuardTest : public ::testing::Test {
 protected:
  HttpReply Ask(HttpRequest request) {
    if (guard_ == nullptr) {
      auto guard = Guard::Create(options_);
      if (!guard) throw std::runtime_error(ToString(guard.error()));
      guard_ = *std::move(guard);
    }
    return guard_->Handle(request, [this](const HttpRequest& asked) {
      ++asked_;
      authorized_ = asked.authorized;
      client_ = asked.client;
      HttpReply reply = JsonReply("{}", kRevalidate);
      reply.cost = cost_;
      return reply;
    });
  }
  HttpReply Get(std::string_view client, std::string_view forwarded_for = {},
                std::string_view target = "/v1/search?q=a") {
    return Ask(
        {.method = "GET", .target = target, .client = client, .forwarded_for = forwarded_for});
  }

  GuardOptions options_;
  int asked_ = 0;
  bool authorized_ = false;
  std::string client_;
  unsigned cost_ = 1;

 private:
  std::unique_ptr<Guard> guard_;
};

TEST_F(GuardTest, RefusesAClientThatAsksTooMuchAndNobodyElse) {
  options_.requests_per_second = 1;
  options_.burst = 3;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Get("192.0.2.1").status, 200);
  const HttpReply refused = Get("192.0.2.1");
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.headers, Contains(Pair("Retry-After", "1")));
  EXPECT_THAT(refused.headers, Contains(Pair("Content-Type", "application/problem+json")));
  EXPECT_EQ(asked_, 3) << "the handler is not bothered";
  EXPECT_EQ(Get("192.0.2.2").status, 200);
  EXPECT_EQ(Get("192.0.2.1", {}, "/healthz").status, 200);
  EXPECT_EQ(Get("192.0.2.1", {}, "/readyz?a").status, 200);
  EXPECT_EQ(Get("192.0.2.1", {}, "/healthzz").status, 429);
}

TEST_F(GuardTest, CountsAnIpv6NetworkAsOneClient) {
  options_.burst = 1;
  options_.requests_per_second = 0.01;
  EXPECT_EQ(Get("2001:db8:1:2::1").status, 200);
  EXPECT_EQ(Get("2001:db8:1:2::2").status, 429);
  EXPECT_EQ(Get("2001:db8:1:3::1").status, 200);
}

TEST_F(GuardTest, LimitsNobodyOnThisMachine) {
  options_.burst = 1;
  options_.requests_per_second = 0.01;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Get("127.0.0.1").status, 200);
    EXPECT_EQ(Get("::1").status, 200);
  }
}

TEST_F(GuardTest, LimitsTheClientsOfATrustedProxyOneByOne) {
  options_.trusted_proxies = {"loopback"};
  options_.burst = 1;
  options_.requests_per_second = 0.01;
  EXPECT_EQ(Get("127.0.0.1", "203.0.113.1").status, 200);
  EXPECT_EQ(Get("127.0.0.1", "203.0.113.2").status, 200);
  EXPECT_EQ(Get("127.0.0.1", "203.0.113.1").status, 429);
  EXPECT_EQ(Get("127.0.0.1", "198.51.100.7, 203.0.113.1").status, 429) << "adding one is no help";
  EXPECT_EQ(Get("127.0.0.1", "127.0.0.1, 203.0.113.1").status, 429) << "nor is this machine";
}

TEST_F(GuardTest, NamesTheClientToTheHandlerAndTheLog) {
  options_.trusted_proxies = {"10.0.0.0/8"};
  EXPECT_EQ(Get("10.0.0.1", "203.0.113.1").client, "203.0.113.1");
  EXPECT_EQ(client_, "203.0.113.1");
  EXPECT_EQ(Get("203.0.113.7", "203.0.113.1").client, "203.0.113.7");
  EXPECT_EQ(Get("not an address").status, 200);
}

TEST_F(GuardTest, TellsTheLogOnceOfAProxyThatIsNotTrusted) {
  EXPECT_THAT(Get("127.0.0.1").failure, IsEmpty());
  EXPECT_THAT(Get("127.0.0.1", "203.0.113.1").failure, HasSubstr("trusted"));
  EXPECT_THAT(Get("127.0.0.1", "203.0.113.1").failure, IsEmpty());
}

TEST_F(GuardTest, CountsABatchByItsQueries) {
  options_.requests_per_second = 1;
  options_.burst = 10;
  cost_ = 10;
  EXPECT_EQ(Get("192.0.2.1").status, 200);
  EXPECT_EQ(Get("192.0.2.1").status, 429);
}

TEST_F(GuardTest, AsksForTheKeyOnlyWhereThereIsOne) {
  Get("192.0.2.1");
  EXPECT_TRUE(authorized_);
}

TEST_F(GuardTest, KnowsTheKey) {
  options_.api_key = "0123456789abcdef";
  options_.requests_per_second = 0.01;
  options_.burst = 6;
  const auto ask = [this](std::string_view authorization) {
    authorized_ = false;
    EXPECT_EQ(Ask({.method = "POST",
                   .target = "/v1/batch",
                   .client = "192.0.2.1",
                   .authorization = authorization})
                  .status,
              200)
        << authorization;
    return authorized_;
  };
  EXPECT_FALSE(ask(""));
  EXPECT_FALSE(ask("Bearer "));
  EXPECT_FALSE(ask("Bearer 0123456789abcde"));
  EXPECT_FALSE(ask("Bearer 0123456789abcdef0"));
  EXPECT_FALSE(ask("Bearer 0123456789abcdeg"));
  EXPECT_FALSE(ask("Basic 0123456789abcdef"));
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(ask("bearer 0123456789abcdef")) << "without limits";
}

TEST_F(GuardTest, SaysToBrowsersWhatAnAnswerIsNotFor) {
  const HttpReply reply = Get("192.0.2.1");
  EXPECT_THAT(reply.headers, Contains(Pair("Referrer-Policy", "strict-origin-when-cross-origin")));
  EXPECT_THAT(reply.headers,
              Contains(Pair("Content-Security-Policy", HasSubstr("frame-ancestors 'none'"))));
}

class CorsTest : public GuardTest {
 protected:
  HttpReply From(std::string_view origin) {
    return Ask(
        {.method = "GET", .target = "/v1/search?q=a", .client = "192.0.2.1", .origin = origin});
  }
  HttpReply Preflight(std::string_view origin) {
    return Ask({.method = "OPTIONS",
                .target = "/v1/search?q=a",
                .client = "192.0.2.1",
                .origin = origin,
                .requested_method = "GET"});
  }
};

TEST_F(CorsTest, LetsNoOtherWebsiteReadAnswersUnlessToldTo) {
  const HttpReply reply = From("https://a.example");
  EXPECT_THAT(reply.headers, Not(Contains(Key("Access-Control-Allow-Origin"))));
  EXPECT_THAT(reply.headers, Not(Contains(Key("Vary"))));
  EXPECT_THAT(Preflight("https://a.example").headers,
              Not(Contains(Key("Access-Control-Allow-Origin"))));
}

TEST_F(CorsTest, LetsTheListedWebsitesReadAnswersAndTellsCachesSo) {
  options_.allowed_origins = {"https://a.example", "http://localhost:3000"};
  const HttpReply allowed = From("https://a.example");
  EXPECT_THAT(allowed.headers, Contains(Pair("Access-Control-Allow-Origin", "https://a.example")));
  EXPECT_THAT(allowed.headers, Contains(Pair("Vary", "Origin")));
  EXPECT_THAT(allowed.headers, Contains(Pair("Access-Control-Expose-Headers", HasSubstr("ETag"))));
  for (const char* origin :
       {"", "null", "https://a.example.evil", "http://a.example", "https://a.example:8443",
        "https://A.example", "https://a.exampl", "https://a.example, https://b.example"}) {
    const HttpReply refused = From(origin);
    EXPECT_EQ(refused.status, 200);
    EXPECT_THAT(refused.headers, Not(Contains(Key("Access-Control-Allow-Origin")))) << origin;
    EXPECT_THAT(refused.headers, Contains(Pair("Vary", "Origin"))) << origin;
  }
}

TEST_F(CorsTest, LetsAllWebsitesReadAnswers) {
  options_.allowed_origins = {"*"};
  const HttpReply reply = From("https://a.example");
  EXPECT_THAT(reply.headers, Contains(Pair("Access-Control-Allow-Origin", "*")));
  EXPECT_THAT(reply.headers, Not(Contains(Key("Vary"))));
}

TEST_F(CorsTest, AnswersThePreflightOfAnAllowedWebsiteItself) {
  options_.allowed_origins = {"https://a.example"};
  const HttpReply allowed = Preflight("https://a.example");
  EXPECT_EQ(allowed.status, 204);
  EXPECT_THAT(allowed.headers, Contains(Pair("Access-Control-Allow-Origin", "https://a.example")));
  EXPECT_THAT(allowed.headers, Contains(Pair("Access-Control-Allow-Methods", HasSubstr("POST"))));
  EXPECT_THAT(allowed.headers,
              Contains(Pair("Access-Control-Allow-Headers", HasSubstr("Content-Type"))));
  EXPECT_THAT(allowed.headers, Contains(Key("Access-Control-Max-Age")));
  EXPECT_THAT(allowed.headers, Contains(Pair("Vary", "Origin")));
  EXPECT_EQ(asked_, 0);
  Preflight("https://b.example");
  EXPECT_EQ(asked_, 1) << "any other OPTIONS is for the handler";
}

TEST_F(CorsTest, LetsAllowedWebsitesReadThatTheyAskTooMuch) {
  options_.allowed_origins = {"https://a.example"};
  options_.requests_per_second = 0.01;
  options_.burst = 1;
  From("https://a.example");
  const HttpReply refused = From("https://a.example");
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.headers, Contains(Pair("Access-Control-Allow-Origin", "https://a.example")));
}

TEST(GuardOptions, AreRefusedWhenTheyCannotMeanWhatTheySay) {
  const auto refused = [](GuardOptions options) {
    const auto guard = Guard::Create(std::move(options));
    EXPECT_FALSE(guard);
    return guard ? std::string() : guard.error().message;
  };
  EXPECT_THAT(refused({.trusted_proxies = {"proxy.example"}}), HasSubstr("proxy.example"));
  EXPECT_THAT(refused({.trusted_proxies = {"10.0.0.1/8"}}), HasSubstr("10.0.0.1/8"));
  EXPECT_THAT(refused({.requests_per_second = -1}), HasSubstr("requests per second"));
  EXPECT_THAT(refused({.burst = 0}), HasSubstr("burst"));
  EXPECT_THAT(refused({.api_key = "short"}), HasSubstr("API key"));
  EXPECT_THAT(refused({.api_key = "a key with blanks in it"}), HasSubstr("API key"));
  for (const char* origin :
       {"", "example.org", "https://", "https://a.example/", "https://a.example:443",
        "https://A.example", "ftp://a.example", "https://*.example", "null"}) {
    EXPECT_THAT(refused({.allowed_origins = {origin}}), HasSubstr("origin")) << origin;
  }
  EXPECT_TRUE(Guard::Create({.trusted_proxies = {"private", "loopback", "192.0.2.1"}}));
}

}  // namespace
}  // namespace cuepoint
