// Everything that matches, not only what is on the page: totals, facets and what binds meaning.
#include <string>
#include <utility>

#include "indexer/schema.h"
#include "query/search_run.h"

namespace cuepoint {

const EpisodeSet& SearchRun::MatchingByWords() {
  if (by_words_) return *by_words_;
  EpisodeSet& set = by_words_.emplace();
  if (request_.group == Group::kMoments) {
    const auto guests = tools_.stem_sets.FindTerm(reader_, std::string(schema::kGuestKind));
    MomentLists().ForEach(kAllPlaces, [&](Place place, double) {
      if (guests->Contains(place)) return;
      set.Add(reader_.view->EpisodeOf(schema::kFirstPassage + place));
    });
  } else {
    EpisodeLists().ForEach(kAllPlaces, [&](Place episode, double) { set.Add(episode); });
  }
  return set;
}

EpisodeSet SearchRun::Matching(std::optional<Facet> without) {
  EpisodeSet set;
  const bool words = query_vector_ == nullptr || WordsRank();
  if (words) {
    set = MatchingByWords();
    if (const std::optional<EpisodeSet> passing = filter_.Passing(without)) {
      set.IntersectWith(*passing);
    }
  }
  if (query_vector_ != nullptr) {
    const std::optional<EpisodeSet> allowed = AllowedEpisodes(without);
    set.UniteWith(NearEpisodes(allowed ? &*allowed : nullptr, !set.empty()));
  }
  return set;
}

void SearchRun::CountFacets() {
  if (request_.facets.empty()) return;
  clock_.Enter(Stage::kFacets);
  if (!matching_) matching_ = Matching();
  for (const Facet facet : request_.facets) {
    response_.facets.push_back(
        facet_table_->Count(facet, filter_.Restricts(facet) ? Matching(facet) : *matching_));
  }
}

std::optional<EpisodeSet> SearchRun::Binding(const PlanNode& plan) const {
  using Kind = PlanNode::Kind;
  const auto matching = [this](const PlanNode& node) {
    EpisodeSet set;
    for (const Place episode : Scorer(node, Target::kEpisodes).Matches().places) set.Add(episode);
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

std::optional<EpisodeSet> SearchRun::AllowedEpisodes(std::optional<Facet> without) const {
  std::optional<EpisodeSet> allowed = Binding(plan_);
  std::optional<EpisodeSet> passing = filter_.Passing(without);
  if (!passing) return allowed;
  if (allowed) passing->IntersectWith(*allowed);
  return passing;
}

}  // namespace cuepoint
