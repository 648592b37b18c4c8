#include "query/related.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "corpus/native/json_writer.h"
#include "indexer/analyzer.h"
#include "indexer/index_writer.h"
#include "indexer/quantized_vector.h"
#include "indexer/schema.h"
#include "query/episode_scan.h"
#include "query/fusion.h"
#include "query/match_lists.h"
#include "query/response_json.h"
#include "query/shared_terms.h"
#include "query/top_list.h"

namespace cuepoint {
namespace {

/// Stems that stand for an episode. More bring in what it says by the way.
constexpr std::size_t kQueryStems = 40;
/// Of each ranking.
constexpr std::size_t kCandidates = 100;
constexpr std::size_t kSharedTerms = 4;
/// Meaning beside words: of whole episodes, unlike of short questions, both say much.
constexpr double kAlpha = 0.4;
/// A stem that more than this share of all episodes have does not tell two of them from the rest.
constexpr double kCommon = 0.5;

struct WeightedStem {
  std::string stem;
  double weight = 0;
};

/// The stems that weigh most in an episode and that others have too, heaviest first.
std::vector<WeightedStem> HeaviestStems(const Reader& reader, Xapian::docid episode,
                                        Bm25Parameters parameters) {
  const KindStatistics statistics = reader.view->episode_statistics();
  const double length = reader.database.get_doclength(episode);
  const std::size_t prefix = schema::kEpisodeStemPrefix.size();
  // Few episodes share all their words by nature.
  const double most = std::max(2.0, statistics.documents * kCommon);
  std::vector<WeightedStem> stems;
  Xapian::TermIterator term = reader.database.termlist_begin(episode);
  term.skip_to(std::string(schema::kEpisodeStemPrefix));
  for (; term != reader.database.termlist_end(episode); ++term) {
    const std::string name = *term;
    if (!name.starts_with(schema::kEpisodeStemPrefix)) break;
    // Longer prefixes go on with a capital letter, stems never do.
    if (name.size() == prefix || (name[prefix] >= 'A' && name[prefix] <= 'Z')) continue;
    const double frequency = term.get_termfreq();
    if (frequency < 2 || frequency > most) continue;
    const Bm25Parts parts = ExplainBm25(parameters, statistics, frequency, term.get_wdf(), length);
    stems.push_back({name.substr(prefix), parts.weight});
  }
  const std::size_t kept = std::min(kQueryStems, stems.size());
  std::partial_sort(stems.begin(), stems.begin() + static_cast<std::ptrdiff_t>(kept), stems.end(),
                    [](const WeightedStem& a, const WeightedStem& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.stem < b.stem;
                    });
  stems.resize(kept);
  return stems;
}

/// The unit vector in the middle of an episode's pieces; empty for one without any.
std::vector<float> MeanVector(const SemanticIndex& index, Xapian::docid episode) {
  const VectorMatrix& pieces = index.pieces;
  const RowRange rows = pieces.RowsOf(episode);
  if (rows.begin == rows.end) return {};
  std::vector<float> mean(pieces.dimensions());
  std::vector<float> row(pieces.dimensions());
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    Dequantize({pieces.scale(i), {pieces.data() + i * pieces.stride(), pieces.dimensions()}}, row);
    for (std::size_t j = 0; j < mean.size(); ++j) mean[j] += row[j];
  }
  double norm = 0;
  for (const float x : mean) norm += static_cast<double>(x) * static_cast<double>(x);
  if (norm == 0) return {};
  for (float& x : mean) x = static_cast<float>(static_cast<double>(x) / std::sqrt(norm));
  return mean;
}

/// Episodes by shared words and, if there are vectors, by meaning; without the episode itself.
std::vector<FusedDocument> RankRelated(const Reader& reader, Xapian::docid episode,
                                       const std::vector<WeightedStem>& stems,
                                       PostingLists& postings, const SemanticIndex* semantics) {
  MatchLists lists;
  for (const WeightedStem& stem : stems) {
    auto list = postings.Find(reader, StemField::kEpisode, {stem.stem});
    const double weight = postings.Weight(*reader.view, StemField::kEpisode, *list);
    lists.Add(MatchLists::kAny, std::move(list), stem.weight * weight);
  }
  const auto better = [](const FusionCandidate& a, const FusionCandidate& b) {
    return a.lexical != b.lexical ? a.lexical > b.lexical : a.document < b.document;
  };
  TopList<FusionCandidate, decltype(better)> best(kCandidates, better);
  lists.ForEach(kAllPlaces, [&](Place other, double score) {
    if (other != episode) best.Add({.document = other, .lexical = score});
  });
  std::vector<FusionCandidate> candidates = best.Take();
  FusionParameters fusion{.alpha = 0, .floor = 2};  // Nothing without a shared word.
  const std::vector<float> mean =
      semantics == nullptr ? std::vector<float>() : MeanVector(*semantics, episode);
  if (!mean.empty()) {
    const EpisodeScan scan(*semantics, mean);
    std::vector<ScoredEpisode> near = scan.Nearest(kCandidates + 1);
    std::erase_if(near, [episode](const ScoredEpisode& other) { return other.episode == episode; });
    for (FusionCandidate& candidate : candidates) {
      candidate.cosine = scan.Nearness(candidate.document);
    }
    if (!near.empty()) {
      fusion.alpha = kAlpha;
      fusion.high = static_cast<double>(near.front().score);
      fusion.low = static_cast<double>(near.back().score);
    }
  }
  return Fuse(candidates, fusion);
}

std::vector<std::string> SharedPeople(const EpisodeSummary& a, const EpisodeSummary& b) {
  std::vector<std::string> shared;
  for (const Person& person : a.people) {
    if (person.role == "host") continue;
    const std::string key = FoldKey(person.name);
    const bool on_both = std::any_of(b.people.begin(), b.people.end(), [&](const Person& other) {
      return other.role != "host" && FoldKey(other.name) == key;
    });
    if (on_both && std::find(shared.begin(), shared.end(), person.name) == shared.end()) {
      shared.push_back(person.name);
    }
  }
  return shared;
}

/// The stems without those of anybody's name: who is on both is said apart.
std::unordered_map<std::string, double> TellingStems(const std::vector<WeightedStem>& stems,
                                                     const EpisodeSummary& episode,
                                                     Reader& reader) {
  std::unordered_map<std::string, double> weights;
  for (const WeightedStem& stem : stems) weights.emplace(stem.stem, stem.weight);
  for (const Person& person : episode.people) {
    for (Analyzer& analyzer : reader.analyzers) {
      reader.tokens.Clear();
      analyzer.Analyze(person.name, 0, reader.tokens);
      for (const Token& token : reader.tokens.tokens()) weights.erase(std::string(token.stem));
    }
  }
  return weights;
}

}  // namespace

