#include "server/live_index.h"

#include <cassert>
#include <utility>

namespace cuepoint {
namespace {

// Stands in while the index is being opened.
class ClosedBackend final : public SearchBackend {
 public:
  Result<SearchResponse> Search(const SearchRequest&) const override { return Closed(); }
  Result<SuggestResponse> Suggest(const SuggestRequest&) const override { return Closed(); }
  Result<Episode> GetEpisode(std::string_view) const override { return Closed(); }
  Result<RelatedResponse> Related(const RelatedRequest&) const override { return Closed(); }
  Result<IndexInfo> Info() const override { return Closed(); }
  Result<std::uint64_t> Revision() const override { return Closed(); }
  Result<IndexOverview> Overview(std::size_t) const override { return Closed(); }

 private:
  static Error Closed() {
    return {.code = ErrorCode::kUnavailable, .message = "the index is being opened"};
  }
};

void AddCounts(const IndexFigures& more, IndexFigures& sum) {
  sum.searches += more.searches;
  sum.zero_result_searches += more.zero_result_searches;
  sum.encodings += more.encodings;
  sum.encoding_s += more.encoding_s;
  sum.engine_calls += more.engine_calls;
  sum.engine_s += more.engine_s;
  sum.engine_cpu_calls += more.engine_cpu_calls;
  sum.engine_cpu_s += more.engine_cpu_s;
  sum.cache_hits += more.cache_hits;
  sum.cache_misses += more.cache_misses;
}

}  // namespace

IndexFigures LiveIndex::Generation::Figures() const {
  IndexFigures sum = sites.front().Figures();
  for (std::size_t i = 1; i < sites.size(); ++i) {
    const IndexFigures more = sites[i].Figures();
    AddCounts(more, sum);
    sum.cache_bytes += more.cache_bytes;
    sum.cache_entries += more.cache_entries;
  }
  return sum;
}

Result<std::unique_ptr<LiveIndex>> LiveIndex::Create(std::string name,
                                                     std::vector<ApiOptions> sites, Opener opener) {
  assert(!sites.empty() && opener);
  std::unique_ptr<LiveIndex> index(
      new LiveIndex(std::move(name), std::move(sites), std::move(opener)));
  if (Result<void> taken = index->Take(std::make_shared<const ClosedBackend>(), false); !taken) {
    return taken.error();
  }
  return index;
}

Result<void> LiveIndex::Open() {
  Result<std::shared_ptr<const SearchBackend>> backend = opener_();
  if (!backend) return backend.error();
  return Take(*std::move(backend), true);
}

Result<void> LiveIndex::Take(std::shared_ptr<const SearchBackend> backend, bool is_open) {
  auto generation = std::make_shared<Generation>();
  generation->is_open = is_open;
  for (const ApiOptions& options : sites_) {
    Result<Api> api = Api::Create(backend, options);
    if (!api) return api.error();
    generation->sites.push_back(*std::move(api));
  }
  generation->backend = std::move(backend);
  std::shared_ptr<const Generation> old = std::move(generation);
  {
    const std::lock_guard lock(mutex_);
    if (current_ != nullptr) AddCounts(current_->Figures(), retired_);
    std::swap(current_, old);
  }
  // The old one ends here, outside the lock, or with the last request that uses it.
  return {};
}

std::shared_ptr<const LiveIndex::Generation> LiveIndex::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

HttpReply LiveIndex::Handle(std::size_t site, const HttpRequest& request) const {
  return current()->sites[site].Handle(request);
}

bool LiveIndex::is_open() const { return current()->is_open; }

Result<IndexInfo> LiveIndex::Info() const { return current()->backend->Info(); }

Result<IndexOverview> LiveIndex::Overview() const { return current()->backend->Overview(1); }

IndexFigures LiveIndex::Figures() const {
  IndexFigures retired;
  std::shared_ptr<const Generation> generation;
  {
    const std::lock_guard lock(mutex_);
    retired = retired_;
    generation = current_;
  }
  IndexFigures figures = generation->Figures();
  AddCounts(retired, figures);
  figures.name = name_;
  return figures;
}

}  // namespace cuepoint
