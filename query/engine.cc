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
#include "query/facet_table.h"
#include "query/index_view.h"
#include "query/posting_lists.h"
#include "query/search_request.h"
#include "query/search_run.h"
#include "query/semantic_index.h"
#include "query/spelling.h"
#include "query/vocabulary_store.h"

namespace cuepoint {
namespace {

double MillisecondsSince(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return took.count();
}

}  // namespace

struct Engine::Impl {
  Impl(std::string path_, EngineOptions options_, std::unique_ptr<ReaderPool> readers_)
      : path(std::move(path_)),
        options(std::move(options_)),
        readers(std::move(readers_)),
        cache(options.cache_bytes / 8 * 7),
        stem_sets(options.cache_bytes / 8),
        postings(options.postings_bytes, options.ranking.episode, options.ranking.passage),
        semantics(options.query_encoder),
        vocabularies(*readers, path) {}

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

  /// The hits of a request as it is.
  Result<SearchResponse> SearchAsIs(const PreparedRequest& prepared, Reader& reader) {
    std::shared_ptr<const SemanticIndex> meaning;
    if (prepared.request.mode != Mode::kLexical) {
      Result<std::shared_ptr<const SemanticIndex>> found = semantics.Of(reader);
      if (!found) return found.error();
      meaning = *std::move(found);
    }
    const SearchRun::Tools tools{options.ranking, cache,     stem_sets,
                                 postings,        semantics, facet_tables};
    return SearchRun(prepared, tools, reader, meaning.get()).Run();
  }

  /// The same of the request with its misspelt words corrected, where it has any. A word that the
  /// index does not know finds nothing, so that nothing is lost with it.
  Result<SearchResponse> SearchCorrected(const PreparedRequest& prepared, Reader& reader) {
    const SearchRequest& request = prepared.request;
    const std::vector<QueryWord> words = WordsOf(request.query, prepared.query, reader, stem_sets);
    const bool all_known =
        std::all_of(words.begin(), words.end(), [](const QueryWord& word) { return word.known; });
    if (all_known) return SearchAsIs(prepared, reader);
    Result<std::shared_ptr<const Vocabulary>> vocabulary =
        vocabularies.Of(reader, VocabularyStore::Patience::kBrief);
    if (!vocabulary) return vocabulary.error();
    const bool settled = (*vocabulary)->revision == reader.view->revision();
    std::optional<std::string> suggestion = CorrectSpelling(request.query, words, **vocabulary);
    if (!suggestion) return WithSettled(SearchAsIs(prepared, reader), settled);
    if (request.correct) {
      SearchRequest corrected = request;
      corrected.query = *suggestion;
      corrected.cursor.clear();
      // A query at a bound may be beyond it when corrected.
      if (Result<PreparedRequest> again = PrepareRequest(corrected)) {
        // A cursor is of the request as it comes.
        again->cursor = prepared.cursor;
        again->search_key = prepared.search_key;
        Result<SearchResponse> response = SearchAsIs(*again, reader);
        if (!response) return response;
        if (response->total > 0) {
          response->query = request.query;
          response->suggestion = *std::move(suggestion);
          response->corrected = true;
          return WithSettled(std::move(response), settled);
        }
      }
    }
    Result<SearchResponse> response = SearchAsIs(prepared, reader);
    if (response && !request.correct) response->suggestion = *std::move(suggestion);
    return WithSettled(std::move(response), settled);
  }

  static Result<SearchResponse> WithSettled(Result<SearchResponse> response, bool settled) {
    if (response) response->settled = settled;
    return response;
  }

  const std::string path;
  const EngineOptions options;
  const std::unique_ptr<ReaderPool> readers;
  EpisodeCache cache;
  StemSets stem_sets;
  PostingLists postings;
  SemanticIndexes semantics;
  FacetTables facet_tables;
  VocabularyStore vocabularies;
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::Open(const std::string& path, EngineOptions options) {
  Result<std::unique_ptr<ReaderPool>> readers = ReaderPool::Open(path);
  if (!readers) return readers.error();
  return Engine(std::make_unique<Impl>(path, std::move(options), *std::move(readers)));
}

Result<void> Engine::Prepare() const {
  return impl_->WithReader([&](Reader& reader) -> Result<void> {
    const Result<std::shared_ptr<const SemanticIndex>> semantics = impl_->semantics.Of(reader);
    if (!semantics) return semantics.error();
    const auto vocabulary = impl_->vocabularies.Of(reader, VocabularyStore::Patience::kFull);
    if (!vocabulary) return vocabulary.error();
    const Result<std::shared_ptr<const FacetTable>> facets = impl_->facet_tables.Of(reader);
    if (!facets) return facets.error();
    return {};
  });
}

Result<SearchResponse> Engine::Search(const SearchRequest& request) const {
  const auto start = std::chrono::steady_clock::now();
  Result<PreparedRequest> prepared = PrepareRequest(request);
  if (!prepared) return prepared.error();
  Result<SearchResponse> response =
      impl_->WithReader([&](Reader& reader) { return impl_->SearchCorrected(*prepared, reader); });
  if (response) response->took_ms = MillisecondsSince(start);
  return response;
}

Result<SuggestResponse> Engine::Suggest(const SuggestRequest& request) const {
  if (request.query.size() > SuggestLimits::kQueryBytes) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "the query is longer than " +
                            std::to_string(SuggestLimits::kQueryBytes) + " bytes",
                 .source = "query"};
  }
  if (request.limit > SuggestLimits::kLimit) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "limit is " + std::to_string(request.limit) + ", at most " +
                            std::to_string(SuggestLimits::kLimit) + " is possible",
                 .source = "request"};
  }
  SuggestResponse response{.query = request.query};
  const Result<void> completed = impl_->WithReader([&](Reader& reader) -> Result<void> {
    const Result<std::shared_ptr<const Vocabulary>> vocabulary =
        impl_->vocabularies.Of(reader, VocabularyStore::Patience::kBrief);
    if (!vocabulary) return vocabulary.error();
    const auto start = std::chrono::steady_clock::now();
    response.suggestions =
        cuepoint::Suggest(request, **vocabulary, reader.analyzers.front(), reader.tokens);
    response.took_ms = MillisecondsSince(start);
    response.settled = (*vocabulary)->revision == reader.view->revision();
    return {};
  });
  if (!completed) return completed.error();
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

Result<RelatedResponse> Engine::Related(const RelatedRequest& request) const {
  const auto start = std::chrono::steady_clock::now();
  if (request.limit > RelatedRequest::kMaxLimit) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "limit is " + std::to_string(request.limit) + ", at most " +
                            std::to_string(RelatedRequest::kMaxLimit) + " is possible",
                 .source = "request"};
  }
  Result<RelatedResponse> response =
      impl_->WithReader([&](Reader& reader) -> Result<RelatedResponse> {
        const Result<std::shared_ptr<const SemanticIndex>> meaning = impl_->semantics.Of(reader);
        if (!meaning) return meaning.error();
        return FindRelated(request, impl_->postings, reader, impl_->cache, meaning->get());
      });
  if (response) response->took_ms = MillisecondsSince(start);
  return response;
}

Result<std::uint64_t> Engine::Revision() const {
  return CatchXapian(impl_->path, [&] { return impl_->readers->Revision(); });
}

Result<IndexOverview> Engine::Overview(std::size_t limit) const {
  return impl_->WithReader([&](Reader& reader) { return ReadOverview(reader, limit); });
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
