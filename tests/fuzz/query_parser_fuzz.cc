// The query language, through all of its stages: any bytes give a tidy tree whose nodes lie in the
// query, or an error with its place; the tree can be planned, translated and searched for.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/index_run.h"
#include "query/engine.h"
#include "query/query_ast.h"
#include "query/search.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/support/temporary_directory.h"

namespace {

using cuepoint::Engine;
using cuepoint::QueryNode;
using Kind = QueryNode::Kind;

bool Finds(const QueryNode& node) {
  if (node.kind == Kind::kNot) return false;
  return node.children.empty() || std::any_of(node.children.begin(), node.children.end(), Finds);
}

/// The show that comes with Cuepoint.
class BundledIndex {
 public:
  BundledIndex() {
    const auto report = cuepoint::IndexSources(
        directory_ / "db", {CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"}, {.jobs = 1});
    FUZZ_CHECK(report && report->added > 0);
    cuepoint::Result<Engine> engine = Engine::Open(directory_ / "db");
    FUZZ_CHECK(engine);
    engine_.emplace(*std::move(engine));
  }

  void CheckSearch(const std::string& query, cuepoint::Group group) const {
    const auto response =
        engine_->Search({.query = query, .group = group, .explain = true, .correct = false});
    if (!response) {
      // Too large after analysis, or nothing but white space.
      FUZZ_CHECK(response.error().code == cuepoint::ErrorCode::kTooLarge ||
                 response.error().code == cuepoint::ErrorCode::kInvalidArgument);
      return;
    }
    FUZZ_CHECK(response->hits.size() <= response->total);
    for (const cuepoint::QueryNote& note : response->notes) {
      FUZZ_CHECK(!note.offset || *note.offset <= query.size());
    }
  }

 private:
  cuepoint::TemporaryDirectory directory_;
  std::optional<Engine> engine_;
};

void CheckTidy(const QueryNode& node, std::string_view query, std::size_t depth) {
  FUZZ_CHECK(depth <= 4 * cuepoint::SearchLimits::kQueryDepth + 4);
  FUZZ_CHECK(node.offset < query.size());
  FUZZ_CHECK(depth == 0 || Finds(node) || node.kind == Kind::kNot);
  switch (node.kind) {
    case Kind::kWords:
    case Kind::kPrefix:
      FUZZ_CHECK(query.substr(node.offset, node.text.size()) == node.text);
      [[fallthrough]];
    case Kind::kPhrase:
    case Kind::kNear:
      FUZZ_CHECK(!node.text.empty() && node.children.empty());
      break;
    case Kind::kField:
    case Kind::kMust:
    case Kind::kNot:
      FUZZ_CHECK(node.children.size() == 1 && Finds(node.children.front()));
      break;
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kAny:
      FUZZ_CHECK(node.children.size() >= 2);
      for (const QueryNode& child : node.children) {
        FUZZ_CHECK(node.kind == Kind::kAny || child.kind != node.kind);
        FUZZ_CHECK(node.kind != Kind::kOr || Finds(child));
      }
  }
  for (const QueryNode& child : node.children) CheckTidy(child, query, depth + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto tree = cuepoint::ParseQuery(query);
  if (!tree) {
    FUZZ_CHECK(tree.error().code == cuepoint::ErrorCode::kTooLarge);
    FUZZ_CHECK(tree.error().offset && *tree.error().offset <= query.size());
    FUZZ_CHECK(!tree.error().remedy.empty());
    return 0;
  }
  const bool blank = tree->kind == Kind::kAny && tree->children.empty();
  if (!blank) CheckTidy(*tree, query, 0);
  FUZZ_CHECK(!cuepoint::ToString(*tree).empty());
  static const BundledIndex index;
  index.CheckSearch(std::string(query), cuepoint::Group::kEpisodes);
  index.CheckSearch(std::string(query), cuepoint::Group::kMoments);
  return 0;
}
