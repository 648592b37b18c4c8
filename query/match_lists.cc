#include "query/match_lists.h"

#include <utility>

namespace cuepoint {
namespace {

constexpr std::size_t kFewParts = 8;  // Room for those of most queries at once.

/// Calls add(i) for the i-th place and all that follow, from the cursor up to `end`.
template <class Add>
void Walk(std::span<const Place> places, std::size_t& cursor, std::size_t end, Add add) {
  std::size_t i = cursor;
  for (; i < places.size() && places[i] < end; ++i) add(i);
  cursor = i;
}

}  // namespace

void MatchLists::AddPart(Part part) {
  ++added_;
  if (parts_.empty()) parts_.reserve(kFewParts);
  if (!part.places.empty()) parts_.push_back(std::move(part));
}

void MatchLists::Add(Role role, const std::shared_ptr<const PostingList>& list, double weight) {
  AddPart({.role = role,
           .places = list->places,
           .impacts = list->impacts.data(),
           .weight = std::max(weight, kPresent),
           .owner = list});
}

void MatchLists::AddFlat(Role role, const std::shared_ptr<const PostingList>& list, double weight) {
  AddPart(
      {.role = role, .places = list->places, .weight = std::max(weight, kPresent), .owner = list});
}

void MatchLists::Add(Role role, ScoredPlaces places) {
  for (double& score : places.scores) score = std::max(score, kPresent);
  const auto owner = std::make_shared<const ScoredPlaces>(std::move(places));
  AddPart({.role = role, .places = owner->places, .scores = owner->scores.data(), .owner = owner});
}

void MatchLists::SeekAll(Place first, std::vector<std::size_t>& cursors) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    cursors[i] = Seek(parts_[i].places, cursors[i], first);
  }
}

std::size_t MatchLists::EndOf() const {
  std::size_t end = 0;
  for (const Part& part : parts_) {
    if (part.role == kAny) end = std::max<std::size_t>(end, std::size_t{part.places.back()} + 1);
  }
  return end;
}

template <class Use>
void MatchLists::WithScores(const Part& part, Use use) {
  if (part.impacts != nullptr) {
    use([&](std::size_t at) { return part.weight * static_cast<double>(part.impacts[at]); });
  } else if (part.scores != nullptr) {
    use([&](std::size_t at) { return part.scores[at]; });
  } else {
    use([&](std::size_t) { return part.weight; });
  }
}

bool MatchLists::AddUp(Place begin, std::size_t size, std::span<double> scores,
                       std::vector<std::size_t>& cursors) const {
  const std::size_t end = begin + size;
  bool any = false;
  for (std::size_t i = 0; i < parts_.size() && !any; ++i) {
    const Part& part = parts_[i];
    any = part.role == kAny && cursors[i] < part.places.size() && part.places[cursors[i]] < end;
  }
  if (!any) return false;
  std::fill(scores.begin(), scores.end(), 0.0);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.role != kAny) continue;
    WithScores(part, [&](auto score_of) {
      Walk(part.places, cursors[i], end,
           [&](std::size_t at) { scores[part.places[at] - begin] += score_of(at); });
    });
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.role != kMore) continue;
    Walk(part.places, cursors[i], begin, [](std::size_t) {});  // Nothing matched there.
    WithScores(part, [&](auto score_of) {
      Walk(part.places, cursors[i], end, [&](std::size_t at) {
        double& score = scores[part.places[at] - begin];
        if (score != 0) score += score_of(at);
      });
    });
  }
  return true;
}

std::vector<double> MatchLists::BestTogether(std::span<const PlaceRange> ranges) const {
  std::vector<double> best;
  best.reserve(ranges.size());
  std::vector<std::size_t> cursors(parts_.size());
  std::size_t longest = 0;
  for (const PlaceRange& range : ranges) {
    longest = std::max<std::size_t>(longest, range.last - range.first + 1);
  }
  std::vector<double> sums;
  std::vector<double> highest;
  sums.reserve(longest);
  highest.reserve(longest);
  for (const PlaceRange& range : ranges) {
    SeekAll(range.first, cursors);
    sums.assign(range.last - range.first + 1, 0);
    highest.assign(added_ > 1 ? sums.size() : 0, 0);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      WithScores(part, [&](auto score_of) {
        Walk(part.places, cursors[i], std::size_t{range.last} + 1, [&](std::size_t at) {
          const std::size_t place = part.places[at] - range.first;
          const double score = score_of(at);
          sums[place] += score;
          if (!highest.empty()) highest[place] = std::max(highest[place], score);
        });
      });
    }
    double most = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      most = std::max(most, highest.empty() ? sums[i] : sums[i] - highest[i]);
    }
    best.push_back(most > kFaintest ? most : 0);
  }
  return best;
}

}  // namespace cuepoint
