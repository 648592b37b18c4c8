#include "tools/progress_bar.h"

#include <gtest/gtest.h>

#include "tools/text_layout.h"

namespace cuepoint {
namespace {

TEST(ProgressLine, ShowsShareAndDetail) {
  EXPECT_EQ(ProgressLine("reading", 1, 4, "10 episodes", 50),
            "reading  [#####...............]   25%  10 episodes");
}

TEST(ProgressLine, HasNoBarWhileTheTotalIsUnknown) {
  EXPECT_EQ(ProgressLine("reading", 7, 0, "10 episodes", 60), "reading  10 episodes");
}

TEST(ProgressLine, NeverExceedsTheWidthOrTheWhole) {
  for (std::size_t width = 20; width < 120; ++width) {
    for (std::size_t done = 0; done <= 12; ++done) {
      const std::string line = ProgressLine("committing", done, 10, "1,234 episodes", width);
      EXPECT_LE(DisplayWidth(line), width) << line;
      EXPECT_EQ(line.find("110%"), std::string::npos);
    }
  }
}

TEST(ProgressBar, DrawsNothingWhereNobodyLooks) {
  char* data = nullptr;
  std::size_t size = 0;
  std::FILE* stream = open_memstream(&data, &size);
  std::FILE* null = std::fopen("/dev/null", "w");
  ASSERT_NE(stream, nullptr);
  ASSERT_NE(null, nullptr);
  {
    Console console(null, null, ColorChoice::kAlways);
    ProgressBar bar(console);
    EXPECT_FALSE(bar.due());
    bar.Update("reading", 1, 2, "");
  }
  std::fclose(null);
  std::fclose(stream);
  EXPECT_EQ(size, 0u);
  std::free(data);
}

}  // namespace
}  // namespace cuepoint
