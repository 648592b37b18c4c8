// The query language's abstract syntax: what the user wrote, before any analysis.
//
//   dns "zero copy" -bgp (quic OR tcp)
//
// Adjacent words are evidence, ranked by how many are there and how rare they are. Quotation marks,
// AND, OR and "-" are binding. Most queries are plain language, which is full of "and", "or", "not"
// and dashes, so an operator counts only where it evidently is one; everything else is a word, and
// a query that is misread as words still ranks the right answers first.
//
//   query                               understood as
//   quic tcp                            (any quic tcp)
//   quic AND tcp                        (and quic tcp)
//   quic and tcp                        (and quic tcp)        every operand is one item
//   (quic or tcp) and dns               (and (or quic tcp) dns)
//   rust and "zero copy"                (and rust (phrase "zero copy"))
//   packet loss AND quic                (and (any packet loss) quic)
//   packet loss and quic                (any packet loss and quic)        plain language
//   quic and not tcp                    (and quic (not tcp))
//   to be or not to be                  (any to be or not to be)
//   dns -bgp                            (any dns (not bgp))
//   sans-IO --release - C++             (any sans-IO --release - C++)
//   what is an orm (object mapper)      (any what is an orm object mapper)
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
    kAny,     ///< Adjacent items without an operator: kPhrase, kNot, kAnd and kOr children bind;
              ///< kWords and kAny children are ranked evidence, of which at least one must match
              ///< unless there is a phrase, an and or an or to match.
  };
  Kind kind = Kind::kAny;
  std::string text;                 ///< For kWords and kPhrase.
  std::vector<QueryNode> children;  ///< For the others.
  std::size_t offset = 0;           ///< Byte offset in the query where it starts.

  bool operator==(const QueryNode&) const = default;
};

/// Parses a query; one that is empty or blank gives kAny without children. Grammar, loosest first:
///
///   or    := and ( "OR" and )*             any  := item+
///   and   := any ( "AND" any )*            item := ( "-" | "NOT" )? atom
///   atom  := word | '"' … '"' | "(" or ")"
///
/// Words end at white space and at what starts another item. Where these count as syntax:
/// - AND, OR: between two operands, in any case when every operand at that level is one item
///   (exclusions aside) and no two bare words stand side by side at the levels around it. Else only
///   in capitals, and only while no operand at that level has seven bare words in a row (four in a
///   query without a lower-case letter): that is prose with emphasis.
/// - NOT: before an atom, in capitals and under the same bound; in any case right after an AND.
/// - "-" and U+2212: at the start of an item and directly before an atom that does not itself start
///   with one. Elsewhere they are part of a word, or a word.
/// - "(": at the start of an item, after another bracket, or directly after AND, OR or NOT in
///   capitals; inside a word ("includes()", "word(s)") brackets are part of it. ")" that closes
///   nothing is part of a word after a list marker or in a smiley ("a)", ":)").
/// - Quotation marks: " “ ” „ ‟ « » ＂, any of them closed by any other, the last one by the end
///   of the query. One that stands after a word and before white space (12") opens nothing.
///   Apostrophes are part of words.
///
/// The tree is tidy: blank phrases and empty groups are gone, a group of one is that one, kAnd in
/// kAnd, kOr in kOr and groups of mere words in kAny are flattened, and every kNot child, kOr child
/// and nested group has something to find.
///
/// Errors, with the offset: kBadQuery for an unbalanced bracket and for a query, group or
/// alternative that only excludes; kTooLarge for more than SearchLimits::kQueryBytes, kQueryTerms
/// words or kQueryDepth brackets. Any bytes are accepted. Thread-safe.
Result<QueryNode> ParseQuery(std::string_view query);

/// One line that shows the structure, for explain and tests: `(any dns (phrase "zero copy") (not
/// bgp))`. A tree parsed from a valid query is bounded; the function recurses to its depth.
std::string ToString(const QueryNode& node);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_AST_H_
