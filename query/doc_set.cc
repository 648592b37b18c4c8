#include "query/doc_set.h"

#include <cassert>

namespace cuepoint {

DocRanges RangesOf(const std::vector<Xapian::docid>& docids) {
  DocRanges ranges;
  for (const Xapian::docid docid : docids) {
    if (!ranges.empty() && ranges.back().last + 1 == docid) {
      ranges.back().last = docid;
    } else {
      assert(ranges.empty() || docid > ranges.back().last);
      ranges.push_back({docid, docid});
    }
  }
  return ranges;
}

}  // namespace cuepoint
