#include "query/query_ast.h"

namespace cuepoint {
namespace {

using Kind = QueryNode::Kind;

void Append(const QueryNode& node, std::string& out) {
  const auto list = [&](std::string_view name) {
    out.append("(").append(name);
    for (const QueryNode& child : node.children) {
      out += ' ';
      Append(child, out);
    }
    out += ')';
  };
  switch (node.kind) {
    case Kind::kWords:
      out += node.text;
      return;
    case Kind::kPhrase:
      out.append("(phrase \"").append(node.text).append("\")");
      return;
    case Kind::kNot:
      return list("not");
    case Kind::kAnd:
      return list("and");
    case Kind::kOr:
      return list("or");
    case Kind::kAny:
      return list("any");
  }
}

}  // namespace

std::string ToString(const QueryNode& node) {
  std::string text;
  Append(node, text);
  return text;
}

}  // namespace cuepoint
