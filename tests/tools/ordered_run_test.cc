#include "tools/ordered_run.h"

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

class RunOrderedTest : public ::testing::TestWithParam<unsigned> {};

TEST_P(RunOrderedTest, GivesEveryResultOnceAndInOrder) {
  for (const std::size_t count : {0u, 1u, 7u, 8u, 9u, 1000u}) {
    std::vector<std::size_t> seen;
    RunOrdered(
        count, GetParam(),
        [](std::size_t i) {
          if (i % 13 == 0) std::this_thread::yield();
          return i * 2;
        },
        [&](std::size_t i, std::size_t result) {
          EXPECT_EQ(result, i * 2);
          seen.push_back(i);
          return true;
        });
    ASSERT_EQ(seen.size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(seen[i], i);
  }
}

TEST_P(RunOrderedTest, StopsWhenTheConsumerHasEnough) {
  std::atomic<std::size_t> worked = 0;
  std::size_t consumed = 0;
  RunOrdered(
      1'000'000, GetParam(), [&](std::size_t i) { return ++worked, i; },
      [&](std::size_t, std::size_t) { return ++consumed < 10; });
  EXPECT_EQ(consumed, 10u);
  EXPECT_LT(worked, 10'000u);
}

TEST_P(RunOrderedTest, KeepsFewResultsWaitingForASlowOne) {
  std::atomic<std::size_t> worked = 0;
  std::atomic<bool> release = false;
  std::size_t most_ahead = 0;
  std::thread releaser([&] {
    // The others run until the window is full, then nothing more happens.
    std::size_t before = 0;
    do {
      before = worked;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    } while (worked != before || worked == 0);
    most_ahead = worked;
    release = true;
  });
  RunOrdered(
      100'000, GetParam(),
      [&](std::size_t i) {
        ++worked;
        while (i == 0 && !release) std::this_thread::yield();
        return i;
      },
      [](std::size_t i, std::size_t) { return i < 20; });
  releaser.join();
  EXPECT_LE(most_ahead, 1000u);
}

INSTANTIATE_TEST_SUITE_P(Jobs, RunOrderedTest, ::testing::Values(1u, 2u, 4u, 16u));

}  // namespace
}  // namespace cuepoint
