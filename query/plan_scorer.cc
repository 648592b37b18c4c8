#include "query/plan_scorer.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "indexer/schema.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

bool Contains(PlaceRange range, Place place) { return range.first <= place && place <= range.last; }

template <class T>
std::vector<const T*> Pointers(const std::vector<T>& values) {
  std::vector<const T*> pointers;
  pointers.reserve(values.size());
  for (const T& value : values) pointers.push_back(&value);
  return pointers;
}

}  // namespace

StemField FieldOf(Target target) {
  switch (target) {
    case Target::kEpisodes:
      return StemField::kEpisode;
    case Target::kTitles:
      return StemField::kTitle;
    case Target::kPassages:
    case Target::kMoments:
      return StemField::kPassage;
  }
  return StemField::kEpisode;
}

PlanScorer::PlanScorer(const PlanNode& plan, Target target, const Reader& reader,
                       PostingLists& lists, StemSets& stem_sets)
    : target_(target), reader_(reader), lists_(lists), stem_sets_(stem_sets), root_(Bind(plan)) {}

PlanScorer::Bound PlanScorer::Bind(const PlanNode& node) {
  Bound bound;
  bound.node = &node;
  bound.children.reserve(node.children.size());
  for (const PlanNode& child : node.children) bound.children.push_back(Bind(child));
  const StemField field = FieldOf(target_);
  if (node.kind == Kind::kStem) {
    bound.list = lists_.Find(reader_, field, node.forms);
    bound.weight = lists_.Weight(*reader_.view, field, *bound.list);
    // In titles neither repetition nor length counts.
    if (target_ == Target::kTitles) bound.weight /= lists_.parameters(field).k1 + 1;
  } else if (JoinsWords(node) && target_ != Target::kMoments) {
    std::vector<std::vector<std::string>> words;
    for (const Bound& word : bound.children) {
      words.push_back(word.node->forms);
      bound.weight += word.weight;
    }
    bound.list = lists_.FindAll(reader_, field, words);
  }
  return bound;
}

MatchLists PlanScorer::Lists(PlaceRange range) const {
  MatchLists lists;
  AddTo(lists, root_, 1, range);
  return lists;
}

void PlanScorer::AddTo(MatchLists& lists, const Bound& bound, double factor,
                       PlaceRange range) const {
  if (bound.list) {
    if (target_ == Target::kTitles) {
      lists.AddFlat(MatchLists::kAny, bound.list, bound.weight * factor);
    } else {
      lists.Add(MatchLists::kAny, bound.list, bound.weight * factor);
    }
    return;
  }
  const PlanNode& node = *bound.node;
  // Words that join have a list, unless one of them will do.
  const bool counts_all = node.kind == Kind::kOr || node.kind == Kind::kMust ||
                          node.kind == Kind::kOptional || node.kind == Kind::kAlso ||
                          JoinsWords(node);
  if (!counts_all) {
    lists.Add(MatchLists::kAny, Scale(Evaluate(bound, range), factor));
    return;
  }
  for (const Bound& child : bound.children) AddTo(lists, child, factor * node.weight, range);
}

ScoredPlaces PlanScorer::Evaluate(const Bound& bound, PlaceRange range) const {
  if (bound.list) return Word(bound, range);
  const PlanNode& node = *bound.node;
  switch (node.kind) {
    case Kind::kStem:  // Has a list.
    case Kind::kPhrase:
    case Kind::kNear:
      return Text(bound, range);
    case Kind::kFilter:
      // Holds for the episode as a whole.
      return target_ == Target::kMoments ? ScoredPlaces() : Set(node, range);
    case Kind::kAnd:
      return All(bound, range);
    case Kind::kOr:
      return Any(Pointers(bound.children), range);
    case Kind::kAlso:
      return Scale(Evaluate(bound.children.front(), range), node.weight);
    case Kind::kMust:
    case Kind::kOptional:
      return Evaluate(bound.children.front(), range);
    case Kind::kNot:
      return Subtract(Everything(range), Evaluate(bound.children.front(), range));
    case Kind::kNothing:
      return {};
  }
  return {};
}

