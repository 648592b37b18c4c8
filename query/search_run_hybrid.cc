// The part of a search that knows vectors: candidates by words and by meaning, fused.
#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "indexer/analyzer.h"
#include "query/episode_scan.h"
#include "query/fusion.h"
#include "query/search_run.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

constexpr double kUnreachable = 2;  // No cosine is above 1.

std::size_t CountWords(std::string_view text) {
  const std::string key = FoldKey(text);
  return key.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(key.begin(), key.end(), ' '));
}

}  // namespace

Result<void> SearchRun::PrepareMeaning() {
  if (request_.mode == Mode::kLexical || !prepared_.has_words || semantics_ == nullptr) return {};
  // A date order needs no score, so that meaning could only add episodes that nobody asked for.
  if (request_.mode == Mode::kHybrid && request_.sort != Sort::kRelevance) return {};
  clock_.Enter(Stage::kEncode);
  if (positive_text_.empty()) return {};
  const auto start = std::chrono::steady_clock::now();
  const Result<std::shared_ptr<const EncodedQuery>> encoded =
      tools_.semantic_indexes.EncodeQuery(*semantics_, positive_text_);
  if (!encoded) return encoded.error();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  response_.encode_ms = took.count();
  const std::vector<float>& vector = (*encoded)->vector;
  // The encoder knows nothing of it.
  if (std::all_of(vector.begin(), vector.end(), [](float x) { return x == 0; })) return {};
  query_vector_ = {*encoded, &vector};
  meaning_ = ForFamiliarity(ranking_.semantic ? *ranking_.semantic : semantics_->parameters,
                            (*encoded)->familiarity);
  alpha_ = request_.mode == Mode::kSemantic                 ? 1.0
           : CountWords(positive_text_) <= kShortQueryWords ? Meaning().short_alpha
           : request_.group == Group::kMoments              ? Meaning().moment_alpha
                                                            : Meaning().alpha;
  response_.mode = request_.mode;
  return {};
}

SearchRun::Window SearchRun::FusionWindow() const {
  const Window needed = NeededRanks();
  return {0, std::max(kFusionCandidates, needed.first + needed.count)};
}

std::size_t SearchRun::NearCandidates() const {
  return WordsRank() ? kFusionCandidates : kAllRanks;
}

template <class Scored>
FusionParameters SearchRun::FusionFor(const std::vector<Scored>& near, double floor,
                                      bool found_words) const {
  FusionParameters fusion{.alpha = alpha_, .floor = floor};
  // A question of one or two words that the index has means these words.
  if (found_words && alpha_ == Meaning().short_alpha) fusion.floor = kUnreachable;
  if (near.empty()) return fusion;
  fusion.high = static_cast<double>(near.front().score);
  // With fewer documents than candidates the last of them would be worth nothing, however near.
  fusion.low =
      near.size() < kFusionCandidates ? 0 : static_cast<double>(near[kFusionCandidates - 1].score);
  // By meaning alone, whatever is near enough to be found is worth something.
  if (!WordsRank()) fusion.low = std::min(fusion.low, floor);
  if (WordsRank() && alpha_ != Meaning().short_alpha && Meaning().full_spread > 0) {
    fusion.alpha *= std::min(1.0, (fusion.high - fusion.low) / Meaning().full_spread);
  }
  return fusion;
}

EpisodeSet SearchRun::NearEpisodes(const EpisodeSet* allowed, bool found_words) const {
  EpisodeSet near;
  const std::size_t limit = NearCandidates();
  const auto collect = [&](const auto& scored, double floor, const auto& episode_of) {
    const FusionParameters fusion = FusionFor(scored, floor, found_words);
    for (const auto& item : scored) {
      if (static_cast<double>(item.score) >= fusion.floor) near.Add(episode_of(item));
    }
  };
  if (request_.group == Group::kMoments) {
    const VectorMatrix& moments = semantics_->moments;
    const VectorScan scan(moments, *query_vector_, semantics_->moments_by_sign());
    collect(scan.TopRows(limit, allowed), Meaning().moment_floor,
            [&](const ScoredRow& row) { return moments.label(row.row).episode; });
  } else {
    collect(EpisodeScan(*semantics_, *query_vector_, allowed).Nearest(limit), Meaning().floor,
            [](const ScoredEpisode& episode) { return episode.episode; });
  }
  return near;
}

std::vector<SearchRun::Ranked> SearchRun::FusedPage() {
  std::vector<Ranked> ranked;
  ranked.reserve(fused_.size());
  for (const FusedDocument& document : fused_) {
    ranked.push_back({.document = document.document,
                      .score = document.score,
                      .relevance = document.score,
                      .exact = document.exact,
                      .fused = &document});
  }
  return TakePage(std::move(ranked), 0);
}

