// Sets of documents: what a phrase or a filter was resolved to.
#ifndef CUEPOINT_QUERY_DOC_SET_H_
#define CUEPOINT_QUERY_DOC_SET_H_

#include <vector>

#include <xapian.h>

namespace cuepoint {

/// Documents first … last, both included.
struct DocRange {
  Xapian::docid first = 0;
  Xapian::docid last = 0;
};

/// Disjoint ranges.
using DocRanges = std::vector<DocRange>;

/// The ranges of sorted, distinct document ids.
DocRanges RangesOf(const std::vector<Xapian::docid>& docids);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_DOC_SET_H_
