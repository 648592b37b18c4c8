#include "query/episode_filter.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <vector>

#include "corpus/date.h"
#include "indexer/analyzer.h"
#include "indexer/schema.h"

namespace cuepoint {
namespace {

std::int32_t FirstDayOf(int year) {
  // Four digits, as ISO 8601 wants them.
  const std::string digits = std::to_string(year);
  return DaysSinceEpoch(std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits)
      .value_or(0);
}

void AddPublished(const IndexView& view, DayRange days, EpisodeSet& set) {
  for (const Xapian::docid episode : view.PublishedWithin(days.first, days.end)) set.Add(episode);
}

}  // namespace

EpisodeFilter::EpisodeFilter(const SearchFilter& filter, DayRange days, const Reader& reader,
                             StemSets& stem_sets, const FacetTable* table) {
  const auto any_of = [&](Facet facet, std::string_view prefix,
                          const std::vector<std::string>& values, bool fold) {
    if (values.empty()) return;
    EpisodeSet& set = parts_[static_cast<std::size_t>(facet)].emplace();
    for (const std::string& value : values) {
      set.UniteWith(
          *stem_sets.FindTerm(reader, schema::Term(prefix, fold ? FoldKey(value) : value)));
    }
  };
  any_of(Facet::kShow, schema::kShowPrefix, filter.shows, false);
  any_of(Facet::kPerson, schema::kPersonPrefix, filter.persons, true);
  any_of(Facet::kTag, schema::kTagPrefix, filter.tags, true);
  if (!filter.years.empty()) {
    EpisodeSet& set = parts_[static_cast<std::size_t>(Facet::kYear)].emplace();
    for (const int year : filter.years) {
      AddPublished(*reader.view, {FirstDayOf(year), FirstDayOf(year + 1)}, set);
    }
  }
  if (filter.has_transcript) {
    assert(table != nullptr);
    parts_[static_cast<std::size_t>(Facet::kTranscript)] =
        table->WithTranscript(*filter.has_transcript);
  }
  if (!days.empty()) AddPublished(*reader.view, days, parts_[kDates].emplace());
}

std::optional<EpisodeSet> EpisodeFilter::Passing(std::optional<Facet> without) const {
  std::optional<EpisodeSet> passing;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i] || (without && i == static_cast<std::size_t>(*without))) continue;
    if (passing) {
      passing->IntersectWith(*parts_[i]);
    } else {
      passing = parts_[i];
    }
  }
  return passing;
}

}  // namespace cuepoint
