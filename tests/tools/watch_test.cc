#include "tools/watch.h"

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tools/stop_signal.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;

// Watches on a clock that only rounds and waits move, and stops after `rounds` of them.
class WatchTest : public ::testing::Test {
 protected:
  WatchSummary Run(std::size_t rounds, const std::function<Result<void>()>& round) {
    return Watch(
        options_,
        [this, rounds](milliseconds time) {
          waits_.push_back(time);
          now_ += time;
          return waits_.size() > rounds;
        },
        round, [this](const Error& error) { reported_.push_back(error.message); },
        [this] { return now_; });
  }
  static Result<void> Fine() { return {}; }

  WatchOptions options_{.interval = minutes(10), .jitter = 0};
  std::chrono::steady_clock::time_point now_{};
  std::vector<milliseconds> waits_;
  std::vector<std::string> reported_;
};

TEST_F(WatchTest, RunsAtOnceAndThenEveryInterval) {
  EXPECT_EQ(Run(3, Fine), (WatchSummary{.rounds = 3, .failures = 0}));
  EXPECT_THAT(waits_, ElementsAre(milliseconds(0), minutes(10), minutes(10), minutes(10)));
}

TEST_F(WatchTest, RunsNothingOnceItIsToStop) {
  EXPECT_EQ(Run(0, [] { return ADD_FAILURE(), Fine(); }), WatchSummary());
}

TEST_F(WatchTest, CountsTheTimeOfARoundIntoTheInterval) {
  Run(1, [this] { return now_ += minutes(4), Fine(); });
  EXPECT_THAT(waits_, ElementsAre(milliseconds(0), minutes(6)));
}

TEST_F(WatchTest, PausesAfterARoundThatTookTooLong) {
  Run(1, [this] { return now_ += minutes(25), Fine(); });
  EXPECT_THAT(waits_, ElementsAre(milliseconds(0), kLeastWatchInterval));
}

TEST_F(WatchTest, IsNeverMoreOftenThanTheLeastInterval) {
  for (const int interval : {1, 0, -5}) {
    options_.interval = minutes(interval);
    waits_.clear();
    Run(1, Fine);
    EXPECT_THAT(waits_, ElementsAre(milliseconds(0), kLeastWatchInterval)) << interval;
  }
}

TEST_F(WatchTest, GoesOnAfterARoundThatFailed) {
  int round = 0;
  const WatchSummary summary = Run(3, [&round]() -> Result<void> {
    if (++round == 2) return Error{.code = ErrorCode::kUnavailable, .message = "no network"};
    return {};
  });
  EXPECT_EQ(summary, (WatchSummary{.rounds = 3, .failures = 1}));
  EXPECT_THAT(reported_, ElementsAre("no network"));
}

TEST_F(WatchTest, EndsWithARoundThatWasStopped) {
  int round = 0;
  const WatchSummary summary = Run(9, [&round]() -> Result<void> {
    if (++round == 2) return Error{.code = ErrorCode::kCancelled, .message = "stopped"};
    return {};
  });
  EXPECT_EQ(summary, (WatchSummary{.rounds = 1, .failures = 0}));
  EXPECT_TRUE(reported_.empty());
}

TEST_F(WatchTest, SpreadsItsRoundsByTheJitter) {
  options_.jitter = 0.1;
  Run(200, Fine);
  waits_.erase(waits_.begin());
  EXPECT_THAT(waits_, ::testing::Each(AllOf(Ge(minutes(9)), Le(minutes(11)))));
  EXPECT_THAT(waits_, ::testing::Contains(Le(milliseconds(minutes(10)) - milliseconds(6000))));
  EXPECT_THAT(waits_, ::testing::Contains(Ge(milliseconds(minutes(10)) + milliseconds(6000))));
}

TEST(StopSignal, IsNotRequestedOfItsOwnAccord) {
  StopSignal stop;
  EXPECT_FALSE(stop.requested());
  EXPECT_FALSE(stop.WaitFor(milliseconds(1)));
}

class StopSignals : public ::testing::TestWithParam<int> {};
TEST_P(StopSignals, WakeAWaitAtOnce) {
  StopSignal stop;
  std::thread sender([signal = GetParam()] { ::kill(::getpid(), signal); });
  EXPECT_TRUE(stop.WaitFor(std::chrono::hours(1)));
  sender.join();
  EXPECT_TRUE(stop.requested());
}

TEST_P(StopSignals, EndAWatchBetweenTwoRounds) {
  StopSignal stop;
  const WatchSummary summary = Watch(
      {.interval = minutes(60)}, [&stop](milliseconds time) { return stop.WaitFor(time); },
      [signal = GetParam()]() -> Result<void> {
        ::kill(::getpid(), signal);
        return {};
      },
      [](const Error& error) { ADD_FAILURE() << error.message; });
  EXPECT_EQ(summary, (WatchSummary{.rounds = 1, .failures = 0}));
}

TEST_P(StopSignals, EndTheProcessWhenTheyComeTwice) {
  ::testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        StopSignal stop;
        ::kill(::getpid(), GetParam());
        stop.WaitFor(std::chrono::hours(1));
        ::kill(::getpid(), GetParam());
        std::this_thread::sleep_for(std::chrono::hours(1));
      },
      ::testing::KilledBySignal(GetParam()), "");
}

INSTANTIATE_TEST_SUITE_P(Table, StopSignals, ::testing::Values(SIGINT, SIGTERM));

TEST(StopSignal, LeavesSignalsAsTheyWere) {
  { const StopSignal stop; }
  sigset_t blocked{};
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGINT), 0);
  EXPECT_EQ(sigismember(&blocked, SIGTERM), 0);
}

}  // namespace
}  // namespace cuepoint
