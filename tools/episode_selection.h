// Episodes named on a command line, by id or by number.
#ifndef CUEPOINT_TOOLS_EPISODE_SELECTION_H_
#define CUEPOINT_TOOLS_EPISODE_SELECTION_H_

#include <string>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// What the names stand for.
struct EpisodeSelection {
  std::vector<Episode> episodes;     ///< In the order of the names.
  std::vector<std::string> missing;  ///< Names that no episode has.
};

/// Finds the episodes of the index at `dir`: a name is an id, or else a number. Errors: those of
/// Engine::Open, and kInvalidArgument for a number that several episodes have, with their ids.
Result<EpisodeSelection> SelectEpisodes(const std::string& dir,
                                        const std::vector<std::string>& names);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_EPISODE_SELECTION_H_
