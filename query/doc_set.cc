#include "query/doc_set.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

namespace cuepoint {
namespace {

class DocSetSource : public Xapian::PostingSource {
 public:
  explicit DocSetSource(std::shared_ptr<const DocRanges> ranges) : ranges_(std::move(ranges)) {}

  PostingSource* clone() const override { return new DocSetSource(ranges_); }
  std::string name() const override { return "cuepoint::DocSetSource"; }

  void init(const Xapian::Database& /*database*/) override {
    index_ = 0;
    current_ = 0;
    double most = 0;
    for (const DocRange& range : *ranges_) most = std::max(most, range.weight);
    set_maxweight(most);
  }
  // The ranges may cover document ids that were deleted, so the size is an upper bound; Xapian only
  // estimates with it.
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return Size(); }
  Xapian::doccount get_termfreq_max() const override { return Size(); }

  void next(double /*min_weight*/) override { MoveTo(current_ + 1); }
  void skip_to(Xapian::docid docid, double /*min_weight*/) override {
    if (docid > current_) MoveTo(docid);
  }
  bool check(Xapian::docid docid, double /*min_weight*/) override {
    if (docid > current_) MoveTo(docid);
    return true;
  }
  bool at_end() const override { return index_ == ranges_->size(); }
  Xapian::docid get_docid() const override { return current_; }
  double get_weight() const override { return (*ranges_)[index_].weight; }

 private:
  /// To the first member at or after `docid`.
  void MoveTo(Xapian::docid docid) {
    const auto found = std::lower_bound(
        ranges_->begin() + static_cast<DocRanges::difference_type>(index_), ranges_->end(), docid,
        [](const DocRange& range, Xapian::docid wanted) { return range.last < wanted; });
    index_ = static_cast<std::size_t>(found - ranges_->begin());
    if (!at_end()) current_ = std::max(docid, found->first);
  }

  Xapian::doccount Size() const {
    Xapian::doccount size = 0;
    for (const DocRange& range : *ranges_) size += range.last - range.first + 1;
    return size;
  }

  std::shared_ptr<const DocRanges> ranges_;
  std::size_t index_ = 0;
  Xapian::docid current_ = 0;
};

}  // namespace

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

Xapian::Query DocSetQuery(DocRanges ranges) {
  if (ranges.empty()) return Xapian::Query::MatchNothing;
  std::sort(ranges.begin(), ranges.end(),
            [](const DocRange& a, const DocRange& b) { return a.first < b.first; });
  auto* source = new DocSetSource(std::make_shared<const DocRanges>(std::move(ranges)));
  return Xapian::Query(source->release());
}

}  // namespace cuepoint
