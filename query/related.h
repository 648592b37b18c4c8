// Episodes like another one, and what they have in common.
//
// An episode's heaviest stems (BM25 over what it says) are asked for like a query, so that rare
// words count more than common ones; where the index has vectors, the mean of the episode's pieces
// is held against the others, and both rankings are fused as in a search. What is shown as shared
// are the words and pairs of words that weigh most in both, as the episode itself writes them.
#ifndef CUEPOINT_QUERY_RELATED_H_
#define CUEPOINT_QUERY_RELATED_H_

#include <cstddef>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "query/episode_view.h"
#include "query/index_view.h"
#include "query/posting_lists.h"
#include "query/search.h"
#include "query/semantic_index.h"

namespace cuepoint {

struct RelatedRequest {
  static constexpr std::size_t kMaxLimit = 100;

  std::string id;  ///< Of the episode.
  std::size_t limit = 5;
};

struct RelatedEpisode {
  EpisodeSummary episode;
  double score = 0;                 ///< 0 … 1, descending over a response.
  std::vector<std::string> shared;  ///< Up to four terms that both use, the heaviest first.
  std::vector<std::string> people;  ///< Who is on both, hosts aside.
};

struct RelatedResponse {
  EpisodeSummary episode;
  std::vector<RelatedEpisode> related;  ///< Without the episode itself; equals by document.
  double took_ms = 0;
};

/// Finds them. `semantics` is null for an index without vectors. Errors: kNotFound, kCorrupt.
/// Throws what Xapian throws.
Result<RelatedResponse> FindRelated(const RelatedRequest& request, PostingLists& postings,
                                    Reader& reader, EpisodeCache& cache,
                                    const SemanticIndex* semantics);

/// {"episode": {…}, "took_ms", "related": [{"episode": {…}, "score", "shared": […], "people":
/// […]}]}, without a newline. Thread-safe.
std::string RelatedToJson(const RelatedResponse& response);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_RELATED_H_
