// Sets of places with a score each, and what can be done with two of them.
#ifndef CUEPOINT_QUERY_SCORED_PLACES_H_
#define CUEPOINT_QUERY_SCORED_PLACES_H_

#include <cstddef>
#include <limits>
#include <vector>

#include "query/posting_lists.h"

namespace cuepoint {

/// Places first … last, both included.
struct PlaceRange {
  Place first = 0;
  Place last = 0;
};

inline constexpr PlaceRange kAllPlaces{0, std::numeric_limits<Place>::max() - 1};

/// Places, ascending, each with a score that is not negative.
struct ScoredPlaces {
  std::vector<Place> places;
  std::vector<double> scores;

  void Add(Place place, double score) {
    places.push_back(place);
    scores.push_back(score);
  }
  std::size_t size() const { return places.size(); }
};

/// What is in both, with the sum of its scores. Linear.
ScoredPlaces Intersect(const ScoredPlaces& a, const ScoredPlaces& b);

/// What is in `a` and not in `b`. Linear.
ScoredPlaces Subtract(const ScoredPlaces& a, const ScoredPlaces& b);

/// Every score times `factor`.
ScoredPlaces Scale(ScoredPlaces places, double factor);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SCORED_PLACES_H_
