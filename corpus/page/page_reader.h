// The reader for a plain page of show notes: the text of a podcast's web page, as copied or saved,
// with the episodes one after the other.
#ifndef CUEPOINT_CORPUS_PAGE_PAGE_READER_H_
#define CUEPOINT_CORPUS_PAGE_PAGE_READER_H_

#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// What a page gave.
struct PageContent {
  std::vector<Episode> episodes;  ///< In page order; ids are empty.
  std::vector<Error> warnings;    ///< What was inferred or repaired, with line numbers.
};

/// Reads a page. Any bytes are accepted; the time is close to linear in their number. A page
/// without a recognisable episode gives none. Thread-safe.
PageContent ReadPage(std::string_view page);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_PAGE_PAGE_READER_H_
