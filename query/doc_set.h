// Sets of documents inside a match: what a phrase or a filter was resolved to, as a part of a
// query.
#ifndef CUEPOINT_QUERY_DOC_SET_H_
#define CUEPOINT_QUERY_DOC_SET_H_

#include <vector>

#include <xapian.h>

namespace cuepoint {

/// Documents first … last, both included, and what being one of them adds to a score.
struct DocRange {
  Xapian::docid first = 0;
  Xapian::docid last = 0;
  double weight = 0;
};

/// Disjoint ranges.
using DocRanges = std::vector<DocRange>;

/// The ranges of sorted, distinct document ids.
DocRanges RangesOf(const std::vector<Xapian::docid>& docids);

/// A query that matches exactly these documents, each with the weight of its range. Ranges may come
/// in any order; without any it matches nothing.
Xapian::Query DocSetQuery(DocRanges ranges);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_DOC_SET_H_
