#include "server/head_scanner.h"

#include <ostream>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using State = HeadScanner::Progress::State;

constexpr HeadLimits kSmall = {
    .target_bytes = 20, .head_bytes = 120, .header_bytes = 30, .headers = 3};

HeadScanner::Progress ScanWhole(std::string_view input) {
  HeadScanner scanner(kSmall);
  return scanner.Scan(input);
}

struct Case {
  std::string name;
  std::string input;
  State state;
  int status = 0;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class HeadScannerTable : public ::testing::TestWithParam<Case> {};

TEST_P(HeadScannerTable, DecidesAsSoonAsItCan) {
  const auto progress = ScanWhole(GetParam().input);
  EXPECT_EQ(progress.state, GetParam().state);
  EXPECT_EQ(progress.status, GetParam().status);
}

// However the bytes are cut into pieces, the outcome is that of the whole; it may only come
// earlier.
TEST_P(HeadScannerTable, DoesNotDependOnHowTheBytesArrive) {
  const std::string& input = GetParam().input;
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    HeadScanner scanner(kSmall);
    HeadScanner::Progress progress;
    std::size_t arrived = 0;
    while (arrived < input.size() && progress.state == State::kIncomplete) {
      arrived = std::min(input.size(), arrived + 1 + random() % 5);
      progress = scanner.Scan(std::string_view(input).substr(0, arrived));
    }
    EXPECT_EQ(progress.state, GetParam().state);
    EXPECT_EQ(progress.status, GetParam().status);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeadScannerTable,
    ::testing::Values(
        Case{"empty", "", State::kIncomplete}, Case{"half a line", "GET /", State::kIncomplete},
        Case{"no empty line", "GET / HTTP/1.1\r\nHost: x\r\n", State::kIncomplete},
        Case{"the last feed is missing", "GET / HTTP/1.1\r\n\r", State::kIncomplete},
        Case{"no fields", "GET / HTTP/1.1\r\n\r\n", State::kComplete},
        Case{"fields", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n", State::kComplete},
        Case{"a body behind it", "GET / HTTP/1.1\r\n\r\nbody\nbody", State::kComplete},
        Case{"empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n\r\n", State::kComplete},
        Case{"bare feeds", "GET / HTTP/1.1\n\n", State::kRefused, 400},
        Case{"a bare feed between fields", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", State::kRefused,
             400},
        Case{"a feed at the start", "\nGET / HTTP/1.1\r\n\r\n", State::kRefused, 400},
        Case{"a target at the bound", "GET /" + std::string(19, 'a') + " HTTP/1.1\r\n\r\n",
             State::kComplete},
        Case{"a target beyond the bound", "GET /" + std::string(20, 'a') + " HTTP/1.1\r\n\r\n",
             State::kRefused, 414},
        Case{"a request line without end", "GET /" + std::string(100, 'a'), State::kRefused, 414},
        Case{"a field at the bound", "GET / HTTP/1.1\r\nA: " + std::string(27, 'a') + "\r\n\r\n",
             State::kComplete},
        Case{"a field beyond the bound",
             "GET / HTTP/1.1\r\nA: " + std::string(28, 'a') + "\r\n\r\n", State::kRefused, 431},
        Case{"a field without end", "GET / HTTP/1.1\r\nA: " + std::string(40, 'a'), State::kRefused,
             431},
        Case{"as many fields as allowed", "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n",
             State::kComplete},
        Case{"too many fields", "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n",
             State::kRefused, 431},
        Case{"all fields together beyond the bound",
             "GET /aaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nA: " + std::string(26, 'a') +
                 "\r\nB: " + std::string(26, 'b') + "\r\nC: " + std::string(26, 'c') + "\r\n\r\n",
             State::kRefused, 431},
        Case{"nothing but empty lines",
             [] {
               std::string lines;
               for (int i = 0; i < 100; ++i) lines += "\r\n";
               return lines;
             }(),
             State::kRefused, 414}));

TEST(HeadScanner, SaysWhereTheRequestStarts) {
  EXPECT_EQ(ScanWhole("\r\n\r\nGET / HTTP/1.1\r\n\r\n").begin, 4u);
  EXPECT_EQ(ScanWhole("GET / HTTP/1.1\r\n\r\n").begin, 0u);
}

TEST(HeadScanner, StartsAnewAfterAReset) {
  HeadScanner scanner(kSmall);
  ASSERT_EQ(scanner.Scan("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n").state, State::kComplete);
  scanner.Reset();
  EXPECT_EQ(scanner.Scan("GET / HTTP/1.1\r\n").state, State::kIncomplete);
  EXPECT_EQ(scanner.Scan("GET / HTTP/1.1\r\n\r\n").state, State::kComplete);
}

}  // namespace
}  // namespace cuepoint