Result<void> SearchRun::FindEpisodesByMeaning() {
  const bool words = WordsRank();
  Ranking lexical;
  clock_.Enter(Stage::kLexical);
  if (words) lexical = RankEpisodes(FusionWindow());
  clock_.Enter(Stage::kScan);
  const std::optional<EpisodeSet> allowed = AllowedEpisodes();
  const EpisodeScan scan(*semantics_, *query_vector_, allowed ? &*allowed : nullptr);
  const std::vector<ScoredEpisode> near = scan.Nearest(NearCandidates());

  std::vector<FusionCandidate> candidates;
  candidates.reserve(lexical.matches.size() + near.size());
  EpisodeSet by_words;
  for (const Match& match : lexical.matches) {
    by_words.Add(match.document);
    best_lexical_ = std::max(best_lexical_, match.score);
    candidates.push_back({.document = match.document,
                          .lexical = match.score,
                          .cosine = scan.Nearness(match.document)});
  }
  for (const ScoredEpisode& episode : near) {
    if (by_words.Contains(episode.episode)) continue;
    candidates.push_back(
        {.document = episode.episode, .cosine = static_cast<double>(episode.score)});
  }
  for (FusionCandidate& candidate : candidates) {
    candidate.exact = exact_.Contains(candidate.document);
  }
  clock_.Enter(Stage::kFuse);
  fusion_ = FusionFor(near, Meaning().floor, !lexical.matches.empty());
  matching_ = MatchingOrNear(near);
  response_.total = matching_->Count();
  fused_ = Fuse(candidates, fusion_);
  const std::vector<Ranked> page = FusedPage();
  CountFacets();
  clock_.Enter(Stage::kRender);
  Result<std::vector<ShownEpisode>> shown = ShowEpisodes(page);
  if (!shown) return shown.error();
  if (!request_.snippets || request_.moments == 0) return {};
  if (words) {
    if (Result<void> added = AddMoments(*shown); !added) return added;
  }
  return AddMomentsByMeaning(*shown);
}

EpisodeSet SearchRun::MatchingOrNear(const std::vector<ScoredEpisode>& near) {
  EpisodeSet set;
  if (WordsRank()) {
    set = MatchingByWords();
    if (passing_) set.IntersectWith(*passing_);
  }
  for (const ScoredEpisode& episode : near) {
    if (static_cast<double>(episode.score) >= fusion_.floor) set.Add(episode.episode);
  }
  return set;
}

Result<void> SearchRun::FindMomentsByMeaning() {
  const bool words = WordsRank();
  Ranking lexical;
  clock_.Enter(Stage::kLexical);
  if (words) lexical = RankMoments(FusionWindow());
  clock_.Enter(Stage::kScan);
  const VectorScan scan(semantics_->moments, *query_vector_, semantics_->moments_by_sign());
  const std::optional<EpisodeSet> allowed = AllowedEpisodes();
  const std::vector<ScoredRow> near = scan.TopRows(NearCandidates(), allowed ? &*allowed : nullptr);

  std::unordered_map<Xapian::docid, FusionCandidate> candidates;
  for (const Match& match : lexical.matches) {
    FusionCandidate& candidate = candidates[match.document];
    candidate = {.document = match.document, .lexical = match.score};
    best_lexical_ = std::max(best_lexical_, match.score);
    const Xapian::docid episode = reader_.view->EpisodeOf(match.document);
    const schema::PassageRange passages = reader_.view->PassagesOf(episode);
    const RowRange rows = semantics_->moments.RowsOf(episode);
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
      if (semantics_->moments.label(row).passage != match.document - passages.first + 1) continue;
      float score = 0;
      scan.Dot({row, row + 1}, {&score, 1});
      candidate.cosine = static_cast<double>(score);
    }
  }
  for (const ScoredRow& row : near) {
    const RowLabel label = semantics_->moments.label(row.row);
    const Xapian::docid document =
        reader_.view->PassagesOf(label.episode).first + label.passage - 1;
    FusionCandidate& candidate = candidates[document];
    candidate.document = document;
    candidate.cosine = static_cast<double>(row.score);
  }
  std::vector<FusionCandidate> all;
  for (const auto& [document, candidate] : candidates) all.push_back(candidate);
  clock_.Enter(Stage::kFuse);
  fusion_ = FusionFor(near, Meaning().moment_floor, !lexical.matches.empty());
  fused_ = Fuse(all, fusion_);
  EpisodeSet matching = std::move(moments_by_words_);
  for (const FusedDocument& document : fused_) matching.Add(PassageBit(document.document));
  response_.total = matching.Count();
  const std::vector<Ranked> page = FusedPage();
  CountFacets();
  return ShowMoments(page);
}

}  // namespace cuepoint
