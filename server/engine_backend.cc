#include <utility>

#include "server/search_backend.h"

namespace cuepoint {
namespace {

class EngineBackend final : public SearchBackend {
 public:
  explicit EngineBackend(Engine engine) : engine_(std::move(engine)) {}

  Result<SearchResponse> Search(const SearchRequest& request) const override {
    return engine_.Search(request);
  }
  Result<SuggestResponse> Suggest(const SuggestRequest& request) const override {
    return engine_.Suggest(request);
  }
  Result<Episode> GetEpisode(std::string_view id) const override { return engine_.GetEpisode(id); }
  Result<RelatedResponse> Related(const RelatedRequest& request) const override {
    return engine_.Related(request);
  }
  Result<IndexInfo> Info() const override { return engine_.Info(); }
  Result<std::uint64_t> Revision() const override { return engine_.Revision(); }
  Result<IndexOverview> Overview(std::size_t limit) const override {
    return engine_.Overview(limit);
  }

 private:
  Engine engine_;
};

}  // namespace

std::shared_ptr<const SearchBackend> MakeEngineBackend(Engine engine) {
  return std::make_shared<const EngineBackend>(std::move(engine));
}

}  // namespace cuepoint
