#include "query/scored_places.h"

#include <utility>

namespace cuepoint {

ScoredPlaces Intersect(const ScoredPlaces& a, const ScoredPlaces& b) {
  ScoredPlaces both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a.places[i] == b.places[j]) {
      both.Add(a.places[i], a.scores[i] + b.scores[j]);
      ++i, ++j;
    } else if (a.places[i] < b.places[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return both;
}

ScoredPlaces Subtract(const ScoredPlaces& a, const ScoredPlaces& b) {
  ScoredPlaces rest;
  for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
    while (j < b.size() && b.places[j] < a.places[i]) ++j;
    if (j == b.size() || b.places[j] != a.places[i]) rest.Add(a.places[i], a.scores[i]);
  }
  return rest;
}

ScoredPlaces Scale(ScoredPlaces places, double factor) {
  for (double& score : places.scores) score *= factor;
  return places;
}

}  // namespace cuepoint