Result<RelatedResponse> FindRelated(const RelatedRequest& request, PostingLists& postings,
                                    Reader& reader, EpisodeCache& cache,
                                    const SemanticIndex* semantics) {
  const std::optional<StoredEpisode> stored = FindEpisode(reader.database, request.id);
  if (!stored) {
    return Error{.code = ErrorCode::kNotFound,
                 .message = "there is no episode with the id \"" + request.id + "\""};
  }
  Result<std::shared_ptr<const EpisodeView>> view = cache.View(reader, stored->docid);
  if (!view) return view.error();
  RelatedResponse response{.episode = (*view)->summary, .related = {}};
  const std::vector<WeightedStem> stems =
      HeaviestStems(reader, stored->docid, postings.parameters(StemField::kEpisode));
  if (stems.empty()) return response;
  const EpisodeTerms terms(**view, reader);
  const std::unordered_map<std::string, double> telling =
      TellingStems(stems, response.episode, reader);
  for (const FusedDocument& document :
       RankRelated(reader, stored->docid, stems, postings, semantics)) {
    if (response.related.size() == request.limit) break;
    Result<std::shared_ptr<const EpisodeView>> other = cache.View(reader, document.document);
    if (!other) return other.error();
    RelatedEpisode& related = response.related.emplace_back();
    related.episode = (*other)->summary;
    related.score = document.score;
    related.shared = SharedTerms(terms, EpisodeTerms(**other, reader), telling, kSharedTerms);
    related.people = SharedPeople(response.episode, related.episode);
  }
  return response;
}

std::string RelatedToJson(const RelatedResponse& response) {
  JsonWriter json;
  const auto write_all = [&json](std::string_view key, const std::vector<std::string>& values) {
    json.Key(key);
    json.BeginArray();
    for (const std::string& value : values) json.String(value);
    json.EndArray();
  };
  json.BeginObject();
  WriteEpisode(json, response.episode);
  json.Key("took_ms");
  json.Rounded(response.took_ms, 6);
  json.Key("related");
  json.BeginArray();
  for (const RelatedEpisode& related : response.related) {
    json.BeginObject();
    WriteEpisode(json, related.episode);
    json.Key("score");
    json.Rounded(related.score, 6);
    write_all("shared", related.shared);
    write_all("people", related.people);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::move(json).Take();
}

}  // namespace cuepoint
