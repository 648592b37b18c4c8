// An index over a few episodes made up for tests of the engine.
#ifndef CUEPOINT_TESTS_QUERY_SMALL_INDEX_H_
#define CUEPOINT_TESTS_QUERY_SMALL_INDEX_H_

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/native/native_json.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {

/// A directory with an index of its own.
class SmallIndex {
 public:
  /// Replaces the content of the index by `lines` of native JSON. `encoder` as in IndexOptions.
  void Fill(const std::vector<std::string>& lines, const std::string& encoder = "none") {
    std::string jsonl;
    for (const std::string& line : lines) jsonl += line + "\n";
    const std::string source = directory_.Write("episodes.jsonl", jsonl);
    const Result<IndexReport> report =
        IndexSources(path(), {source}, {.prune = true, .encoder = encoder});
    ASSERT_TRUE(report) << ToString(report.error());
    ASSERT_EQ(report->errors, 0u) << ToString(report->files.front().errors.front());
  }

  std::string path() const { return directory_ / "db"; }

 private:
  TemporaryDirectory directory_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_QUERY_SMALL_INDEX_H_
