// The seam between HTTP and search: what the server asks of whoever answers.
//
// The engine is one implementation; tests bring their own, so that the HTTP layer can be tried
// without an index.
#ifndef CUEPOINT_SERVER_SEARCH_BACKEND_H_
#define CUEPOINT_SERVER_SEARCH_BACKEND_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "corpus/model.h"
#include "corpus/result.h"
#include "query/engine.h"
#include "query/index_overview.h"
#include "query/related.h"
#include "query/search.h"
#include "query/suggest.h"

namespace cuepoint {

/// Answers searches. Every member may be called from any number of threads at once and returns
/// errors as query/engine.h describes them. An exception is a bug, answered with status 500.
class SearchBackend {
 public:
  SearchBackend() = default;
  SearchBackend(const SearchBackend&) = delete;
  SearchBackend& operator=(const SearchBackend&) = delete;
  virtual ~SearchBackend() = default;

  virtual Result<SearchResponse> Search(const SearchRequest& request) const = 0;
  virtual Result<SuggestResponse> Suggest(const SuggestRequest& request) const = 0;
  virtual Result<Episode> GetEpisode(std::string_view id) const = 0;
  virtual Result<RelatedResponse> Related(const RelatedRequest& request) const = 0;
  virtual Result<IndexInfo> Info() const = 0;
  virtual Result<std::uint64_t> Revision() const = 0;
  virtual Result<IndexOverview> Overview(std::size_t limit) const = 0;
};

/// The backend of an open index.
std::shared_ptr<const SearchBackend> MakeEngineBackend(Engine engine);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SEARCH_BACKEND_H_
