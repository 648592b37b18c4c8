#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "golden_queries.h"

namespace cuepoint {
namespace {

TEST(GoldenQueries, FindInALargeShowWhatTheyDidBefore) {
  const std::string shows = CUEPOINT_SOURCE_DIR "/../shared/data/corpora/syntax/shows";
  if (!std::filesystem::exists(shows)) GTEST_SKIP() << "The development data are not here";
  CheckGoldenQueries("syntax", shows, 140);
}

}  // namespace
}  // namespace cuepoint
