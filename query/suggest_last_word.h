// The last word of a query that is still being typed.
#ifndef CUEPOINT_QUERY_SUGGEST_LAST_WORD_H_
#define CUEPOINT_QUERY_SUGGEST_LAST_WORD_H_

#include <string_view>

#include "query/query_ast.h"

namespace cuepoint {

/// Makes a prefix (as "quic*" is one) of the word that `query`, from which `parsed` was parsed,
/// ends with. Nothing changes where it ends otherwise: with white space, within quotation marks, in
/// an exclusion, with an identifier such as "HTTP/3" or with a single letter.
void OpenLastWord(std::string_view query, QueryNode& parsed);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SUGGEST_LAST_WORD_H_
