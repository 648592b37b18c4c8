// One episode as a page for people.
#ifndef CUEPOINT_TOOLS_EPISODE_TEXT_H_
#define CUEPOINT_TOOLS_EPISODE_TEXT_H_

#include <string>

#include "corpus/model.h"
#include "tools/terminal.h"

namespace cuepoint {

/// Title and facts, description, every chapter with its time and notes, people and links, wrapped
/// to the terminal's width, and what sponsors had to say `with_sponsors`. Of a transcript only the
/// length is told. All text is made safe to print. Pure.
std::string EpisodeText(const Episode& episode, const Terminal& terminal,
                        bool with_sponsors = false);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_EPISODE_TEXT_H_
