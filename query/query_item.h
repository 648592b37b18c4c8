// The second step of parsing a query: lexemes to items, nested as the brackets are.
#ifndef CUEPOINT_QUERY_QUERY_ITEM_H_
#define CUEPOINT_QUERY_QUERY_ITEM_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "query/query_ast.h"
#include "query/query_lexer.h"

namespace cuepoint {

/// An item of one bracket level: an atom, possibly excluded, or a word that may be an operator.
struct QueryItem {
  enum class Word { kPlain, kAnd, kOr, kNot };
  QueryNode leaf;                ///< A word or phrase, unless this is a group.
  std::vector<QueryItem> group;  ///< Never empty for a group.
  std::size_t offset = 0;        ///< Of the item with its "-".
  bool excluded = false;         ///< By "-".
  bool required = false;         ///< By "+".
  std::optional<QueryLexeme> field;
  bool is_group = false;
  Word word = Word::kPlain;
  bool capital = false;  ///< An operator word in capitals.

  bool IsBareWord() const {
    return !is_group && !excluded && !required && !field &&
           (leaf.kind == QueryNode::Kind::kWords || leaf.kind == QueryNode::Kind::kPrefix);
  }
  bool IsAndOr() const { return word == Word::kAnd || word == Word::kOr; }
};

/// The items up to the bracket that closes this level, or all; `lexemes` are left with what
/// follows. The recursion is as deep as the brackets, which LexQuery bounds and balances. Items
/// without text and empty groups are left out. Thread-safe.
std::vector<QueryItem> TakeLevel(std::span<const QueryLexeme>& lexemes);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_ITEM_H_
