// The part of a search that knows vectors: candidates by words and by meaning, fused.
#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "indexer/analyzer.h"
#include "indexer/schema.h"
#include "query/episode_scan.h"
#include "query/fusion.h"
#include "query/search_run.h"
#include "query/vector_scan.h"

namespace cuepoint {
namespace {

using NodeKind = QueryNode::Kind;

constexpr double kUnreachable = 2;  // No cosine is above 1.

/// The words of a query that ask for something, in order, without syntax.
void AppendPositiveText(const QueryNode& node, std::string& text) {
  if (node.kind == NodeKind::kNot) return;
  if (node.kind == NodeKind::kField && !HoldsText(node.field)) return;
  if (!node.text.empty()) text.append(text.empty() ? "" : " ").append(node.text);
  for (const QueryNode& child : node.children) AppendPositiveText(child, text);
}

std::size_t CountWords(std::string_view text) {
  const std::string key = FoldKey(text);
  return key.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(key.begin(), key.end(), ' '));
}

/// Adds the documents of a boolean term.
void AddPostings(const Xapian::Database& database, const std::string& term, EpisodeSet& set) {
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
       ++posting) {
    set.Add(*posting);
  }
}

}  // namespace

Result<void> SearchRun::PrepareMeaning() {
  if (request_.mode == Mode::kLexical || !prepared_.has_words || semantics_ == nullptr) return {};
  // A date order needs no score, so that meaning could only add episodes that nobody asked for.
  if (request_.mode == Mode::kHybrid && request_.sort != Sort::kRelevance) return {};
  AppendPositiveText(prepared_.query, positive_text_);
  if (positive_text_.empty()) return {};
  Result<std::shared_ptr<const std::vector<float>>> vector =
      semantic_indexes_.EncodeQuery(*semantics_, positive_text_);
  if (!vector) return vector.error();
  // The encoder knows nothing of it.
  if (std::all_of((*vector)->begin(), (*vector)->end(), [](float x) { return x == 0; })) return {};
  query_vector_ = *std::move(vector);
  alpha_ = request_.mode == Mode::kSemantic                 ? 1.0
           : CountWords(positive_text_) <= kShortQueryWords ? Meaning().short_alpha
           : request_.group == Group::kMoments              ? Meaning().moment_alpha
                                                            : Meaning().alpha;
  response_.mode = request_.mode;
  return {};
}

std::optional<EpisodeSet> SearchRun::Binding(const PlanNode& plan) const {
  using Kind = PlanNode::Kind;
  const auto matching = [this](const PlanNode& node) {
    EpisodeSet set;
    for (const Match& match : FilteredEpisodes(Translate(node, Target::kEpisodes))) {
      set.Add(match.document);
    }
    return set;
  };
  if (IsPlain(plan) || plan.is_evidence || plan.kind == Kind::kNothing) return std::nullopt;
  if (plan.kind == Kind::kNot) {
    const EpisodeSet excluded = matching(plan.children.front());
    EpisodeSet others;
    for (const Xapian::docid episode : reader_.view->Episodes()) {
      if (!excluded.Contains(episode)) others.Add(episode);
    }
    return others;
  }
  if (plan.kind != Kind::kAnd) return matching(plan);
  std::optional<EpisodeSet> bound;
  for (const PlanNode& child : plan.children) {
    if (child.kind == Kind::kOptional || child.is_evidence) continue;
    EpisodeSet set;
    if (child.kind == Kind::kNot) {
      set = *Binding(child);
    } else {
      set = matching(child);
    }
    if (bound) {
      bound->IntersectWith(set);
    } else {
      bound = std::move(set);
    }
  }
  return bound;
}

std::optional<EpisodeSet> SearchRun::AllowedEpisodes() const {
  std::optional<EpisodeSet> allowed = Binding(plan_);
  const std::optional<Xapian::Query> filter = FilterQuery();
  if (!filter) return allowed;
  EpisodeSet passing;
  for (const Match& match : FilteredEpisodes(*filter)) passing.Add(match.document);
  if (allowed) passing.IntersectWith(*allowed);
  return passing;
}

EpisodeSet SearchRun::ExactEpisodes() const {
  EpisodeSet exact;
  const std::string key = FoldKey(positive_text_);
  if (key.empty()) return exact;
  for (const std::string_view prefix : {schema::kTitlePrefix, schema::kPersonPrefix}) {
    AddPostings(reader_.database, schema::Term(prefix, key), exact);
  }
  return exact;
}

