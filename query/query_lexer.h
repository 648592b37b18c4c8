// The first half of parsing a query: bytes to words, phrases, brackets and exclusion marks. Which
// characters are syntax and which belong to a word is settled here (see ParseQuery), what "and"
// means is not.
#ifndef CUEPOINT_QUERY_QUERY_LEXER_H_
#define CUEPOINT_QUERY_QUERY_LEXER_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

struct QueryLexeme {
  enum class Kind {
    kWord,
    kPhrase,   ///< `text` is what stands between the quotation marks, possibly blank.
    kOpen,     ///< "("; brackets are balanced in what LexQuery returns.
    kClose,    ///< ")"
    kExclude,  ///< "-"; a word, phrase or kOpen follows.
  };
  Kind kind = Kind::kWord;
  std::string_view text;  ///< Points into the query.
  std::size_t offset = 0;
};

/// Errors and bounds are those of ParseQuery; linear in the query for a bounded depth. Thread-safe.
Result<std::vector<QueryLexeme>> LexQuery(std::string_view query);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_LEXER_H_
