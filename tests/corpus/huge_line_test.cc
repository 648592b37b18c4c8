// A line of a gigabyte must cost neither the memory nor the lines behind it.
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/corpus/read_source.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// ThreadSanitizer keeps four bytes of its own beside each that is used, which count as memory, too:
// a gigabyte would come to five.
#ifdef __SANITIZE_THREAD__
constexpr long kMemoryFactor = 5;
#else
constexpr long kMemoryFactor = 1;
#endif

long PeakMemoryKiB() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(HugeLine, OfAGigabyteIsSkippedWithinBoundedMemory) {
  const TemporaryDirectory files;
  constexpr std::streamoff kGigabyte = std::streamoff{1} << 30;
  const std::string path = files / "huge.jsonl";
  {
    std::ofstream file(path, std::ios::binary);
    file << "{\"title\": \"First\"}\n{\"title\": \"";
    file.seekp(kGigabyte, std::ios::cur);  // A hole: reads as zero bytes, takes no disk.
    file << "\"}\n{\"title\": \"Last\"}\n";
    ASSERT_TRUE(file.flush());
  }
  const long before_KiB = PeakMemoryKiB();
  const ReadResult read = Read(path);
  const long grown_KiB = PeakMemoryKiB() - before_KiB;
  EXPECT_THAT(read.Titles(), ElementsAre("First", "Last"));
  ASSERT_EQ(read.report.errors.size(), 1u);
  EXPECT_EQ(read.report.errors[0].code, ErrorCode::kTooLarge);
  EXPECT_EQ(read.report.errors[0].line, 2u);
  EXPECT_THAT(ToString(read.report.errors[0]), HasSubstr("16777216 bytes"));
  EXPECT_LT(grown_KiB, kMemoryFactor * 64 * 1024) << "the limit for one line is 16 MiB";
}

}  // namespace
}  // namespace cuepoint
