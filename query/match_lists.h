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
#include "query/score_masks.h"
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
  void Add(Role role, const std::shared_ptr<const PostingList>& list, double weight);
  /// `weight` for each document of the list.
  void AddFlat(Role role, const std::shared_ptr<const PostingList>& list, double weight);
  void Add(Role role, ScoredPlaces places);

  /// 64 places in a row, some of which match.
  struct Block {
    Place first = 0;
    std::uint64_t matches = 0;  ///< Bit i is for the place first + i.
    const double* scores = nullptr;

    /// Of a place that matches, by its bit.
    double Score(unsigned i) const { return scores[i] > kFaintest ? scores[i] : 0.0; }
    /// Those of `matches` whose score is above `floor`, which is not negative.
    std::uint64_t MatchesAbove(double floor) const { return matches & ScoresAbove(scores, floor); }
  };

  /// Calls visit(block) for all places within `range` that match, in order; blocks begin at
  /// range.first, and 64 further each. Linear in the postings within the range and, with a small
  /// factor, in the range.
  template <class Visit>
  void ForEachBlock(PlaceRange range, Visit visit) const {
    std::vector<std::size_t> cursors(parts_.size());
    SeekAll(range.first, cursors);
    const std::size_t end = std::min<std::size_t>(std::size_t{range.last} + 1, EndOf());
    std::array<double, kWindow> scores;
    for (std::size_t begin = range.first; begin < end; begin += kWindow) {
      const std::size_t size = std::min(kWindow, end - begin);
      const std::size_t whole_blocks = (size + kBlock - 1) / kBlock * kBlock;
      const auto window = std::span(scores).first(whole_blocks);
      if (!AddUp(static_cast<Place>(begin), size, window, cursors)) continue;
      for (std::size_t i = 0; i < size; i += kBlock) {
        const std::uint64_t matches = ScoresAbove(&scores[i], 0);
        if (matches != 0) visit(Block{static_cast<Place>(begin + i), matches, &scores[i]});
      }
    }
  }

  /// Calls visit(place, score) for everything within `range` that matches, in order.
  template <class Visit>
  void ForEach(PlaceRange range, Visit visit) const {
    ForEachBlock(range, [&](const Block& block) {
      ForEachBit(block.matches, [&](unsigned i) { visit(block.first + i, block.Score(i)); });
    });
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
  static constexpr std::size_t kBlock = 64;
  /// 32 kB of scores.
  static constexpr std::size_t kWindow = 64 * kBlock;
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
  void SeekAll(Place first, std::vector<std::size_t>& cursors) const;
  /// One behind the last place of those parts that decide what matches.
  std::size_t EndOf() const;
  /// Sets `scores` to those of `size` places from `begin` on, and the rest to 0; false when nothing
  /// matches there, and the scores are of no meaning. Cursors move behind what was added.
  bool AddUp(Place begin, std::size_t size, std::span<double> scores,
             std::vector<std::size_t>& cursors) const;

  std::vector<Part> parts_;  // Those that are not empty.
  std::size_t added_ = 0;    // All.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_MATCH_LISTS_H_
