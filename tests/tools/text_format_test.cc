#include "tools/text_format.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TEST(FormatDuration, RoundsToTheMinute) {
  EXPECT_EQ(FormatDuration(0), "0 s");
  EXPECT_EQ(FormatDuration(59.4), "59 s");
  EXPECT_EQ(FormatDuration(59.6), "1 min");
  EXPECT_EQ(FormatDuration(3569), "59 min");
  EXPECT_EQ(FormatDuration(3570), "1 h");
  EXPECT_EQ(FormatDuration(5160), "1 h 26 min");
}

TEST(FormatDuration, SurvivesLengthsThatAreNone) {
  EXPECT_EQ(FormatDuration(-1), "0 s");
  EXPECT_EQ(FormatDuration(std::nan("")), "0 s");
  EXPECT_EQ(FormatDuration(std::numeric_limits<double>::max()), "1000 h");
}

TEST(FormatCount, PutsCommasBetweenThousands) {
  EXPECT_EQ(FormatCount(0), "0");
  EXPECT_EQ(FormatCount(999), "999");
  EXPECT_EQ(FormatCount(1000), "1,000");
  EXPECT_EQ(FormatCount(1234567), "1,234,567");
}

TEST(FormatCount, AgreesWithItsNoun) {
  EXPECT_EQ(FormatCount(1, "episode"), "1 episode");
  EXPECT_EQ(FormatCount(0, "episode"), "0 episodes");
  EXPECT_EQ(FormatCount(2000, "query", "queries"), "2,000 queries");
}

TEST(FormatBytes, UsesDecimalUnits) {
  EXPECT_EQ(FormatBytes(0), "0 B");
  EXPECT_EQ(FormatBytes(999), "999 B");
  EXPECT_EQ(FormatBytes(1000), "1.0 kB");
  EXPECT_EQ(FormatBytes(1'250'000), "1.2 MB");
  EXPECT_EQ(FormatBytes(999'600'000), "1.0 GB");
}

TEST(FormatMilliseconds, KeepsTwoDigits) {
  EXPECT_EQ(FormatMilliseconds(0.41), "0.41 ms");
  EXPECT_EQ(FormatMilliseconds(4.12), "4.1 ms");
  EXPECT_EQ(FormatMilliseconds(41.2), "41 ms");
  EXPECT_EQ(FormatMilliseconds(4120), "4.1 s");
  EXPECT_EQ(FormatMilliseconds(41'200), "41 s");
}

}  // namespace
}  // namespace cuepoint
