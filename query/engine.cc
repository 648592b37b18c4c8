#include "query/engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <xapian.h>

#include "indexer/index_encoder.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "indexer/xapian_error.h"
#include "query/episode_view.h"
#include "query/index_view.h"
#include "query/search_run.h"
#include "query/semantic_index.h"

namespace cuepoint {

struct Engine::Impl {
  Impl(std::string path_, EngineOptions options_, std::unique_ptr<ReaderPool> readers_)
      : path(std::move(path_)),
        options(options_),
        readers(std::move(readers_)),
        cache(options_.cache_bytes / 8 * 7),
        stem_sets(options_.cache_bytes / 8) {}

  /// Calls `work` with a reader of the latest revision, once more when the index moved on
  /// meanwhile.
  template <class Work>
  auto WithReader(Work&& work) -> std::invoke_result_t<Work, Reader&> {
    for (int attempt = 0;; ++attempt) {
      Result<std::unique_ptr<Reader>> reader = readers->Take();
      if (!reader) return reader.error();
      auto result = CatchXapian(path, [&] { return work(**reader); });
      if (result) {
        readers->Return(*std::move(reader));
        return result;
      }
      // A reader that failed is dropped: its handle may be of a revision that is gone.
      if (result.error().code != ErrorCode::kModified || attempt == 1) return result;
    }
  }

  const std::string path;
  const EngineOptions options;
  const std::unique_ptr<ReaderPool> readers;
  EpisodeCache cache;
  StemSets stem_sets;
  SemanticIndexes semantics;
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::Open(const std::string& path, EngineOptions options) {
  Result<std::unique_ptr<ReaderPool>> readers = ReaderPool::Open(path);
  if (!readers) return readers.error();
  return Engine(std::make_unique<Impl>(path, options, *std::move(readers)));
}

Result<void> Engine::Prepare() const {
  return impl_->WithReader([&](Reader& reader) -> Result<void> {
    const Result<std::shared_ptr<const SemanticIndex>> semantics = impl_->semantics.Of(reader);
    if (!semantics) return semantics.error();
    return {};
  });
}

Result<SearchResponse> Engine::Search(const SearchRequest& request) const {
  const auto start = std::chrono::steady_clock::now();
  Result<PreparedRequest> prepared = PrepareRequest(request);
  if (!prepared) return prepared.error();
  Result<SearchResponse> response =
      impl_->WithReader([&](Reader& reader) -> Result<SearchResponse> {
        std::shared_ptr<const SemanticIndex> semantics;
        if (request.mode != Mode::kLexical) {
          Result<std::shared_ptr<const SemanticIndex>> found = impl_->semantics.Of(reader);
          if (!found) return found.error();
          semantics = *std::move(found);
        }
        return SearchRun(*prepared, impl_->options.ranking, reader, impl_->cache, impl_->stem_sets,
                         impl_->semantics, semantics.get())
            .Run();
      });
  if (response) {
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    response->took_ms = took.count();
  }
  return response;
}

Result<Episode> Engine::GetEpisode(std::string_view id) const {
  return impl_->WithReader([&](Reader& reader) -> Result<Episode> {
    const std::optional<StoredEpisode> stored = FindEpisode(reader.database, id);
    if (!stored) {
      return Error{.code = ErrorCode::kNotFound,
                   .message = "there is no episode with the id \"" + std::string(id) + "\""};
    }
    Result<EpisodeRecord> record =
        DecodeRecord(reader.database.get_document(stored->docid).get_data());
    if (!record) return record.error();
    return std::move(record->episode);
  });
}

Result<IndexInfo> Engine::Info() const {
  return impl_->WithReader([&](Reader& reader) -> Result<IndexInfo> {
    const IndexView& view = *reader.view;
    const Result<std::optional<EncoderIdentity>> identity = RecordedEncoder(reader.database);
    if (!identity) return identity.error();
    return IndexInfo{.path = impl_->path,
                     .episodes = view.statistics().episodes,
                     .passages = view.statistics().passages,
                     .revision = view.revision(),
                     .encoder = *identity ? (*identity)->name : "none",
                     .languages = view.languages()};
  });
}

}  // namespace cuepoint
