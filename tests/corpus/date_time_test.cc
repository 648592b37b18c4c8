#include "corpus/date_time.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/date.h"

namespace cuepoint {
namespace {

struct DateTimeCase {
  const char* text;
  std::optional<std::string> iso;

  friend std::ostream& operator<<(std::ostream& out, const DateTimeCase& c) {
    return out << '"' << c.text << '"';
  }
};

class DateTime : public ::testing::TestWithParam<DateTimeCase> {};
TEST_P(DateTime, BecomesIso) {
  const auto iso = ParseDateTime(GetParam().text);
  EXPECT_EQ(iso, GetParam().iso);
  EXPECT_TRUE(!iso || IsIsoDate(*iso)) << iso.value_or("");
}

INSTANTIATE_TEST_SUITE_P(Rfc822, DateTime,
                         ::testing::ValuesIn(std::vector<DateTimeCase>{
                             {"Tue, 09 Dec 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 2025 08:00:00 +0000", "2025-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 2025 08:00:00 -0000", "2025-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 2025 23:30:00 -0800", "2025-12-09T23:30:00-08:00"},
                             {"Tue, 09 Dec 2025 08:00:00 +05:30", "2025-12-09T08:00:00+05:30"},
                             {"Tue, 9 Dec 2025 8:00 EST", "2025-12-09T08:00:00-05:00"},
                             {"9 Dec 2025 08:00:00 PDT", "2025-12-09T08:00:00-07:00"},
                             {"09 Dec 25 08:00:00 UT", "2025-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 99 08:00:00 GMT", "1999-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 105 08:00:00 GMT", "2005-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 2025 08:00:00", "2025-12-09T08:00:00"},
                             {"Tue, 09 Dec 2025 08:00:00 XYZ", "2025-12-09T08:00:00"},
                             {"Tue, 09 Dec 2025 08:00:00 +9900", "2025-12-09T08:00:00"},
                             {"Tue, 09 Dec 2025 08:00:00 GMT+0200", "2025-12-09T08:00:00+02:00"},
                             {"Tue, 09 Dec 2025 08:00:00 UTC-3", "2025-12-09T08:00:00-03:00"},
                             {"Tue, 09 Dec 2025 08:00:00 +0100 (CET)", "2025-12-09T08:00:00+01:00"},
                             {"Tue, 09 Dec 2025 08:00:00+0100", "2025-12-09T08:00:00+01:00"},
                             {"Wednesday, 09 Dec 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                             {"Thur, 09 December 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                             {"mié, 09 Dec 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                             {"Tue,09 Dec 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                             {"  Tue, 09 Dec 2025 08:00:00 GMT\n", "2025-12-09T08:00:00Z"},
                             {"Tue, 09 Dec 2025 25:00:00 GMT", "2025-12-09"},
                             {"Tue, 09 Dec 2025 24:00:00 GMT", "2025-12-09"},
                             {"Tue, 09 Dec 2025", "2025-12-09"},
                             {"Tue, 31 Nov 2025 08:00:00 GMT", std::nullopt},
                             {"Tue, 09 Dec 08:00:00 GMT", std::nullopt},
                             {"Tue, 09 2025 08:00:00 GMT", std::nullopt}}));

INSTANTIATE_TEST_SUITE_P(Iso, DateTime,
                         ::testing::ValuesIn(std::vector<DateTimeCase>{
                             {"2025-12-09", "2025-12-09"},
                             {"2025-12-09T08:00:00Z", "2025-12-09T08:00:00Z"},
                             {"2025-12-09T08:00:00.123+01:00", "2025-12-09T08:00:00+01:00"},
                             {"2025-12-09T08:00+0530", "2025-12-09T08:00:00+05:30"},
                             {"2025-12-09 08:00", "2025-12-09T08:00:00"},
                             {"2025-12-09 08:00:00 UTC", "2025-12-09T08:00:00Z"},
                             {"2025-12-09T99:00:00Z", "2025-12-09"},
                             {"2025/12/09 08:00", "2025-12-09T08:00:00"},
                             {"20251209", "2025-12-09"},
                             {"20251209T080000Z", "2025-12-09T08:00:00Z"},
                             {"2025-13-09T08:00:00Z", std::nullopt},
                             {"2025-12", std::nullopt}}));

INSTANTIATE_TEST_SUITE_P(Others, DateTime,
                         ::testing::ValuesIn(std::vector<DateTimeCase>{
                             {"Tue Dec  9 08:00:00 2025", "2025-12-09T08:00:00"},
                             {"Tue Dec 9 08:00:00 UTC 2025", "2025-12-09T08:00:00Z"},
                             {"9-Dec-2025 08:00", "2025-12-09T08:00:00"},
                             {"Dec 9, 2025 8:05 PM", "2025-12-09T20:05:00"},
                             {"Dec 9, 2025 at 12:05am", "2025-12-09T00:05:00"},
                             {"December 9th, 2025", "2025-12-09"},
                             {"12/09/2025 08:00", std::nullopt},
                             {"Dec 9, 25", std::nullopt},
                             {"yesterday", std::nullopt},
                             {"0", std::nullopt},
                             {"", std::nullopt}}));

TEST(DateTimeParser, AcceptsAnything) {
  const std::string alphabet = "09:-+TZ ,./(aDec)";
  std::string text;
  // Every string of three characters, and longer ones that repeat them.
  for (const char a : alphabet) {
    for (const char b : alphabet) {
      for (const char c : alphabet) {
        text = {a, b, c};
        for (int i = 0; i < 3; ++i) text += text;
        const auto iso = ParseDateTime(text);
        EXPECT_TRUE(!iso || IsIsoDate(*iso)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace cuepoint
