#include "query/match_lists.h"

#include <utility>

namespace cuepoint {
namespace {

/// Adds score_of(i) to the score of the i-th place, for all from the cursor up to the window's end;
/// with `only_more` only where there is a score already.
template <class ScoreOf>
void AddWindow(std::span<const Place> places, std::size_t& cursor, Place begin,
               std::span<double> scores, bool only_more, ScoreOf score_of) {
  const std::size_t end = begin + scores.size();
  std::size_t i = cursor;
  if (only_more) {
    for (; i < places.size() && places[i] < begin; ++i) continue;  // Nothing matched there.
    for (; i < places.size() && places[i] < end; ++i) {
      double& score = scores[places[i] - begin];
      if (score != 0) score += score_of(i);
    }
  } else {
    for (; i < places.size() && places[i] < end; ++i) scores[places[i] - begin] += score_of(i);
  }
  cursor = i;
}

}  // namespace

void MatchLists::AddPart(Part part) {
  if (!part.places.empty()) parts_.push_back(std::move(part));
}

void MatchLists::Add(Role role, std::shared_ptr<const PostingList> list, double weight) {
  AddPart({.role = role,
           .places = list->places,
           .impacts = list->impacts.data(),
           .weight = std::max(weight, kPresent),
           .owner = std::move(list)});
}

void MatchLists::AddFlat(Role role, std::shared_ptr<const PostingList> list, double weight) {
  AddPart({.role = role,
           .places = list->places,
           .weight = std::max(weight, kPresent),
           .owner = std::move(list)});
}

void MatchLists::Add(Role role, ScoredPlaces places) {
  for (double& score : places.scores) score = std::max(score, kPresent);
  const auto owner = std::make_shared<const ScoredPlaces>(std::move(places));
  AddPart({.role = role, .places = owner->places, .scores = owner->scores.data(), .owner = owner});
}

std::vector<std::size_t> MatchLists::Seek(Place first) const {
  std::vector<std::size_t> cursors;
  cursors.reserve(parts_.size());
  for (const Part& part : parts_) {
    const auto place = std::lower_bound(part.places.begin(), part.places.end(), first);
    cursors.push_back(static_cast<std::size_t>(place - part.places.begin()));
  }
  return cursors;
}

std::size_t MatchLists::EndOf() const {
  std::size_t end = 0;
  for (const Part& part : parts_) {
    if (part.role == kAny) end = std::max<std::size_t>(end, std::size_t{part.places.back()} + 1);
  }
  return end;
}

bool MatchLists::AddUp(Place begin, std::span<double> scores,
                       std::vector<std::size_t>& cursors) const {
  const std::size_t end = begin + scores.size();
  bool any = false;
  for (std::size_t i = 0; i < parts_.size() && !any; ++i) {
    const Part& part = parts_[i];
    any = part.role == kAny && cursors[i] < part.places.size() && part.places[cursors[i]] < end;
  }
  if (!any) return false;
  std::fill(scores.begin(), scores.end(), 0.0);
  for (const Role role : {kAny, kMore}) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      if (part.role != role) continue;
      const auto add = [&](auto score_of) {
        AddWindow(part.places, cursors[i], begin, scores, role == kMore, score_of);
      };
      if (part.impacts != nullptr) {
        add([&](std::size_t at) { return part.weight * static_cast<double>(part.impacts[at]); });
      } else if (part.scores != nullptr) {
        add([&](std::size_t at) { return part.scores[at]; });
      } else {
        add([&](std::size_t) { return part.weight; });
      }
    }
  }
  return true;
}

}  // namespace cuepoint
