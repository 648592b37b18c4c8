// Completing what somebody is typing: titles, people, chapters, tags and words that it begins.
//
//   "fire"       → Firefox Networking with Max Inden (episode), Firefox (word), …
//   "max in"     → Max Inden (person), …
//   "quic los"   → QUIC and loss recovery (chapter), quic loss (word), …
//   "frefox"     → the same as "firefox": one typo is forgiven from four letters on
//
// All words but the last are taken as complete, the last one as the beginning of a word, unless
// white space follows it. They may stand anywhere in a title and in any order; what begins with
// them comes first. Case and diacritics are folded.
#ifndef CUEPOINT_QUERY_SUGGEST_H_
#define CUEPOINT_QUERY_SUGGEST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/analyzer.h"
#include "query/vocabulary.h"

namespace cuepoint {

/// Bounds on a request; beyond one the engine answers kTooLarge or kInvalidArgument.
struct SuggestLimits {
  static constexpr std::size_t kQueryBytes = 256;
  static constexpr std::size_t kLimit = 50;
};

struct SuggestRequest {
  std::string query;  ///< As typed so far.
  std::size_t limit = 10;
};

struct Suggestion {
  /// What is shown of an episode.
  struct Target {
    std::string id;
    std::string title;
    std::optional<std::int64_t> number;
  };

  std::string text;
  SuggestionKind kind = SuggestionKind::kWord;
  std::string highlight;          ///< `text`, HTML-escaped; what was typed is in <mark>.
  std::optional<Target> episode;  ///< For episodes and chapters.
  std::string url;                ///< Of the episode or the second; empty when there is none.
  std::optional<double> start_s;  ///< For chapters.
};

struct SuggestResponse {
  std::string query;
  double took_ms = 0;  ///< Time to complete; the first request also waits for the vocabulary.
  std::vector<Suggestion> suggestions = {};
  /// False where these are of an earlier revision, as the vocabulary of the latest was still being
  /// made: asked again, the answer may be another.
  bool settled = true;
};

/// The best completions, best first; none for a query without a letter or digit. `analyzer` is one
/// like the vocabulary was made with, `tokens` working space.
std::vector<Suggestion> Suggest(const SuggestRequest& request, const Vocabulary& vocabulary,
                                Analyzer& analyzer, TokenStream& tokens);

/// {"query", "took_ms", "suggestions": [{"text", "kind", "highlight", "episode": {"id", "title",
/// "number"}, "url", "start_s"}]}; the last three only where they apply. Thread-safe.
std::string SuggestToJson(const SuggestResponse& response);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SUGGEST_H_
