// Did you mean: a query whose misspelt words are replaced by words of the index.
//
//   congestoin control   → congestion control
//   wes bsos             → wes bos              a person who is on an episode with the other words
//   Дмитрий              → Dmitry               people's names meet across scripts
//   web assembly         → webassembly          joined and split
//
// Only words that the index does not know are corrected, so that what is there is found as typed.
// Candidates are words at one edit (two from eight letters on), people's names that sound the same,
// two words written as one and one written as two. The best one is near, frequent, and occurs in
// episodes together with the other words of the query.
#ifndef CUEPOINT_QUERY_SPELLING_H_
#define CUEPOINT_QUERY_SPELLING_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/index_view.h"
#include "query/query_ast.h"
#include "query/stem_sets.h"
#include "query/vocabulary.h"

namespace cuepoint {

/// A word of a query, and whether the index has it.
struct QueryWord {
  std::string term;        ///< Normalised.
  std::size_t offset = 0;  ///< Bytes in the query.
  std::size_t bytes = 0;
  bool known = true;
};

/// The words of a query that ask for something and could be misspelt: no phrases, exclusions or
/// parts of identifiers that the index has. `query` is what `parsed` was parsed from. Throws what
/// Xapian throws.
std::vector<QueryWord> WordsOf(std::string_view query, const QueryNode& parsed, Reader& reader,
                               StemSets& stem_sets);

/// The query with its unknown words replaced by the most probable known ones; nothing when no word
/// is unknown or none has a candidate. Words without one stay as they are. Pure.
std::optional<std::string> CorrectSpelling(std::string_view query,
                                           const std::vector<QueryWord>& words,
                                           const Vocabulary& vocabulary);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SPELLING_H_