Result<void> SearchRun::FindEpisodesByMeaning() {
  const bool words = request_.mode != Mode::kSemantic;
  const std::size_t window = std::max(kFusionCandidates, request_.offset + request_.limit);
  Ranking lexical;
  if (words) lexical = RankEpisodes(EpisodeQuery(), 0, window, AskedTotal());
  const EpisodeScan scan(*semantics_, *query_vector_);
  const std::optional<EpisodeSet> allowed = AllowedEpisodes();
  const std::vector<ScoredEpisode> near =
      scan.Nearest(words ? kFusionCandidates : window, allowed ? &*allowed : nullptr);
  const EpisodeSet exact = ExactEpisodes();

  std::unordered_map<Xapian::docid, FusionCandidate> candidates;
  for (const Match& match : lexical.matches) {
    candidates[match.document] = {.document = match.document, .lexical = match.score};
  }
  for (const ScoredEpisode& episode : near) {
    FusionCandidate& candidate = candidates[episode.episode];
    candidate.document = episode.episode;
    candidate.cosine = static_cast<double>(episode.score);
  }
  std::vector<FusionCandidate> all;
  for (auto& [document, candidate] : candidates) {
    if (candidate.cosine == 0) candidate.cosine = scan.Nearness(document);
    candidate.exact = words && exact.Contains(document);
    all.push_back(candidate);
  }
  const std::vector<FusedDocument> fused =
      Fuse(all, FusionFor(near, Meaning().floor, !lexical.matches.empty()));
  response_.total = std::max(lexical.total, lexical.matches.size());
  for (const FusedDocument& document : fused) response_.total += !document.by_words;

  std::vector<ShownEpisode> shown;
  const std::size_t begin = std::min(request_.offset, fused.size());
  const std::size_t end = std::min(begin + request_.limit, fused.size());
  response_.hits.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    const FusedDocument& document = fused[i];
    Result<std::shared_ptr<const EpisodeView>> view = cache_.View(reader_, document.document);
    if (!view) return view.error();
    Hit& hit = response_.hits.emplace_back();
    hit.episode = (*view)->summary;
    ExplainFusion(document, Meaning().floor, hit);
    if (request_.snippets) hit.snippet = Snippet(**view, document.document, document.document);
    if (request_.explain && document.by_words) Explain(hit, document.document, Target::kEpisodes);
    shown.push_back({document.document, *std::move(view), &hit});
  }
  if (!request_.snippets || request_.moments == 0) return {};
  if (words) {
    if (Result<void> added = AddMoments(shown); !added) return added;
  }
  return AddMomentsByMeaning(shown);
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
  fusion.low = near.size() < kFusionCandidates ? 0 : static_cast<double>(near.back().score);
  return fusion;
}

void SearchRun::ExplainFusion(const FusedDocument& document, double floor, Hit& hit) const {
  hit.score = document.score;
  if (document.by_words) hit.matched.emplace_back("lexical");
  if (document.cosine >= floor) hit.matched.emplace_back("semantic");
  if (!request_.explain) return;
  hit.explain.push_back({"lexical", document.lexical});
  hit.explain.push_back({"semantic", document.semantic});
  hit.explain.push_back({"cosine", document.cosine});
  if (document.exact) hit.explain.push_back({"exact", 1});
}

Result<void> SearchRun::AddMomentsByMeaning(std::vector<ShownEpisode>& shown) {
  const VectorScan scan(semantics_->moments, *query_vector_);
  for (const ShownEpisode& episode : shown) {
    const RowRange rows = semantics_->moments.RowsOf(episode.document);
    std::vector<float> scores(rows.end - rows.begin);
    scan.Dot(rows, scores);
    const double average = std::accumulate(scores.begin(), scores.end(), 0.0) /
                           static_cast<double>(std::max<std::size_t>(scores.size(), 1));
    std::vector<std::pair<double, Xapian::docid>> near;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto cosine = static_cast<double>(scores[i]);
      if (cosine < std::max(Meaning().moment_floor, average + Meaning().moment_margin)) continue;
      const std::uint32_t ordinal = semantics_->moments.label(rows.begin + i).passage;
      near.emplace_back(cosine, episode.view->first_passage + ordinal - 1);
    }
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (const auto& [cosine, passage] : near) {
      std::vector<Moment>& moments = episode.hit->moments;
      if (moments.size() >= request_.moments) break;
      Result<Moment> moment =
          MakeMoment(*episode.view, episode.document, passage, alpha_ * std::max(0.0, cosine));
      if (!moment) return moment.error();
      const bool there = std::any_of(moments.begin(), moments.end(), [&](const Moment& other) {
        return other.start_s == moment->start_s;
      });
      if (!there) moments.push_back(*std::move(moment));
    }
  }
  return {};
}

Result<void> SearchRun::FindMomentsByMeaning() {
  const bool words = request_.mode != Mode::kSemantic;
  const std::size_t window = std::max(kFusionCandidates, request_.offset + request_.limit);
  Ranking lexical;
  if (words) lexical = RankMoments(0, window);
  const VectorScan scan(semantics_->moments, *query_vector_);
  const std::optional<EpisodeSet> allowed = AllowedEpisodes();
  const std::vector<ScoredRow> near =
      scan.TopRows(words ? kFusionCandidates : window, allowed ? &*allowed : nullptr);

  std::unordered_map<Xapian::docid, FusionCandidate> candidates;
  for (const Match& match : lexical.matches) {
    FusionCandidate& candidate = candidates[match.document];
    candidate = {.document = match.document, .lexical = match.score};
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
  const std::vector<FusedDocument> fused =
      Fuse(all, FusionFor(near, Meaning().moment_floor, !lexical.matches.empty()));
  response_.total = std::max(lexical.total, lexical.matches.size());
  for (const FusedDocument& document : fused) response_.total += !document.by_words;
  for (std::size_t i = request_.offset; i < fused.size() && response_.hits.size() < request_.limit;
       ++i) {
    if (Result<void> added = AddMomentHit(fused[i].document, fused[i].score); !added) return added;
    Hit& hit = response_.hits.back();
    ExplainFusion(fused[i], Meaning().moment_floor, hit);
    if (request_.explain && fused[i].by_words) {
      Explain(hit, fused[i].document, Target::kPassages);
    }
  }
  return {};
}

}  // namespace cuepoint
