// What answers are cut from: decoded episodes and analysed texts, kept in memory between searches.
#ifndef CUEPOINT_QUERY_EPISODE_VIEW_H_
#define CUEPOINT_QUERY_EPISODE_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/model.h"
#include "corpus/result.h"
#include "indexer/passage.h"
#include "query/index_view.h"
#include "query/lru_cache.h"
#include "query/search.h"
#include "query/snippet.h"

namespace cuepoint {

/// An episode as answers need it.
struct EpisodeView {
  EpisodeSummary summary;
  std::string deep_link;  ///< The show's template; empty for the default.
  std::string language;
  std::string text;  ///< What a snippet of the episode is cut from.
  std::vector<Passage> passages;
  Xapian::docid first_passage = 0;  ///< Document of passages[0].
  std::size_t timed_passages = 0;   ///< They come first.
};

/// The text of a snippet, analysed.
struct AnalyzedText {
  std::string text;
  std::vector<TextToken> tokens;
};

/// The link to a second of an episode, by the show's template ("{url}", "{seconds}") or, without
/// one, as a media fragment "URL#t=SECONDS". Whole seconds; empty for an episode without a url.
/// Pure.
std::string DeepLink(const std::string& url, const std::string& deep_link, double start_s);

/// Decodes and analyses on first use and remembers. Keys include the revision, so entries of an
/// older one are never served and age out. Thread-safe.
class EpisodeCache {
 public:
  explicit EpisodeCache(std::size_t limit_bytes)
      : views_(limit_bytes / 2), texts_(limit_bytes - limit_bytes / 2) {}

  /// The episode stored as document `episode`. Errors: kCorrupt. Throws what Xapian throws.
  Result<std::shared_ptr<const EpisodeView>> View(Reader& reader, Xapian::docid episode);

  /// The snippet text of an episode (`document` is its docid) or of one of its passages. Throws
  /// never.
  std::shared_ptr<const AnalyzedText> Text(Reader& reader, const EpisodeView& view,
                                           Xapian::docid episode, Xapian::docid document);

 private:
  struct Key {
    std::uint64_t revision = 0;
    Xapian::docid document = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      // Fibonacci hashing: the golden ratio spreads consecutive ids over the buckets.
      return (key.revision * 0x9E3779B97F4A7C15u) ^ (key.document * 0x9E3779B97F4A7C15u >> 7);
    }
  };

  LruCache<Key, EpisodeView, KeyHash> views_;
  LruCache<Key, AnalyzedText, KeyHash> texts_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_VIEW_H_
