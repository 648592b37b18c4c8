// The first half of parsing a query: bytes to words, phrases, brackets and exclusion marks. Which
// characters are syntax and which belong to a word is settled here (see ParseQuery), what "and"
// means is not.
#ifndef CUEPOINT_QUERY_QUERY_LEXER_H_
#define CUEPOINT_QUERY_QUERY_LEXER_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/query_field.h"
#include "query/query_note.h"

namespace cuepoint {

struct QueryLexeme {
  enum class Kind {
    kWord,
    kPhrase,   ///< `text` is what stands between the quotation marks, possibly blank.
    kOpen,     ///< "("; brackets are balanced in what LexQuery returns.
    kClose,    ///< ")"
    kExclude,  ///< "-"; a word, phrase, kField or kOpen follows.
    kRequire,  ///< "+"; the same.
    kField,    ///< `text` names a field; its value follows: a word, phrase or kOpen.
  };
  Kind kind = Kind::kWord;
  std::string_view text;  ///< Points into the query.
  std::size_t offset = 0;
  bool is_value = false;                 ///< A word after kField, which is no operator.
  QueryField field = {};                 ///< Of a kField.
  QueryRange range = {};                 ///< Of a kField with a range.
  std::optional<std::size_t> near = {};  ///< The number after a phrase ("~5").
};

/// Errors and bounds are those of ParseQuery; linear in the query for a bounded depth. Thread-safe.
Result<std::vector<QueryLexeme>> LexQuery(std::string_view query, QueryNotes* notes);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_LEXER_H_
