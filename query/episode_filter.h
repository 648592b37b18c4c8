// A request's filter, resolved to the episodes that pass it.
#ifndef CUEPOINT_QUERY_EPISODE_FILTER_H_
#define CUEPOINT_QUERY_EPISODE_FILTER_H_

#include <array>
#include <cstdint>
#include <optional>

#include "query/facet.h"
#include "query/facet_table.h"
#include "query/index_view.h"
#include "query/search.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Half-open, in days since 1970-01-01; an open end does not restrict.
struct DayRange {
  std::optional<std::int32_t> first;
  std::optional<std::int32_t> end;

  bool empty() const { return !first && !end; }
};

/// Which episodes pass each part of a filter. The parts are those that facets are about, and the
/// dates: a facet's counts have to leave its own part out, or whoever chose one value would be
/// shown no other.
class EpisodeFilter {
 public:
  EpisodeFilter() = default;

  /// `table` may be null unless the filter asks for transcripts. Throws what Xapian throws.
  EpisodeFilter(const SearchFilter& filter, DayRange days, const Reader& reader,
                StemSets& stem_sets, const FacetTable* table);

  /// The episodes that pass; nothing when there is no restriction. The part of `without`, if one is
  /// given, does not count.
  std::optional<EpisodeSet> Passing(std::optional<Facet> without = std::nullopt) const;

  /// Whether the filter has a part that the facet is about.
  bool Restricts(Facet facet) const { return parts_[static_cast<std::size_t>(facet)].has_value(); }

 private:
  static constexpr std::size_t kDates = kAllFacets.size();

  std::array<std::optional<EpisodeSet>, kAllFacets.size() + 1> parts_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EPISODE_FILTER_H_
