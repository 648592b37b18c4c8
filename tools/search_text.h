// A search's answer as a page for people.
#ifndef CUEPOINT_TOOLS_SEARCH_TEXT_H_
#define CUEPOINT_TOOLS_SEARCH_TEXT_H_

#include <cstddef>
#include <string>

#include "query/search.h"
#include "tools/terminal.h"

namespace cuepoint {

/// What the page depends on besides the answer.
struct SearchTextOptions {
  Terminal terminal;
  std::size_t offset = 0;  ///< Of the first hit; ranks count from there.
  bool explain = false;    ///< Add what the score is made of.
};

/// The hits, one paragraph each, wrapped to the terminal's width. With Group::kEpisodes:
///
///    1. QUIC with Lars Eggert
///       #17 · 2025-12-09 · 1 h 26 min · with Lars Eggert · netstack-17
///       …how QUIC recovers from loss…
///          9:42  QUIC and HTTP/3 in Firefox  https://example.org/17#t=582
///
/// and with Group::kMoments the moment first and its episode below. Empty without hits. All text is
/// made safe to print. Pure.
std::string SearchText(const SearchResponse& response, const SearchTextOptions& options);

/// The line below: "3 episodes in 0.40 ms", or "10 of 53 episodes in 0.40 ms; --offset 10 for
/// more".
std::string SearchSummary(const SearchResponse& response, std::size_t offset);

/// The facts line of an episode, "#17 · 2025-12-09 · 1 h 26 min · with Lars Eggert · netstack-17",
/// safe to print; with the show's title first on request. Shared with `show`.
std::string EpisodeFacts(const EpisodeSummary& episode, bool with_show);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SEARCH_TEXT_H_
