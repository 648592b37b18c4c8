// The query language's abstract syntax: what the user wrote, before any analysis.
//
//   dns "zero copy" -bgp (quic OR tcp)
//
// Adjacent items are "should" matches, ranked by how many are there and how rare they are; AND, OR,
// parentheses and "-" are binding.
#ifndef CUEPOINT_QUERY_QUERY_AST_H_
#define CUEPOINT_QUERY_QUERY_AST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

struct QueryNode {
  enum class Kind {
    kWords,   ///< `text` as typed: one word or identifier without white space.
    kPhrase,  ///< `text` between quotation marks.
    kNot,     ///< One child that must not match.
    kAnd,     ///< All children must match.
    kOr,      ///< At least one child must match; all count.
    kAny,     ///< Adjacent items without an operator: the children are ranked evidence; kNot and
              ///< kPhrase children among them bind, at least one of the others must match.
  };
  Kind kind = Kind::kAny;
  std::string text;                 ///< For kWords and kPhrase.
  std::vector<QueryNode> children;  ///< For the others.
  std::size_t offset = 0;           ///< Byte offset in the query where it starts.
};

/// Parses a query. An empty or blank query gives kAny without children. Grammar, loosest first:
///   or    := and ( "OR" and )*
///   and   := any ( "AND" any )*            any := unary+
///   unary := "-" atom | "NOT" atom | atom  atom := word | '"' … '"' | "(" or ")"
/// AND, OR and NOT in any case are operators only between (NOT: before) operands; elsewhere they
/// are words, so that "war and peace" typed as part of a phrase, a leading "or" or a trailing "and"
/// never fail. Typographic quotation marks (“ ” „ «») count as quotation marks; a missing closing
/// one ends at the end of the query. A "-" binds only at the start of an item ("sans-IO" is one
/// word; "- x" is a word). Errors (kBadQuery with offset): unbalanced parentheses, deeper than
/// SearchLimits::kQueryDepth, longer than kQueryBytes, a query that only excludes. Any bytes are
/// accepted. Thread-safe.
Result<QueryNode> ParseQuery(std::string_view query);

/// One line that shows the structure, for explain and tests: `(any dns (phrase "zero copy") (not
/// bgp))`.
std::string ToString(const QueryNode& node);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_AST_H_
