// query/SYNTAX.md is the specification of the query language: what it says has to hold.
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/text.h"
#include "indexer/index_run.h"
#include "query/engine.h"
#include "query/query_ast.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

struct Example {
  std::size_t line = 0;
  std::string query;
  std::string expected;  ///< What stands after the arrow.
};

/// The examples in the blocks of one kind.
std::vector<Example> ExamplesOf(std::string_view kind) {
  std::ifstream file(CUEPOINT_SOURCE_DIR "/query/SYNTAX.md");
  const std::string fence = "```" + std::string(kind);
  std::vector<Example> examples;
  std::string line;
  bool inside = false;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("```")) {
      inside = !inside && line == fence;
      continue;
    }
    const std::size_t arrow = line.find("=>");
    if (!inside || arrow == std::string::npos) continue;
    examples.push_back({number, std::string(Trim(std::string_view(line).substr(0, arrow))),
                        std::string(Trim(std::string_view(line).substr(arrow + 2)))});
  }
  return examples;
}

TEST(Syntax, ReadsTheExamplesAsTheSpecificationSays) {
  const std::vector<Example> examples = ExamplesOf("query");
  EXPECT_GT(examples.size(), 30u);
  for (const Example& example : examples) {
    SCOPED_TRACE("SYNTAX.md:" + std::to_string(example.line) + ": " + example.query);
    QueryNotes notes;
    const Result<QueryNode> tree = ParseQuery(example.query, &notes);
    ASSERT_TRUE(tree);
    EXPECT_EQ(ToString(*tree), example.expected);
    EXPECT_TRUE(notes.empty());
  }
}

TEST(Syntax, MendsWhatCannotBeReadAndSaysSo) {
  const std::vector<Example> examples = ExamplesOf("notes");
  EXPECT_GE(examples.size(), 5u);
  for (const Example& example : examples) {
    SCOPED_TRACE("SYNTAX.md:" + std::to_string(example.line) + ": " + example.query);
    QueryNotes notes;
    const Result<QueryNode> tree = ParseQuery(example.query, &notes);
    ASSERT_TRUE(tree);
    ASSERT_EQ(notes.size(), 1u);
    ASSERT_TRUE(notes[0].offset);
    const std::string note = notes[0].code + " at " + std::to_string(*notes[0].offset);
    EXPECT_TRUE(example.expected.ends_with(note)) << note;
    const std::string_view stated =
        std::string_view(example.expected).substr(0, example.expected.size() - note.size());
    EXPECT_EQ(ToString(*tree), Trim(stated));
  }
}

TEST(Syntax, FindsInTheBundledShowWhatTheSpecificationSays) {
  const TemporaryDirectory directory;
  const std::string path = directory / "db";
  ASSERT_TRUE(IndexSources(path, {CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"}, {}));
  const Result<Engine> engine = Engine::Open(path);
  ASSERT_TRUE(engine);
  const std::vector<Example> examples = ExamplesOf("answers");
  EXPECT_GT(examples.size(), 10u);
  for (const Example& example : examples) {
    SCOPED_TRACE("SYNTAX.md:" + std::to_string(example.line) + ": " + example.query);
    const Result<SearchResponse> response =
        engine->Search({.query = example.query, .correct = false});
    ASSERT_TRUE(response) << ToString(response.error());
    std::string found;
    for (const Hit& hit : response->hits) found += (found.empty() ? "" : " ") + hit.episode.id;
    EXPECT_EQ(found, example.expected);
    EXPECT_EQ(response->total, response->hits.size());
  }
}

}  // namespace
}  // namespace cuepoint
