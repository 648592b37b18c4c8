#include "golden_queries.h"

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TEST(GoldenQueries, FindInTheBundledShowWhatTheyDidBefore) {
  CheckGoldenQueries("bundled", CUEPOINT_SOURCE_DIR "/corpus/netstack.fm", 60);
}

}  // namespace
}  // namespace cuepoint
