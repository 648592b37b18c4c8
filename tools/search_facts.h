// What an answer says beside its hits: counts of facets, parts of scores, where the time went.
#ifndef CUEPOINT_TOOLS_SEARCH_FACTS_H_
#define CUEPOINT_TOOLS_SEARCH_FACTS_H_

#include <string>
#include <vector>

#include "query/search.h"
#include "tools/terminal.h"

namespace cuepoint {

/// The facets as a table, the values of each wrapped to the terminal's width:
///
///   person  Max Inden 3 · Terts Diepraam 2
///   year    2025 9 · 2024 1
///
/// Empty without facets. Safe to print. Pure.
std::string FacetText(const SearchResponse& response, const Terminal& terminal);

/// The parts of a hit's score, one line each, the values under each other:
///
///   0.4210  bm25:quic  tf 3.5  idf 2.1032  length_norm 0.93
///
/// Safe to print. Pure.
std::vector<std::string> ExplanationTable(const Hit& hit);

/// "dnssec in 1 episode (0 titles), zone in 2 episodes (1 title)". Safe to print. Pure.
std::string WordsLine(const SearchResponse& response);

/// "parse 0.01 ms, plan 0.05 ms, lexical 0.21 ms".
std::string StagesLine(const SearchResponse& response);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SEARCH_FACTS_H_
