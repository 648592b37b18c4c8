// The query language: any bytes give a tidy tree whose nodes lie in the query, or an error with its
// place.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "query/query_ast.h"
#include "query/search.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using cuepoint::QueryNode;
using Kind = QueryNode::Kind;

bool Finds(const QueryNode& node) {
  if (node.kind == Kind::kWords || node.kind == Kind::kPhrase) return true;
  return node.kind != Kind::kNot && std::any_of(node.children.begin(), node.children.end(), Finds);
}

void CheckTidy(const QueryNode& node, std::string_view query, std::size_t depth) {
  FUZZ_CHECK(depth <= 4 * cuepoint::SearchLimits::kQueryDepth + 4);
  FUZZ_CHECK(node.offset < query.size());
  FUZZ_CHECK(Finds(node) || node.kind == Kind::kNot);
  switch (node.kind) {
    case Kind::kWords:
      FUZZ_CHECK(query.substr(node.offset, node.text.size()) == node.text);
      [[fallthrough]];
    case Kind::kPhrase:
      FUZZ_CHECK(!node.text.empty() && node.children.empty());
      break;
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
    FUZZ_CHECK(tree.error().offset && *tree.error().offset <= query.size());
    FUZZ_CHECK(!tree.error().remedy.empty());
    return 0;
  }
  const bool blank = tree->kind == Kind::kAny && tree->children.empty();
  if (!blank) CheckTidy(*tree, query, 0);
  FUZZ_CHECK(!cuepoint::ToString(*tree).empty());
  return 0;
}
