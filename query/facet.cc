#include "query/facet.h"

#include <algorithm>

namespace cuepoint {

std::string_view Name(Facet facet) {
  switch (facet) {
    case Facet::kShow:
      return "show";
    case Facet::kPerson:
      return "person";
    case Facet::kTag:
      return "tag";
    case Facet::kYear:
      return "year";
    case Facet::kTranscript:
      return "has_transcript";
  }
  return "show";
}

std::optional<Facet> ParseFacet(std::string_view name) {
  for (const Facet facet : kAllFacets) {
    if (name == Name(facet)) return facet;
  }
  return std::nullopt;
}

FacetList ParseFacets(std::string_view names) {
  FacetList list;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.empty()) continue;
    const std::optional<Facet> facet = ParseFacet(name);
    if (!facet) {
      list.unknown = name;
      return list;
    }
    if (std::find(list.facets.begin(), list.facets.end(), *facet) == list.facets.end()) {
      list.facets.push_back(*facet);
    }
  }
  return list;
}

}  // namespace cuepoint
