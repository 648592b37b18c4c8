// Lists that together say what matches a query, and the score of each match: the sum of what the
// lists have for it.
//
//   MatchLists lists;
//   lists.Add(MatchLists::kAny, quic, 3.2);
//   lists.Add(MatchLists::kAny, tls, 1.7);
//   lists.ForEach(kAllPlaces, [&](Place place, double score) { … });
//
// Scores are added up term by term in a window of places that stays in the processor's cache (as in
// Lucene's BooleanScorer), so that a posting costs a multiplication and an addition.
#ifndef CUEPOINT_QUERY_MATCH_LISTS_H_
#define CUEPOINT_QUERY_MATCH_LISTS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "query/posting_lists.h"
#include "query/scored_places.h"

namespace cuepoint {

/// Movable; used by one thread.
class MatchLists {
 public:
  enum Role {
    kAny,   ///< What is in any of these matches.
    kMore,  ///< Only adds to the score of what matches.
  };

  /// `weight` times the impact of each posting.
  void Add(Role role, std::shared_ptr<const PostingList> list, double weight);
  /// `weight` for each document of the list.
  void AddFlat(Role role, std::shared_ptr<const PostingList> list, double weight);
  void Add(Role role, ScoredPlaces places);

  /// Calls visit(place, score) for everything within `range` that matches, in order. Linear in the
  /// postings within the range and, with a small factor, in the range.
  template <class Visit>
  void ForEach(PlaceRange range, Visit visit) const {
    std::vector<std::size_t> cursors(parts_.size());
    Seek(range.first, cursors);
    const std::size_t end = std::min<std::size_t>(std::size_t{range.last} + 1, EndOf());
    std::array<double, kWindow> scores;
    for (std::size_t begin = range.first; begin < end; begin += kWindow) {
      const std::size_t size = std::min(kWindow, end - begin);
      if (!AddUp(static_cast<Place>(begin), std::span(scores).first(size), cursors)) continue;
      for (std::size_t i = 0; i < size; ++i) {
        if (scores[i] == 0) continue;
        visit(static_cast<Place>(begin + i), scores[i] > kFaintest ? scores[i] : 0.0);
      }
    }
  }

  /// For each of these ranges, disjoint and ascending, the most that a place in it has from several
  /// lists together: its score without what the best single list gives it. Where only one
  /// list was added, if an empty one, its score. Takes every list for one that decides what
  /// matches.
  std::vector<double> BestTogether(std::span<const PlaceRange> ranges) const;

  /// All that ForEach would visit.
  ScoredPlaces Collect(PlaceRange range) const {
    ScoredPlaces found;
    ForEach(range, [&](Place place, double score) { found.Add(place, score); });
    return found;
  }

 private:
  /// 32 kB of scores.
  static constexpr std::size_t kWindow = 4096;
  /// What stands for a score of 0 while scores are added up, where 0 means no match; and above
  /// which scores are real.
  static constexpr double kPresent = 1e-300;
  static constexpr double kFaintest = 1e-250;

  struct Part {
    Role role = kAny;
    std::span<const Place> places;
    const float* impacts = nullptr;  ///< Or else …
    const double* scores = nullptr;  ///< … or else `weight` is the score of each.
    double weight = 0;
    std::shared_ptr<const void> owner;
  };

  void AddPart(Part part);
  /// Calls use(score_of), where score_of(i) is the score of the i-th place of the part.
  template <class Use>
  static void WithScores(const Part& part, Use use);
  /// Moves the cursors forward, to where each part goes on from `first`.
  void Seek(Place first, std::vector<std::size_t>& cursors) const;
  /// One behind the last place of those parts that decide what matches.
  std::size_t EndOf() const;
  /// Sets `scores` to those of the places from `begin` on; false when nothing matches there, and
  /// the scores are of no meaning. Cursors move behind what was added.
  bool AddUp(Place begin, std::span<double> scores, std::vector<std::size_t>& cursors) const;

  std::vector<Part> parts_;  // Those that are not empty.
  std::size_t added_ = 0;    // All.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_MATCH_LISTS_H_