ScoredPlaces PlanScorer::Word(const Bound& bound, PlaceRange range) const {
  const std::vector<Place>& places = bound.list->places;
  const auto begin = std::lower_bound(places.begin(), places.end(), range.first);
  const auto end = std::upper_bound(begin, places.end(), range.last);
  ScoredPlaces found;
  found.places.assign(begin, end);
  found.scores.reserve(found.places.size());
  for (auto at = begin; at != end; ++at) {
    const float impact = target_ == Target::kTitles
                             ? 1.0F
                             : bound.list->impacts[static_cast<std::size_t>(at - places.begin())];
    found.scores.push_back(bound.weight * static_cast<double>(impact));
  }
  return found;
}

ScoredPlaces PlanScorer::Text(const Bound& bound, PlaceRange range) const {
  if (target_ == Target::kTitles) {
    // Another name of a word: its words, wherever they stand in the title.
    ScoredPlaces all;
    for (std::size_t i = 0; i < bound.children.size(); ++i) {
      ScoredPlaces word = Evaluate(bound.children[i], range);
      all = i == 0 ? std::move(word) : Intersect(all, word);
    }
    return all;
  }
  // Whatever an episode with this title says may be worth showing, but does not have to be.
  if (target_ == Target::kMoments && bound.node->field == QueryField::kTitle) {
    return Any(Pointers(bound.children), range);
  }
  return Maybe(Set(*bound.node, range), Pointers(bound.children), range);
}

ScoredPlaces PlanScorer::All(const Bound& bound, PlaceRange range) const {
  std::vector<const Bound*> required;
  std::vector<const Bound*> optional;
  std::vector<const Bound*> excluded;
  for (const Bound& child : bound.children) {
    if (child.node->kind == Kind::kNot) {
      excluded.push_back(&child.children.front());
    } else if (child.node->kind == Kind::kOptional && target_ != Target::kMoments) {
      optional.push_back(&child);
    } else {
      required.push_back(&child);
    }
  }
  ScoredPlaces found;
  if (target_ == Target::kMoments) {
    found = Any(required, range);
  } else if (required.empty()) {
    found = Everything(range);
  } else {
    found = Evaluate(*required.front(), range);
    for (std::size_t i = 1; i < required.size() && found.size() > 0; ++i) {
      found = Intersect(found, Evaluate(*required[i], range));
    }
  }
  if (!optional.empty()) found = Maybe(std::move(found), optional, range);
  if (!excluded.empty()) found = Subtract(found, Any(excluded, range));
  return found;
}

ScoredPlaces PlanScorer::Any(const std::vector<const Bound*>& bounds, PlaceRange range) const {
  MatchLists lists;
  for (const Bound* bound : bounds) AddTo(lists, *bound, 1, range);
  return lists.Collect(range);
}

ScoredPlaces PlanScorer::Maybe(ScoredPlaces places, const std::vector<const Bound*>& more,
                               PlaceRange range) const {
  MatchLists lists;
  lists.Add(MatchLists::kAny, std::move(places));
  lists.Add(MatchLists::kMore, Any(more, range));
  return lists.Collect(range);
}

ScoredPlaces PlanScorer::Set(const PlanNode& node, PlaceRange range) const {
  ScoredPlaces set;
  if (!IsOfPassages()) {
    for (const Xapian::docid episode : node.places.episodes) {
      if (Contains(range, episode)) set.Add(episode, 0);
    }
    return set;
  }
  for (const DocRange& passages : node.places.passages) {
    const Place first = std::max(PassageBit(passages.first), range.first);
    const Place last = std::min(PassageBit(passages.last), range.last);
    for (Place place = first; place <= last; ++place) set.Add(place, 0);
  }
  // An episode that changed has later passages than its neighbours.
  std::sort(set.places.begin(), set.places.end());
  return set;
}

ScoredPlaces PlanScorer::Everything(PlaceRange range) const {
  EpisodeSet all = *stem_sets_.FindTerm(reader_, std::string(schema::kEpisodeKind));
  if (IsOfPassages()) {
    all = *stem_sets_.FindTerm(reader_, std::string(schema::kChapterKind));
    all.UniteWith(*stem_sets_.FindTerm(reader_, std::string(schema::kWindowKind)));
  }
  ScoredPlaces places;
  for (const Place place : all.Members()) {
    if (Contains(range, place)) places.Add(place, 0);
  }
  return places;
}

}  // namespace cuepoint
