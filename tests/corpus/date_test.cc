#include "corpus/date.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct DateCase {
  const char* text;
  std::optional<std::string> iso;

  friend std::ostream& operator<<(std::ostream& out, const DateCase& c) {
    return out << '"' << c.text << '"';
  }
};

class WrittenDate : public ::testing::TestWithParam<DateCase> {};
TEST_P(WrittenDate, BecomesIso) { EXPECT_EQ(ParseDate(GetParam().text), GetParam().iso); }

INSTANTIATE_TEST_SUITE_P(Table, WrittenDate,
                         ::testing::ValuesIn(std::vector<DateCase>{
                             {"Dec 16, 2025", "2025-12-16"},
                             {"Dec 9, 2025", "2025-12-09"},
                             {"December 9, 2025", "2025-12-09"},
                             {"december 9 2025", "2025-12-09"},
                             {"9 Dec 2025", "2025-12-09"},
                             {"09 December 2025", "2025-12-09"},
                             {"Sept 1, 2024", "2024-09-01"},
                             {"May 1st, 2024", "2024-05-01"},
                             {"2nd of", std::nullopt},
                             {"22nd March 2024", "2024-03-22"},
                             {"Tuesday, December 9th, 2025", "2025-12-09"},
                             {"Tue, 09 Dec 2025 08:00:00 +0000", "2025-12-09"},
                             {"Tue, 09 Dec 2025 08:00:00 GMT", "2025-12-09"},
                             {"2025-12-09", "2025-12-09"},
                             {" 2025-12-09\n", "2025-12-09"},
                             {"2025-12-09T08:00:00Z", "2025-12-09"},
                             {"2025-12-09 08:00", "2025-12-09"},
                             {"Feb 29, 2024", "2024-02-29"},
                             {"Feb 29, 2025", std::nullopt},
                             {"Feb 30, 2024", std::nullopt},
                             {"Dec 0, 2025", std::nullopt},
                             {"Dec 32, 2025", std::nullopt},
                             {"Dec 9, 25", std::nullopt},
                             {"Dec 9", std::nullopt},
                             {"De 9, 2025", std::nullopt},
                             {"Decembrist 9, 2025", std::nullopt},
                             {"Dec 9, 2025 was a Tuesday", std::nullopt},
                             {"Dec 9, 2025 • 1h", std::nullopt},
                             {"12/09/2025", std::nullopt},
                             {"2025", std::nullopt},
                             {"2025-12", std::nullopt},
                             {"2025-13-01", std::nullopt},
                             {"2025-12-09x", std::nullopt},
                             {"Dec Dec 2025", std::nullopt},
                             {"9 9 2025", std::nullopt},
                             {"Jan 1, 0000", std::nullopt},
                             {"", std::nullopt}}));

struct DayCase {
  const char* text;
  std::optional<std::int32_t> days;

  friend std::ostream& operator<<(std::ostream& out, const DayCase& c) {
    return out << '"' << c.text << '"';
  }
};

class IsoDate : public ::testing::TestWithParam<DayCase> {};
TEST_P(IsoDate, BecomesADayNumber) {
  EXPECT_EQ(DaysSinceEpoch(GetParam().text), GetParam().days);
  EXPECT_EQ(IsIsoDate(GetParam().text), GetParam().days.has_value());
}

INSTANTIATE_TEST_SUITE_P(Table, IsoDate,
                         ::testing::ValuesIn(std::vector<DayCase>{
                             {"1970-01-01", 0},
                             {"1970-01-02", 1},
                             {"1969-12-31", -1},
                             {"2000-03-01", 11017},
                             {"2025-12-09", 20431},
                             {"2025", 20089},
                             {"2025-06", 20240},
                             {"2025-12-09T08:00:00Z", 20431},
                             {"2025-12-09T23:59:60Z", 20431},
                             {"2025-12-09t08:00", 20431},
                             {"2025-12-09 08:00:00.123+02:00", 20431},
                             {"2025-12-09T08:00:00-0530", 20431},
                             {"2025-12-09T08:00 +02", 20431},
                             {"0001-01-01", -719162},
                             {"9999-12-31", 2932896},
                             {"0000-01-01", std::nullopt},
                             {"2025-02-29", std::nullopt},
                             {"2100-02-29", std::nullopt},
                             {"2025-00", std::nullopt},
                             {"2025-13", std::nullopt},
                             {"2025-1-1", std::nullopt},
                             {"2025-", std::nullopt},
                             {"25-01-01", std::nullopt},
                             {"2025-12-09T", std::nullopt},
                             {"2025-12-09T25:00", std::nullopt},
                             {"2025-12-09T08", std::nullopt},
                             {"2025-12-09T08:61", std::nullopt},
                             {"2025-12-09T08:00:00.", std::nullopt},
                             {"2025-12-09T08:00:00X", std::nullopt},
                             {"2025-12-09T08:00:00+99:00", std::nullopt},
                             {" 2025-12-09", std::nullopt},
                             {"Dec 9, 2025", std::nullopt},
                             {"", std::nullopt}}));

}  // namespace
}  // namespace cuepoint
