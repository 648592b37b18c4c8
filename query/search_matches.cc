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
    for (const Xapian::docid passage : MatchesOf(MomentQuery())) {
      set.Add(reader_.view->EpisodeOf(passage));
    }
  } else if (!prepared_.has_words) {
    for (const Xapian::docid episode : reader_.view->Episodes()) set.Add(episode);
  } else if (IsPlain(plan_)) {
    set = MatchingEpisodes(plan_, reader_, tools_.stem_sets);
  } else {
    for (const Xapian::docid episode : MatchesOf(Translate(plan_, Target::kEpisodes))) {
      set.Add(episode);
    }
  }
  return set;
}

std::size_t SearchRun::CountMoments() const {
  EpisodeSet set = MatchingPassages(plan_, reader_, tools_.stem_sets);
  const auto add = [this](Xapian::docid episode, EpisodeSet& passages) {
    const schema::PassageRange range = reader_.view->PassagesOf(episode);
    if (range.count == 0) return;
    passages.AddRange(PassageBit(range.first), PassageBit(range.first + range.count - 1));
  };
  for (const Match& title : titles_) add(title.document, set);
  if (passing_) {
    EpisodeSet passing;
    for (const Xapian::docid episode : passing_->Members()) add(episode, passing);
    set.IntersectWith(passing);
  }
  set.Remove(*tools_.stem_sets.FindTerm(reader_, std::string(schema::kGuestKind)));
  return set.Count();
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
    for (const Xapian::docid episode : MatchesOf(Translate(node, Target::kEpisodes))) {
      set.Add(episode);
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

std::optional<EpisodeSet> SearchRun::AllowedEpisodes(std::optional<Facet> without) const {
  std::optional<EpisodeSet> allowed = Binding(plan_);
  std::optional<EpisodeSet> passing = filter_.Passing(without);
  if (!passing) return allowed;
  if (allowed) passing->IntersectWith(*allowed);
  return passing;
}

}  // namespace cuepoint
