#include "corpus/line_reader.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

struct ReadLine {
  std::string text;
  std::size_t number;
  std::size_t offset;
  bool too_long;
  bool operator==(const ReadLine&) const = default;
};

std::vector<ReadLine> ReadAll(const std::string& content, std::size_t limit_bytes) {
  const TemporaryDirectory files;
  Result<InputFile> input = InputFile::Open(files.Write("lines", content));
  std::vector<ReadLine> lines;
  if (!input) {
    ADD_FAILURE() << ToString(input.error());
    return lines;
  }
  LineReader reader(*input, limit_bytes);
  while (true) {
    const auto line = reader.Next();
    if (!line) ADD_FAILURE() << ToString(line.error());
    if (!line || !*line) break;
    lines.push_back(
        {std::string((*line)->text), (*line)->number, (*line)->offset, (*line)->too_long});
  }
  EXPECT_EQ(input->bytes_read(), content.size());
  return lines;
}

TEST(LineReader, EndsLinesWithAndWithoutCarriageReturn) {
  EXPECT_EQ(ReadAll("a\n\r\nbc\r\nd", 100),
            (std::vector<ReadLine>{
                {"a", 1, 0, false}, {"", 2, 2, false}, {"bc", 3, 4, false}, {"d", 4, 8, false}}));
}

TEST(LineReader, FindsNoLineInAnEmptyFile) { EXPECT_TRUE(ReadAll("", 100).empty()); }

TEST(LineReader, SkipsALineOverTheLimitAndGoesOn) {
  for (const std::size_t length : {std::size_t{11}, std::size_t{3'000'000}}) {
    const std::string content =
        "ab\n" + std::string(length, 'x') + "\ncd\n" + std::string(length, 'y');
    EXPECT_EQ(ReadAll(content, 10), (std::vector<ReadLine>{{"ab", 1, 0, false},
                                                           {"", 2, 3, true},
                                                           {"cd", 3, 4 + length, false},
                                                           {"", 4, 7 + length, true}}))
        << length;
  }
}

TEST(LineReader, CountsTheLimitWithoutTheLineEnd) {
  EXPECT_FALSE(ReadAll("1234567890\r\n", 10)[0].too_long);
  EXPECT_TRUE(ReadAll("12345678901\r\n", 10)[0].too_long);
}

TEST(LineReader, GivesTheSameLinesAsASimpleSplit) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::string content;
    std::vector<ReadLine> expected;
    for (auto count = 1 + random() % 40; count > 0; --count) {
      // Lengths around the size of a chunk, 1 MiB, and far below.
      const std::size_t length =
          random() % 8 == 0 ? (1u << 20) - 20 + random() % 40 : random() % 300;
      const std::string text(length, static_cast<char>('a' + random() % 26));
      expected.push_back({text, expected.size() + 1, content.size(), false});
      content += text + "\n";
    }
    ASSERT_EQ(ReadAll(content, 2u << 20), expected) << round;
  }
}

}  // namespace
}  // namespace cuepoint
