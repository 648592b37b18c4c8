// The fetcher's patience: retries, waits and rests, on a clock that only sleeping moves.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/fetch/fetch_seams.h"
#include "corpus/fetch/host_pace.h"
#include "tests/support/http_fixture.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::FixtureConnection;
using testing::HttpFixture;
using testing::Reply;
using testing::SeenRequest;

class Patience : public ::testing::Test {
 protected:
  Patience() {
    options_.allow_private = true;
    options_.host_interval = milliseconds(0);
    options_.backoff = milliseconds(1000);
    seams_.environment = [](const char*) -> const char* { return nullptr; };
    seams_.now = [this] { return now_; };
    seams_.sleep = [this](milliseconds time) {
      now_ += time;
      slept_ += time;
    };
  }

  // The server gives `answers` one by one, the last for ever; an empty one closes the connection.
  Result<FetchResponse> Fetch(const std::vector<std::string>& answers) {
    const auto next = std::make_shared<std::atomic<std::size_t>>(0);
    server_ = std::make_unique<HttpFixture>(
        [answers, next](const SeenRequest&, FixtureConnection& connection) {
          const std::string& answer = answers[std::min((*next)++, answers.size() - 1)];
          if (answer.empty()) connection.Close();
          connection.Send(answer);
        });
    fetcher_ = *MakeHttpFetcher(options_, seams_);
    return Again();
  }
  Result<FetchResponse> Again() { return fetcher_->Fetch({.url = server_->Url("/")}); }
  std::size_t asked() const { return server_->requests().size(); }

  FetchOptions options_;
  FetchSeams seams_;
  FetchSeams::Clock::time_point now_{};
  milliseconds slept_{0};
  std::unique_ptr<HttpFixture> server_;
  std::unique_ptr<Fetcher> fetcher_;
};

const std::string kGood = Reply(200, "", "good");

TEST_F(Patience, TriesAgainAfterFailuresThatMayPass) {
  // On a connection of its own: one that dies when it is used again is no failure.
  const auto response = Fetch({Reply(503, "Connection: close\r\n", ""), "", kGood});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(response->body, "good");
  EXPECT_EQ(asked(), 3u);
  // Half to all of 1 s, then of 2 s.
  EXPECT_GE(slept_, milliseconds(1500));
  EXPECT_LE(slept_, milliseconds(3000));
}

TEST_F(Patience, EndsAfterTheRetries) {
  const auto response = Fetch({Reply(502, "", "")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "http-502");
  EXPECT_EQ(asked(), 3u);
}

TEST_F(Patience, IsNotWastedOnFailuresThatStay) {
  for (const int status : {400, 401, 403, 404, 410, 500, 501}) {
    ASSERT_FALSE(Fetch({Reply(status, "", ""), kGood}));
    EXPECT_EQ(asked(), 1u) << status;
  }
  EXPECT_EQ(slept_, milliseconds(0));
}

TEST_F(Patience, WaitsAsLongAsTheServerAsks) {
  const auto response = Fetch({Reply(429, "Retry-After: 20\r\n", ""), kGood});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_EQ(slept_, seconds(20));
}

TEST_F(Patience, LeavesAServerAloneThatAsksForLonger) {
  const auto response = Fetch({Reply(503, "Retry-After: 120\r\n", ""), kGood});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, "http-503");
  EXPECT_EQ(slept_, milliseconds(0));
  const auto again = Again();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, "host-resting");
  EXPECT_NE(again.error().message.find("120 s"), std::string::npos) << again.error().message;
  EXPECT_EQ(asked(), 1u);
  now_ += seconds(120);
  EXPECT_TRUE(Again());
}

TEST_F(Patience, NeverRestsLongerThanAnHourAtAServersWord) {
  ASSERT_FALSE(Fetch({Reply(503, "Retry-After: 99999999999999999\r\n", ""), kGood}));
  now_ += seconds(3600);
  EXPECT_TRUE(Again());
}

TEST_F(Patience, LeavesADeadHostAlone) {
  options_.retries = 0;
  ASSERT_FALSE(Fetch({"", "", "", "", kGood}));
  ASSERT_FALSE(Again());
  ASSERT_FALSE(Again());
  EXPECT_EQ(asked(), 3u);
  const auto resting = Again();
  ASSERT_FALSE(resting);
  EXPECT_EQ(resting.error().kind, "host-resting");
  EXPECT_EQ(asked(), 3u);
  now_ += options_.host_rest;
  const auto fourth = Again();
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().kind, "reset");
  EXPECT_EQ(Again().error().kind, "host-resting");
  now_ += options_.host_rest;
  EXPECT_TRUE(Again());
  EXPECT_TRUE(Again());
}

TEST_F(Patience, ForgivesAHostThatAnswersNowAndThen) {
  options_.retries = 0;
  ASSERT_FALSE(Fetch({"", "", Reply(404, "Connection: close\r\n", ""), "", "", kGood}));
  ASSERT_FALSE(Again());
  EXPECT_EQ(Again().error().kind, "http-404");
  EXPECT_EQ(Again().error().kind, "reset");
  EXPECT_EQ(Again().error().kind, "reset");
  EXPECT_TRUE(Again());
}

TEST_F(Patience, PausesBetweenRequestsToOneHost) {
  options_.host_interval = milliseconds(250);
  ASSERT_TRUE(Fetch({kGood}));
  EXPECT_EQ(slept_, milliseconds(0));
  ASSERT_TRUE(Again());
  EXPECT_EQ(slept_, milliseconds(250));
  now_ += milliseconds(200);
  ASSERT_TRUE(Again());
  EXPECT_EQ(slept_, milliseconds(300));
  now_ += seconds(1);
  ASSERT_TRUE(Again());
  EXPECT_EQ(slept_, milliseconds(300));
}

TEST_F(Patience, EndsWhenAskedWhileWaiting) {
  options_.cancelled = [this] { return slept_ > milliseconds(0); };
  const auto response = Fetch({Reply(503, "Retry-After: 20\r\n", ""), kGood});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kCancelled);
  EXPECT_LE(slept_, milliseconds(100));
}

TEST(HostPace, KeepsHostsApart) {
  HostPace pace(milliseconds(100), 1, milliseconds(1000));
  const HostPace::Time start{};
  EXPECT_EQ(pace.TakeTurn("a", start), milliseconds(0));
  EXPECT_EQ(pace.TakeTurn("b", start), milliseconds(0));
  EXPECT_EQ(pace.TakeTurn("a", start), milliseconds(100));
  EXPECT_EQ(pace.TakeTurn("a", start), milliseconds(200));
  pace.Failed("a", start);
  EXPECT_EQ(pace.RestLeft("a", start), milliseconds(1000));
  EXPECT_EQ(pace.RestLeft("a", start + milliseconds(1000)), milliseconds(0));
  EXPECT_EQ(pace.RestLeft("b", start), milliseconds(0));
}

TEST(HostPace, CountsFailuresInARowOnly) {
  HostPace pace(milliseconds(0), 2, milliseconds(1000));
  const HostPace::Time start{};
  pace.Failed("a", start);
  pace.Answered("a");
  pace.Failed("a", start);
  EXPECT_EQ(pace.RestLeft("a", start), milliseconds(0));
  pace.Failed("a", start);
  EXPECT_EQ(pace.RestLeft("a", start), milliseconds(1000));
}

}  // namespace
}  // namespace cuepoint
