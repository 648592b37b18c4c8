#include "server/body_scanner.h"

#include <algorithm>
#include <ostream>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using Kind = BodyFraming::Kind;
using State = BodyScanner::Progress::State;

constexpr std::size_t kLimit = 1000;

std::string Head(const std::string& fields) {
  return "POST /v1/batch HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

struct FramingCase {
  std::string name;
  std::string fields;
  Kind kind;
  std::size_t bytes = 0;
  int status = 0;
};

std::ostream& operator<<(std::ostream& out, const FramingCase& c) { return out << c.name; }

class BodyFramingTable : public ::testing::TestWithParam<FramingCase> {};

TEST_P(BodyFramingTable, TellsTheBodysEndOrRefuses) {
  const BodyFraming framing = FramingOf(Head(GetParam().fields), kLimit);
  EXPECT_EQ(framing.kind, GetParam().kind);
  EXPECT_EQ(framing.bytes, GetParam().bytes);
  EXPECT_EQ(framing.status, GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BodyFramingTable,
    ::testing::Values(
        FramingCase{"nothing", "", Kind::kNone},
        FramingCase{"a length", "Content-Length: 12\r\n", Kind::kLength, 12},
        FramingCase{"in any case, without a blank", "cOnTeNt-LeNgTh:12\r\n", Kind::kLength, 12},
        FramingCase{"no bytes", "Content-Length: 0\r\n", Kind::kLength, 0},
        FramingCase{"the limit", "Content-Length: 1000\r\n", Kind::kLength, 1000},
        FramingCase{"beyond it", "Content-Length: 1001\r\n", Kind::kRefused, 0, 413},
        FramingCase{"beyond any number", "Content-Length: 99999999999999999999999\r\n",
                    Kind::kRefused, 0, 413},
        FramingCase{"chunks", "Transfer-Encoding: Chunked \r\n", Kind::kChunked},
        FramingCase{"two lengths", "Content-Length: 1\r\nContent-Length: 1\r\n", Kind::kRefused, 0,
                    400},
        FramingCase{"two lengths in one", "Content-Length: 1, 1\r\n", Kind::kRefused, 0, 400},
        FramingCase{"a length and chunks", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                    Kind::kRefused, 0, 400},
        FramingCase{"chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
                    Kind::kRefused, 0, 400},
        FramingCase{"chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                    Kind::kRefused, 0, 400},
        FramingCase{"another coding", "Transfer-Encoding: gzip, chunked\r\n", Kind::kRefused, 0,
                    400},
        FramingCase{"a sign", "Content-Length: +1\r\n", Kind::kRefused, 0, 400},
        FramingCase{"no digits", "Content-Length: \r\n", Kind::kRefused, 0, 400},
        FramingCase{"a folded field", "A: b\r\n Content-Length: 4\r\n", Kind::kRefused, 0, 400},
        FramingCase{"a name that only ends so", "X-Content-Length: 4\r\n", Kind::kNone},
        FramingCase{"what is past the head", "\r\nContent-Length: 4\r\n", Kind::kNone}));

TEST(BodyFraming, SaysWhenTheClientWaits) {
  EXPECT_TRUE(
      FramingOf(Head("Expect: 100-Continue\r\nContent-Length: 1\r\n"), kLimit).expects_continue);
  EXPECT_FALSE(FramingOf(Head("Content-Length: 1\r\n"), kLimit).expects_continue);
}

struct Outcome {
  State state = State::kIncomplete;
  int status = 0;
  std::string body;
  std::size_t consumed = 0;
};

// As the gate does it: `step` bytes arrive at a time, and what is consumed is not shown again.
Outcome ScanInSteps(const BodyFraming& framing, std::string_view bytes, std::mt19937* random) {
  BodyScanner scanner(framing, kLimit);
  Outcome outcome;
  std::string pending;
  std::size_t arrived = 0;
  do {
    const std::size_t step = random == nullptr ? bytes.size() : 1 + (*random)() % 7;
    const std::string_view more = bytes.substr(arrived, step);
    arrived += more.size();
    pending += more;
    const BodyScanner::Progress progress = scanner.Scan(pending, outcome.body);
    pending.erase(0, progress.consumed);
    outcome.consumed += progress.consumed;
    outcome.state = progress.state;
    outcome.status = progress.status;
  } while (outcome.state == State::kIncomplete && arrived < bytes.size());
  return outcome;
}

struct ChunkCase {
  std::string name;
  std::string bytes;
  State state;
  int status = 0;
  std::string body = {};
  std::string left = {};
};

std::ostream& operator<<(std::ostream& out, const ChunkCase& c) { return out << c.name; }

class ChunkedBody : public ::testing::TestWithParam<ChunkCase> {};

TEST_P(ChunkedBody, IsPutTogetherOrRefused) {
  const ChunkCase& c = GetParam();
  const Outcome whole = ScanInSteps({.kind = Kind::kChunked}, c.bytes, nullptr);
  EXPECT_EQ(whole.state, c.state);
  EXPECT_EQ(whole.status, c.status);
  if (c.state == State::kComplete) {
    EXPECT_EQ(whole.body, c.body);
    EXPECT_EQ(c.bytes.substr(whole.consumed), c.left);
  }
}

TEST_P(ChunkedBody, DoesNotDependOnHowTheBytesArrive) {
  const ChunkCase& c = GetParam();
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    const Outcome outcome = ScanInSteps({.kind = Kind::kChunked}, c.bytes, &random);
    EXPECT_EQ(outcome.state, c.state);
    EXPECT_EQ(outcome.status, c.status);
    if (c.state == State::kComplete) {
      EXPECT_EQ(outcome.body, c.body);
      EXPECT_EQ(outcome.consumed, c.bytes.size() - c.left.size());
    }
  }
}

std::string Chunk(std::size_t bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string size;
  for (std::size_t rest = bytes; rest > 0; rest /= 16) size += kDigits[rest % 16];
  std::reverse(size.begin(), size.end());
  return size + "\r\n" + std::string(bytes, 'x') + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChunkedBody,
    ::testing::Values(
        ChunkCase{"none", "0\r\n\r\n", State::kComplete},
        ChunkCase{"two chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", State::kComplete, 0, "abcde"},
        ChunkCase{"the next request after it", "1\r\na\r\n0\r\n\r\nGET / HTTP/1.1",
                  State::kComplete, 0, "a", "GET / HTTP/1.1"},
        ChunkCase{"line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", State::kComplete, 0,
                  "\r\n\r\n"},
        ChunkCase{"extensions and a trailer",
                  "1;a=b;c=\"d\"\r\na\r\n00;x\r\nContent-Length: 7\r\nB: c\r\n\r\n",
                  State::kComplete, 0, "a"},
        ChunkCase{"the limit", Chunk(600) + Chunk(400) + "0\r\n\r\n", State::kComplete, 0,
                  std::string(1000, 'x')},
        ChunkCase{"one more", Chunk(600) + Chunk(401) + "0\r\n\r\n", State::kRefused, 413},
        ChunkCase{"a size beyond any", "fffffffffffffffff\r\n", State::kRefused, 413},
        ChunkCase{"a size that wraps", "ffffffffffffffff\r\n", State::kRefused, 413},
        ChunkCase{"zeros before the size", "0000000000000000001\r\n", State::kRefused, 413},
        ChunkCase{"no size", "\r\n", State::kRefused, 400},
        ChunkCase{"no number", "x\r\n", State::kRefused, 400},
        ChunkCase{"a sign", "+1\r\na\r\n", State::kRefused, 400},
        ChunkCase{"a prefix", "0x1\r\na\r\n", State::kRefused, 400},
        ChunkCase{"a blank", "1 \r\na\r\n", State::kRefused, 400},
        ChunkCase{"a bare line feed", "1\na\n0\n\n", State::kRefused, 400},
        ChunkCase{"more data than said", "1\r\nab\r\n0\r\n\r\n", State::kRefused, 400},
        ChunkCase{"an extension without end", "1;" + std::string(300, 'a'), State::kRefused, 400},
        ChunkCase{"a trailer without end", "0\r\n" + std::string(9000, 'a'), State::kRefused, 431},
        ChunkCase{"a trailer of many lines",
                  "0\r\n" +
                      [] {
                        std::string lines;
                        for (int i = 0; i < 2000; ++i) lines += "A: b\r\n";
                        return lines;
                      }(),
                  State::kRefused, 431},
        ChunkCase{"half of it", "5\r\nab", State::kIncomplete},
        ChunkCase{"no last line", "1\r\na\r\n0\r\n", State::kIncomplete}));

TEST(BodyScanner, TakesAsManyBytesAsWereSaid) {
  std::mt19937 random(3);
  const Outcome outcome =
      ScanInSteps({.kind = Kind::kLength, .bytes = 5}, "abcdeGET / HTTP/1.1", &random);
  EXPECT_EQ(outcome.state, State::kComplete);
  EXPECT_EQ(outcome.body, "abcde");
  EXPECT_EQ(outcome.consumed, 5u);
  const Outcome none = ScanInSteps({.kind = Kind::kLength}, "GET", nullptr);
  EXPECT_EQ(none.state, State::kComplete);
  EXPECT_EQ(none.consumed, 0u);
}

TEST(BodyScanner, GivesBackWhatWasSentInAnyChunks) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string content(random() % kLimit, '\0');
    for (char& c : content) c = static_cast<char>(random() % 256);
    std::string bytes;
    for (std::size_t at = 0; at < content.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 40, content.size() - at);
      std::string chunk = Chunk(size);
      chunk.replace(chunk.find('\n') + 1, size, content, at, size);
      bytes += chunk;
      at += size;
    }
    bytes += "0\r\n\r\n";
    const Outcome outcome = ScanInSteps({.kind = Kind::kChunked}, bytes, &random);
    ASSERT_EQ(outcome.state, State::kComplete);
    ASSERT_EQ(outcome.body, content);
  }
}

}  // namespace
}  // namespace cuepoint
