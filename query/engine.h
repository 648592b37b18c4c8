// The engine: an open index that answers searches. One per process serves every thread.
//
//   Result<Engine> engine = Engine::Open("/var/lib/cuepoint/netstack");
//   Result<SearchResponse> response = engine->Search({.query = "dnssec"});
//
// A new revision of the index, or a rebuilt one, is seen by the next search without reopening.
#ifndef CUEPOINT_QUERY_ENGINE_H_
#define CUEPOINT_QUERY_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"
#include "query/bm25.h"
#include "query/index_overview.h"
#include "query/related.h"
#include "query/search.h"
#include "query/semantic_parameters.h"
#include "query/suggest.h"

namespace cuepoint {

/// The constants of ranking. The defaults were chosen on the development sets (bench/RESULTS.md);
/// whoever changes one should measure with `cuepoint eval`.
struct RankingParameters {
  Bm25Parameters episode{.k1 = 1.4, .b = 0.6};
  Bm25Parameters passage{.k1 = 2.0, .b = 0.5};
  /// What the words of the query in an episode's title add to its score: this much of their BM25 in
  /// a field of its own, with the geometric mean of their idf among titles and among texts. (The
  /// first alone made much of common words that few titles have; they count in the text, too.)
  double title_weight = 0.3;
  /// What the hundred best episodes get on top, since words that meet in one chapter say more than
  /// words that are spread over all of them: this much of what their best passage has from several
  /// words together (MatchLists::BestTogether).
  double passage_share = 0.3;
  /// How much of its episode's score a moment gets when moments are ranked across episodes.
  double episode_share = 1.2;
  /// What a moment gets, on top, for the words of the query in its episode's title: this many times
  /// their idf.
  double title_share = 0.5;
  /// Instead of what is known of an index's encoder.
  std::optional<SemanticParameters> semantic = {};
};

struct EngineOptions {
  /// Memory for decoded episodes, which moments and snippets are cut from. Smaller costs time on
  /// repeated hits, never answers.
  std::size_t cache_bytes = 64u << 20;
  /// Memory for the posting lists of words that were asked for: 8 bytes a posting, of which the
  /// notes of a million chapters have some twenty million. Smaller costs time, never answers.
  std::size_t postings_bytes = 256u << 20;
  RankingParameters ranking;
  /// Encodes questions in place of the encoder that an index was built with (a name or a path): a
  /// table that was trained towards that encoder. Empty for the index's own.
  std::string query_encoder;
};

/// Counts about an index, for `show`, `check` and metrics.
struct IndexInfo {
  std::string path;
  std::size_t episodes = 0;
  std::size_t passages = 0;
  std::uint64_t revision = 0;
  std::string encoder;  ///< "none" for an index without vectors.
  std::vector<std::string> languages;
};

/// Movable; every const member may be called from any number of threads at once.
class Engine {
 public:
  /// Opens the index at `path`. Errors: kNotFound, kPermission, kForeign, kVersion, kCorrupt.
  static Result<Engine> Open(const std::string& path, EngineOptions options = {});

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// Loads what first searches would load: the encoder's model and the vectors, the vocabulary, and
  /// the values of facets. Errors: those of opening the encoder (missing, or another than the index
  /// was built with), kCorrupt.
  Result<void> Prepare() const;

  /// Answers one search. Hits come in a deterministic order; ties go to what was indexed first.
  /// Errors: kBadQuery (with the offset in the query), kInvalidArgument (neither query nor filter,
  /// unknown date format, limit above its bound), kTooLarge, kUnsupported (semantic mode without
  /// vectors), kModified (the index moved on twice while reading; try again), kCorrupt,
  /// kUnavailable.
  Result<SearchResponse> Search(const SearchRequest& request) const;

  /// Completes what is being typed; see query/suggest.h. Errors: kTooLarge and kInvalidArgument
  /// beyond SuggestLimits, kModified, kCorrupt, kUnavailable.
  Result<SuggestResponse> Suggest(const SuggestRequest& request) const;

  /// The episode with that id, as indexed. Error: kNotFound.
  Result<Episode> GetEpisode(std::string_view id) const;

  /// Episodes like another one; see query/related.h. Errors: kNotFound, kInvalidArgument for a
  /// limit above RelatedRequest::kMaxLimit, kModified, kCorrupt, kUnavailable, those of opening the
  /// index's encoder.
  Result<RelatedResponse> Related(const RelatedRequest& request) const;

  /// Facts about the current revision.
  Result<IndexInfo> Info() const;

  /// The current revision alone, at the cost of looking whether there is a newer one.
  Result<std::uint64_t> Revision() const;

  /// The newest episodes, at most `limit`, and whose they are.
  Result<IndexOverview> Overview(std::size_t limit) const;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_ENGINE_H_
