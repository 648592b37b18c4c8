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
    case Kind::kPrefix:
      out.append("(prefix ").append(node.text).append(")");
      return;
    case Kind::kNear:
      out.append("(near ").append(std::to_string(node.others));
      out.append(" \"").append(node.text).append("\")");
      return;
    case Kind::kField:
      return list(Name(node.field));
    case Kind::kMust:
      return list("must");
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
