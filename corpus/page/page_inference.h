// What the episodes of one page tell about each other: the show they belong to, and numbers and
// addresses that some carry and the others lack.
#ifndef CUEPOINT_CORPUS_PAGE_PAGE_INFERENCE_H_
#define CUEPOINT_CORPUS_PAGE_PAGE_INFERENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// An episode as read from its own part of the page.
struct PageEpisode {
  Episode episode;
  std::string show_name;  ///< As spelled in its notes; may be empty.
  std::size_t line = 0;   ///< Of its title.
};

/// Completes `episodes`, in page order, and says in `warnings` what was inferred.
/// - The show is called `show_name`, in the notes' spelling where they have one; its url is the
/// site
///   of the episodes' pages, and its links to a time fit their fragments.
/// - A missing number is filled in where at least two neighbours carry numbers that fit their
/// places
///   on the page (each one less, or one more, than the one before), and dates run the same way.
///   Beyond the first and last known number the dates must also keep the usual distance.
/// - A missing address is filled in where at least two known ones differ only by the number at
/// their
///   end.
void InferAcrossEpisodes(std::string_view show_name, std::vector<PageEpisode>& episodes,
                         std::vector<Error>& warnings);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PAGE_PAGE_INFERENCE_H_
