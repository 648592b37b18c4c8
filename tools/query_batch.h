// Many questions against one index, for batch and eval.
#ifndef CUEPOINT_TOOLS_QUERY_BATCH_H_
#define CUEPOINT_TOOLS_QUERY_BATCH_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/evaluation.h"
#include "query/search.h"

namespace cuepoint {

/// Answers one search; called from several threads at once. Engine::Search, or a stand-in in tests.
using SearchFn = std::function<Result<SearchResponse>(const SearchRequest&)>;

/// What became of one question.
struct BatchAnswer {
  Result<SearchResponse> response;
  bool simplified = false;  ///< It was not asked just as written; see SearchLeniently.
  double wall_ms = 0;       ///< Time for the caller, retries included.
};

/// `query` without operators: parentheses, quotation marks and leading minus signs become spaces,
/// the words AND, OR and NOT (any case) are left out. Pure.
std::string PlainWords(std::string_view query);

/// Searches for text that was not written for our query language (posts, titles, sentences). What
/// the language mends, with a note, counts as simplified; a query that is refused all the same is
/// asked again as PlainWords, one with too many words or bytes by its first words. A blank query
/// has an empty answer. Other errors are returned. Thread-safe.
BatchAnswer SearchLeniently(const SearchFn& search, SearchRequest request);

/// Called in the order of the queries, on the thread that called RunBatch. Returning false stops.
using AnswerSink = std::function<bool(std::size_t index, const BatchAnswer& answer)>;

/// Asks every query with the settings of `request` (whose query is ignored) on `jobs` threads.
void RunBatch(const SearchFn& search, const std::vector<BatchQuery>& queries,
              const SearchRequest& request, unsigned jobs, const AnswerSink& sink);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_QUERY_BATCH_H_
