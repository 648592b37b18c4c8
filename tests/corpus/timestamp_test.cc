#include "corpus/timestamp.h"

#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

constexpr std::nullopt_t kNone = std::nullopt;

struct TimeCase {
  std::string text;
  std::optional<double> seconds;

  friend std::ostream& operator<<(std::ostream& out, const TimeCase& c) {
    return out << '"' << c.text << '"';
  }
};

class Timestamp : public ::testing::TestWithParam<TimeCase> {};
TEST_P(Timestamp, IsReadWholeOrNotAtAll) {
  EXPECT_EQ(ParseTimestamp(GetParam().text), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(Table, Timestamp,
                         ::testing::ValuesIn(std::vector<TimeCase>{
                             {"0:00", 0},
                             {"00:00", 0},
                             {"0:34", 34},
                             {"00:34", 34},
                             {"9:42", 582},
                             {"09:42", 582},
                             {"59:59", 3599},
                             {"62:03", 3723},
                             {"100:05", 6005},
                             {"999:59", 59999},
                             {"1:02:03", 3723},
                             {"01:02:03", 3723},
                             {"0:10:28", 628},
                             {"00:00:00", 0},
                             {"12:00:00", 43200},
                             {"100:00:00", 360000},
                             {"999:59:59", 3599999},
                             {"00:01:02.500", 62.5},
                             {"00:01:02,500", 62.5},
                             {"1:02.25", 62.25},
                             {"00:00.001", 0.001},
                             {"0:00.123456789", 0.123456789},
                             {" 1:02 ", 62},
                             {"\t1:02\n", 62},
                             {"", kNone},
                             {" ", kNone},
                             {":", kNone},
                             {"12", kNone},
                             {"12:", kNone},
                             {":12", kNone},
                             {"1:2", kNone},
                             {"1:234", kNone},
                             {"12:60", kNone},
                             {"12:99", kNone},
                             {"1:60:00", kNone},
                             {"1:99:00", kNone},
                             {"1:00:60", kNone},
                             {"1:0:00", kNone},
                             {"1:000:00", kNone},
                             {"1:00:000", kNone},
                             {"1000:00", kNone},
                             {"1000:00:00", kNone},
                             {"1:00:00:00", kNone},
                             {"-1:00", kNone},
                             {"+1:00", kNone},
                             {"1:-2", kNone},
                             {"1: 02", kNone},
                             {"1 :02", kNone},
                             {"1:02x", kNone},
                             {"x1:02", kNone},
                             {"(1:02)", kNone},
                             {"1:02.", kNone},
                             {"1:02.x", kNone},
                             {"1:02.1234567890", kNone},
                             {"1.5:02", kNone},
                             {"1:02 pm", kNone},
                             {"99999999999999999999:00", kNone},
                             {"1:02\xEF\xBC\x93", kNone},
                             {std::string("1:02\0", 5), kNone},
                             {"\xD9\xA1:02", kNone}}));

class PlayTime : public ::testing::TestWithParam<TimeCase> {};
TEST_P(PlayTime, MayBeBareSeconds) {
  EXPECT_EQ(ParsePlayTime(GetParam().text), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(Table, PlayTime,
                         ::testing::ValuesIn(std::vector<TimeCase>{{"01", 1},
                                                                   {"1", 1},
                                                                   {"0", 0},
                                                                   {"62.5", 62.5},
                                                                   {"3599999", 3599999},
                                                                   {"3600000", kNone},
                                                                   {"12345678", kNone},
                                                                   {"00:01:02.500", 62.5},
                                                                   {"-1", kNone},
                                                                   {"1.", kNone},
                                                                   {".5", kNone},
                                                                   {"1e3", kNone},
                                                                   {"1s", kNone},
                                                                   {"nan", kNone},
                                                                   {"inf", kNone},
                                                                   {"", kNone}}));

class Duration : public ::testing::TestWithParam<TimeCase> {};
TEST_P(Duration, IsReadWholeOrNotAtAll) {
  EXPECT_EQ(ParseDuration(GetParam().text), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(Table, Duration,
                         ::testing::ValuesIn(std::vector<TimeCase>{
                             {"1h 26min", 5160},
                             {"1h", 3600},
                             {"45 min", 2700},
                             {"45min", 2700},
                             {"1h 4m", 3840},
                             {"1h4m", 3840},
                             {"1h26m3s", 5163},
                             {"1 hr 4 mins", 3840},
                             {"2 hrs", 7200},
                             {"1 hour", 3600},
                             {"2 hours, 5 minutes and 3 seconds", 7503},
                             {"1 Hour and 1 Minute", 3660},
                             {"1.5 hours", 5400},
                             {"90s", 90},
                             {"90 sec.", 90},
                             {"5160", 5160},
                             {"5160.5", 5160.5},
                             {"1:26:00", 5160},
                             {"PT1H26M", 5160},
                             {"PT90S", 90},
                             {"0 min", 0},
                             {"", kNone},
                             {"h", kNone},
                             {"1x", kNone},
                             {"1h 26", kNone},
                             {"1h 1h", kNone},
                             {"4m 1h", kNone},
                             {"1 hourglass", kNone},
                             {"an hour", kNone},
                             {"-1h", kNone},
                             {"1000h", kNone},
                             {"9999999999h", kNone},
                             {"1h 26min ago", kNone},
                             {"1h and", kNone},
                             {"PT", kNone},
                             {"P1D", kNone},
                             {std::string(1000, '1'), kNone}}));

struct FormatCase {
  double seconds;
  const char* text;
};

class Format : public ::testing::TestWithParam<FormatCase> {};
TEST_P(Format, IsShortAndFixedWidthAfterTheFirstColon) {
  EXPECT_EQ(FormatTime(GetParam().seconds), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Table, Format,
                         ::testing::ValuesIn(std::vector<FormatCase>{
                             {0, "0:00"},
                             {34, "0:34"},
                             {59.999, "0:59"},
                             {60, "1:00"},
                             {582, "9:42"},
                             {3599, "59:59"},
                             {3600, "1:00:00"},
                             {3723, "1:02:03"},
                             {3912, "1:05:12"},
                             {360000, "100:00:00"},
                             {-5, "0:00"},
                             {std::numeric_limits<double>::quiet_NaN(), "0:00"},
                             {std::numeric_limits<double>::infinity(), "1000:00:00"},
                             {-std::numeric_limits<double>::infinity(), "0:00"},
                             {1e300, "1000:00:00"}}));

TEST(Format, IsReadBackAsTheSameSecond) {
  for (int seconds = 0; seconds < 3'600'000; seconds += 977) {
    ASSERT_EQ(ParseTimestamp(FormatTime(seconds)), seconds);
  }
}

}  // namespace
}  // namespace cuepoint
