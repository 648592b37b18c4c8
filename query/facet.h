// What an answer can be narrowed by, and how many of its episodes each choice would leave.
#ifndef CUEPOINT_QUERY_FACET_H_
#define CUEPOINT_QUERY_FACET_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuepoint {

enum class Facet { kShow, kPerson, kTag, kYear, kTranscript };

inline constexpr std::array kAllFacets = {Facet::kShow, Facet::kPerson, Facet::kTag, Facet::kYear,
                                          Facet::kTranscript};

/// "show", "person", "tag", "year" or "has_transcript": also the name of the filter that takes the
/// facet's values.
std::string_view Name(Facet facet);
/// The facet with that name, or nothing.
std::optional<Facet> ParseFacet(std::string_view name);
/// The facets named in "person,year", in that order, each once. The error is the first name that
/// is none.
struct FacetList {
  std::vector<Facet> facets;
  std::optional<std::string> unknown;
};
FacetList ParseFacets(std::string_view names);

/// One choice.
struct FacetValue {
  std::string value;       ///< As the filter takes it: "Max Inden", "2025", "true".
  std::string title = {};  ///< Of a show; empty for everything else.
  std::size_t count = 0;   ///< Episodes that match and have it; at least 1.

  bool operator==(const FacetValue&) const = default;
};

/// The choices of one facet, the most frequent first, equals by value.
struct FacetCounts {
  /// Values that are listed.
  static constexpr std::size_t kMaxValues = 100;

  Facet facet = Facet::kShow;
  std::vector<FacetValue> values;
  std::size_t more = 0;  ///< Values beyond those.

  bool operator==(const FacetCounts&) const = default;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_FACET_H_
