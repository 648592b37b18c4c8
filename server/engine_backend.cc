#include <utility>

#include "server/search_backend.h"

namespace cuepoint {
namespace {

// Whatever is wrong with the index itself is, to those who ask it, that it cannot be reached now:
// neither that what they asked for does not exist, nor anything about a file of ours.
Error OfIndex(Error error) {
  switch (error.code) {
    case ErrorCode::kNotFound:
    case ErrorCode::kPermission:
    case ErrorCode::kForeign:
    case ErrorCode::kVersion:
    case ErrorCode::kCorrupt:
      error.code = ErrorCode::kUnavailable;
      break;
    default:
      break;
  }
  return error;
}

template <class T>
Result<T> OfIndex(Result<T> answer) {
  if (answer) return answer;
  return OfIndex(std::move(answer).error());
}

class EngineBackend final : public SearchBackend {
 public:
  explicit EngineBackend(Engine engine) : engine_(std::move(engine)) {}

  Result<SearchResponse> Search(const SearchRequest& request) const override {
    return OfIndex(engine_.Search(request));
  }
  Result<SuggestResponse> Suggest(const SuggestRequest& request) const override {
    return OfIndex(engine_.Suggest(request));
  }
  Result<Episode> GetEpisode(std::string_view id) const override {
    return OfEpisode(engine_.GetEpisode(id));
  }
  Result<RelatedResponse> Related(const RelatedRequest& request) const override {
    return OfEpisode(engine_.Related(request));
  }
  Result<IndexInfo> Info() const override { return OfIndex(engine_.Info()); }
  Result<std::uint64_t> Revision() const override { return OfIndex(engine_.Revision()); }
  Result<IndexOverview> Overview(std::size_t limit) const override {
    return OfIndex(engine_.Overview(limit));
  }

 private:
  // What was not found is the episode, if the index is there.
  template <class T>
  Result<T> OfEpisode(Result<T> answer) const {
    if (answer || answer.error().code != ErrorCode::kNotFound) return OfIndex(std::move(answer));
    const Result<std::uint64_t> revision = engine_.Revision();
    return revision ? std::move(answer) : Result<T>(OfIndex(revision.error()));
  }

  Engine engine_;
};

}  // namespace

std::shared_ptr<const SearchBackend> MakeEngineBackend(Engine engine) {
  return std::make_shared<const EngineBackend>(std::move(engine));
}

}  // namespace cuepoint
