// What 200 questions find, against tests/golden/queries: per question the codes of its notes,
// whether it was corrected, how many episodes match, and the first five with the second of their
// first moment. The tables say why a question is there.
//
// After a wanted change: tests/golden/update, then look at the difference and commit it.
#ifndef CUEPOINT_TESTS_QUERY_GOLDEN_QUERIES_H_
#define CUEPOINT_TESTS_QUERY_GOLDEN_QUERIES_H_

#include <cstddef>
#include <string>

namespace cuepoint {

/// Asks the `size` questions of `table`.tsv of an index of words over `source`, and fails where
/// the answers differ from `table`.golden; writes these instead where CUEPOINT_UPDATE_GOLDEN is
/// set.
void CheckGoldenQueries(const std::string& table, const std::string& source, std::size_t size);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_QUERY_GOLDEN_QUERIES_H_
