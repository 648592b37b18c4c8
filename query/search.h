// The question and the answer of a search, as plain values. The engine (query/engine.h) turns one
// into the other; query/response_json.h renders the answer for programs.
#ifndef CUEPOINT_QUERY_SEARCH_H_
#define CUEPOINT_QUERY_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "corpus/model.h"
#include "query/facet.h"
#include "query/query_note.h"
#include "query/stage_clock.h"

namespace cuepoint {

/// Which evidence ranks: words, meaning, or both. An index without vectors answers kHybrid by
/// words.
enum class Mode { kHybrid, kLexical, kSemantic };

/// What a hit is: an episode with its best moments, or a moment with its episode.
enum class Group { kEpisodes, kMoments };

enum class Sort { kRelevance, kNewest, kOldest };

std::string_view Name(Mode mode);
std::string_view Name(Group group);
std::string_view Name(Sort sort);
/// The value with that name ("hybrid", "moments", "newest"), or nothing.
std::optional<Mode> ParseMode(std::string_view name);
std::optional<Group> ParseGroup(std::string_view name);
std::optional<Sort> ParseSort(std::string_view name);

/// Bounds on a request; beyond one the engine answers kTooLarge or kInvalidArgument.
struct SearchLimits {
  static constexpr std::size_t kQueryBytes = 2048;
  static constexpr std::size_t kQueryTerms = 256;  ///< Words; a long post as a query has some 100.
  static constexpr std::size_t kQueryDepth = 32;   ///< Nesting of parentheses.
  static constexpr std::size_t kNearOthers = 100;  ///< Words among words that are near.
  static constexpr std::size_t kNearWords = 16;    ///< Words that are to be near each other.
  static constexpr std::size_t kPrefixStems = 64;  ///< Words that a prefix stands for.
  static constexpr std::size_t kAllPrefixStems = 128;  ///< The same of all prefixes together.
  static constexpr std::size_t kLimit = 1000;          ///< Largest page.
  static constexpr std::size_t kOffset = 10'000;       ///< Deepest page.
  static constexpr unsigned kRecencyDays = 36'500;     ///< Longest half-life.
};

/// Conditions that an episode must meet, whatever the query. Empty fields do not restrict. Values
/// of one field are alternatives; fields are combined.
struct SearchFilter {
  std::vector<std::string> shows = {};    ///< Show ids.
  std::vector<std::string> persons = {};  ///< Names, compared by FoldKey.
  std::vector<std::string> tags = {};     ///< Compared by FoldKey.
  std::string after = {};       ///< Published on or after: "2025", "2025-06" or "2025-06-01".
  std::string before = {};      ///< Published before the start of that year, month or day.
  std::vector<int> years = {};  ///< Of publication.
  std::optional<bool> has_transcript = {};

