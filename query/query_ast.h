// The query language's abstract syntax: what the user wrote, before any analysis. SYNTAX.md is the
// language's specification for those who type it; its examples run as tests.
//
//   dns "zero copy" -bgp (quic OR tcp) guest:eggert after:2024-06
//
// Adjacent words are evidence, ranked by how many are there and how rare they are. Quotation marks,
// AND, OR, "+", "-" and fields are binding. Most queries are plain language, which is full of
// "and", "or", "not" and dashes, so an operator counts only where it evidently is one; everything
// else is a word, and a query that is misread as words still ranks the right answers first.
#ifndef CUEPOINT_QUERY_QUERY_AST_H_
#define CUEPOINT_QUERY_QUERY_AST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/query_field.h"
#include "query/query_note.h"

namespace cuepoint {

struct QueryNode {
  enum class Kind {
    kWords,   ///< `text` as typed: one word or identifier without white space.
    kPrefix,  ///< `text` without the "*" at its end: any word that begins so.
    kPhrase,  ///< `text` between quotation marks.
    kNear,    ///< `text` between quotation marks, in any order, with at most `others` among them.
    kField,   ///< One child, to be found in `field`; for a range the child is its value as typed.
    kMust,    ///< One child that must match.
    kNot,     ///< One child that must not match.
    kAnd,     ///< All children must match.
    kOr,      ///< At least one child must match; all count.
    kAny,     ///< Adjacent items without an operator: kWords, kPrefix and kAny children are ranked
              ///< evidence, the others bind. At least one of the former must match unless one of
              ///< the latter says what to find.
  };
  Kind kind = Kind::kAny;
  std::string text;                 ///< For kWords, kPrefix, kPhrase and kNear.
  std::size_t others = 0;           ///< For kNear.
  QueryField field = {};            ///< For kField.
  QueryRange range;                 ///< For kField with a range.
  std::vector<QueryNode> children;  ///< For the others.
  std::size_t offset = 0;           ///< Byte offset in the query where it starts.

  bool operator==(const QueryNode&) const = default;
};

/// Parses a query; one that is empty or blank gives kAny without children. Grammar, loosest first:
///
///   or    := and ( "OR" and )*             item := ( "-" | "+" | "NOT" )? ( FIELD ":" )? atom
///   and   := any ( "AND" any )*            atom := word | word "*" | '"' … '"' ( "~" N )?
///   any   := item+                                | "(" or ")"
///
/// Words end at white space and at what starts another item. Where these count as syntax:
/// - AND, OR: between two operands, in any case when every operand at that level is one item
///   (exclusions aside) and no two bare words stand side by side at the levels around it. Else only
///   in capitals, and only while no operand at that level has seven bare words in a row (four in a
///   query without a lower-case letter): that is prose with emphasis.
/// - NOT: before an atom, in capitals and under the same bound; in any case right after an AND.
/// - "-" and U+2212: at the start of an item and directly before an atom that does not itself start
///   with one. Elsewhere they are part of a word, or a word.
/// - "+": at the start of an item and directly before a letter, quotation mark or bracket.
/// - FIELD: one of the names in query_field.h, and something directly after the ":".
/// - "*": a single one, at the end of a word of two characters or more.
/// - "~" and digits: directly after a closing quotation mark.
/// - "(": at the start of an item, after another bracket, or directly after AND, OR or NOT in
///   capitals; inside a word ("includes()", "word(s)") brackets are part of it. ")" that closes
///   nothing is part of a word after a list marker or in a smiley ("a)", ":)").
/// - Quotation marks: " “ ” „ ‟ « » ＂, any of them closed by any other, the last one by the end
///   of the query. One that stands after a word and before white space (12") opens nothing.
///   Apostrophes are part of words.
///
/// The tree is tidy: blank phrases and empty groups are gone, a group of one is that one, kAnd in
/// kAnd, kOr in kOr and groups of mere words in kAny are flattened, and every kOr child and nested
/// group has something to find. Only the whole query may do nothing but exclude.
///
/// What is wrong is mended, and a note says how: a bracket that is never closed ends with the
/// query, one that was never opened is left out, a range that cannot be read is a word, and a query
/// in which a group or an alternative only excludes is read as plain words.
///
/// Error: kTooLarge, with the offset, for more than SearchLimits::kQueryBytes, kQueryTerms words or
/// kQueryDepth brackets. Any bytes are accepted. `notes` may be null. Thread-safe.
Result<QueryNode> ParseQuery(std::string_view query, QueryNotes* notes = nullptr);

/// One line that shows the structure, for explain and tests: `(any dns (phrase "zero copy") (not
/// bgp))`. A tree parsed from a valid query is bounded; the function recurses to its depth.
std::string ToString(const QueryNode& node);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_AST_H_