  bool empty() const {
    return shows.empty() && persons.empty() && tags.empty() && after.empty() && before.empty() &&
           years.empty() && !has_transcript;
  }
};

struct SearchRequest {
  std::string query;  ///< May be empty when there is a filter.
  Mode mode = Mode::kHybrid;
  Group group = Group::kEpisodes;
  Sort sort = Sort::kRelevance;
  std::size_t limit = 10;
  std::size_t offset = 0;
  std::size_t moments = 3;  ///< Most moments shown per episode.
  SearchFilter filter = {};
  bool synonyms = true;  ///< Also look for other names of what is asked for (query/synonyms.h).
  bool explain = false;
  bool snippets = true;  ///< False leaves snippets empty and moments out: ranking only.
  /// Words that the index does not know are replaced by the most probable ones that it does (see
  /// query/spelling.h); the answer says so. False searches as typed, and only suggests.
  bool correct = true;
  /// The query is being typed: its last word, unless white space follows, may go on.
  bool prefix_last = false;
  std::vector<Facet> facets = {};  ///< Counted over all matching episodes.
  /// With it, newer episodes rank higher: a score counts for 1 − ½ · (1 − 2^(−age / recency_days)),
  /// age being the days to the index's newest episode. So an old one loses at most half of its
  /// score, and no order depends on the day of asking. 1 … SearchLimits::kRecencyDays; only for
  /// Sort::kRelevance.
  std::optional<double> recency_days = {};
  /// SearchResponse::cursor of the page before, instead of an offset.
  std::string cursor = {};
};

/// The facts of an episode that a hit shows.
struct EpisodeSummary {
  std::string id;
  std::string show;  ///< The show's id.
  std::string show_title;
  std::optional<std::int64_t> number;
  std::string title;
  std::string url;
  std::string published;
  std::optional<double> duration_s;
  std::vector<Person> people;
};

/// A passage with a time.
struct Moment {
  double start_s = 0;
  std::optional<double> end_s;  ///< Unknown for the last chapter of an episode without a duration.
  std::string title;
  std::string url;      ///< Deep link to the second; empty when the episode has no url.
  double score = 0;     ///< Relative to the best possible for the query, in (0, 1].
  std::string snippet;  ///< HTML-escaped, only <mark> is markup.
};

/// One part of a score; a hit's parts add up to its score.
///   bm25:STEM  a word in the episode or, for a moment, in the passage
///   passage    what an episode gets for its best passage
///   episode    a moment's share of its episode's score
///   title      what a moment gets for words in its episode's title
///   semantic   meaning
///   exact      of those named exactly as asked for, which come first; adds nothing
///   recency    what age takes off
///   cap        what is above 1
struct ScoreComponent {
  std::string name;
  double value = 0;
  /// What it was computed from: "tf", "idf", "length_norm", "weight", "share", "cosine", ….
  std::vector<std::pair<std::string_view, double>> facts = {};
};

/// One hit: with Group::kEpisodes an episode and its best moments (best first), with
/// Group::kMoments an episode and exactly one moment.
struct Hit {
  EpisodeSummary episode;
  double score = 0;  ///< Descending over a response sorted by relevance, but for those
                     ///< asked for by name, which come first.
  std::vector<std::string> matched;  ///< Which evidence: "lexical", "semantic".
  std::string snippet;               ///< As in Moment.
  std::vector<Moment> moments;
  std::vector<ScoreComponent> explain;  ///< Filled when asked for.
};

/// How many episodes have a word of a query, in any of its forms.
struct WordInfo {
  std::vector<std::string> forms;
  std::size_t episodes = 0;
  std::size_t titles = 0;  ///< Those that have it in their title.
};

struct SearchResponse {
  std::string query;
  Mode mode = Mode::kLexical;  ///< The one that answered.
  Group group = Group::kEpisodes;
  std::size_t total = 0;                       ///< Episodes (or moments) that match, all of them.
  double took_ms = 0;                          ///< Time in the engine.
  std::optional<std::string> suggestion = {};  ///< The query with misspelt words corrected.
  bool corrected = false;                      ///< The hits are those of the suggestion.
  std::vector<Hit> hits;
  QueryNotes notes = {};             ///< How parts of the query were read otherwise than typed.
  std::string parsed_query;          ///< The query's structure; with its plan filled with explain.
  std::string plan = {};             ///< The same, analysed.
  std::vector<WordInfo> words = {};  ///< What the index has of each word of the plan.
  std::uint64_t revision = 0;        ///< Of the index that answered; grows with every change.
  std::size_t offset = 0;            ///< Hits before the first one here.
  /// Leads to the next page; empty on the last one.
  std::string cursor = {};
  /// In the order asked for. Each facet's counts leave out what the request chose of that facet.
  /// They are of episodes; with Group::kMoments, of those with a matching moment.
  std::vector<FacetCounts> facets = {};
  std::vector<StageTime> stages = {};  ///< Where the time went; filled with explain.
  /// Time to turn the query into a vector; nothing where that was not needed.
  std::optional<double> encode_ms = {};
  /// False where spelling was judged by the words of an earlier revision, as those of the latest
  /// were still being gathered: asked again, the answer may be another.
  bool settled = true;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEARCH_H_
