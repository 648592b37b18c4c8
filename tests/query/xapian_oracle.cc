#include "tests/query/xapian_oracle.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/schema.h"
#include "query/doc_set.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// A set of documents inside a match, without weight.
class DocSetSource : public Xapian::PostingSource {
 public:
  explicit DocSetSource(std::shared_ptr<const DocRanges> ranges) : ranges_(std::move(ranges)) {}

  PostingSource* clone() const override { return new DocSetSource(ranges_); }
  std::string name() const override { return "cuepoint::DocSetSource"; }

  void init(const Xapian::Database& /*database*/) override {
    index_ = 0;
    current_ = 0;
    set_maxweight(0);
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
  double get_weight() const override { return 0; }

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

Xapian::Query DocSetQuery(DocRanges ranges) {
  if (ranges.empty()) return Xapian::Query::MatchNothing;
  std::sort(ranges.begin(), ranges.end(),
            [](const DocRange& a, const DocRange& b) { return a.first < b.first; });
  auto* source = new DocSetSource(std::make_shared<const DocRanges>(std::move(ranges)));
  return Xapian::Query(source->release());
}

/// Xapian queries for a plan, over one kind of document.
class Translator {
 public:
  static std::string_view PrefixOf(Target target) {
    switch (target) {
      case Target::kEpisodes:
        return schema::kEpisodeStemPrefix;
      case Target::kTitles:
        return schema::kTitleStemPrefix;
      case Target::kPassages:
      case Target::kMoments:
        return schema::kPassageStemPrefix;
    }
    return {};
  }

  explicit Translator(Target target) : target_(target), prefix_(PrefixOf(target)) {}

  Xapian::Query Translate(const PlanNode& node) const {
    switch (node.kind) {
      case Kind::kStem:
        return Stem(node);
      case Kind::kPhrase:
      case Kind::kNear:
        return Text(node);
      case Kind::kFilter:
        // Holds for the episode as a whole.
        return target_ == Target::kMoments ? Xapian::Query::MatchNothing : Set(node);
      case Kind::kAnd:
        return All(node);
      case Kind::kOr:
        return Any(node.children);
      case Kind::kAlso:
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Translate(node.children.front()),
                             node.weight);
      case Kind::kMust:
      case Kind::kOptional:
        return Translate(node.children.front());
      case Kind::kNot:
        return Xapian::Query(Xapian::Query::OP_AND_NOT, Everything(),
                             Translate(node.children.front()));
      case Kind::kNothing:
        return Xapian::Query::MatchNothing;
    }
    return Xapian::Query::MatchNothing;
  }

 private:
  Xapian::Query Stem(const PlanNode& node) const {
    std::vector<Xapian::Query> forms;
    for (const std::string& form : node.forms) forms.emplace_back(schema::Term(prefix_, form));
    if (forms.size() == 1) return forms.front();
    // Not OP_MAX: two of them side by side crash Xapian 1.4.
    return Xapian::Query(Xapian::Query::OP_SYNONYM, forms.begin(), forms.end());
  }

  Xapian::Query Any(const std::vector<PlanNode>& nodes) const {
    std::vector<Xapian::Query> children;
    for (const PlanNode& node : nodes) children.push_back(Translate(node));
    return Xapian::Query(Xapian::Query::OP_OR, children.begin(), children.end());
  }

  Xapian::Query All(const PlanNode& node) const {
    std::vector<Xapian::Query> required;
    std::vector<Xapian::Query> optional;
    std::vector<Xapian::Query> excluded;
    for (const PlanNode& child : node.children) {
      if (child.kind == Kind::kNot) {
        excluded.push_back(Translate(child.children.front()));
      } else if (child.kind == Kind::kOptional) {
        optional.push_back(Translate(child));
      } else {
        required.push_back(Translate(child));
      }
    }
    if (target_ == Target::kMoments) {
      std::move(optional.begin(), optional.end(), std::back_inserter(required));
      optional.clear();
    }
    if (required.empty() && target_ != Target::kMoments) required.push_back(Everything());
    Xapian::Query query(target_ == Target::kMoments ? Xapian::Query::OP_OR : Xapian::Query::OP_AND,
                        required.begin(), required.end());
    if (!optional.empty()) {
      query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                            Xapian::Query(Xapian::Query::OP_OR, optional.begin(), optional.end()));
    }
    if (!excluded.empty()) {
      query = Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                            Xapian::Query(Xapian::Query::OP_OR, excluded.begin(), excluded.end()));
    }
    return query;
  }

  Xapian::Query Set(const PlanNode& node) const {
    return DocSetQuery(target_ == Target::kEpisodes ? RangesOf(node.places.episodes)
                                                    : node.places.passages);
  }

  Xapian::Query Text(const PlanNode& node) const {
    if (target_ == Target::kTitles) {
      // Another name of a word: its words, wherever they stand in the title.
      std::vector<Xapian::Query> words;
      for (const PlanNode& child : node.children) words.push_back(Translate(child));
      return Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end());
    }
    const Xapian::Query evidence = Any(node.children);
    // Whatever an episode with this title says may be worth showing, but does not have to be.
    if (target_ == Target::kMoments && node.field == QueryField::kTitle) return evidence;
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, Set(node), evidence);
  }

  /// All documents of the kind.
  Xapian::Query Everything() const {
    const auto kind = [](std::string_view term) { return Xapian::Query(std::string(term)); };
    Xapian::Query all = kind(schema::kEpisodeKind);
    if (target_ == Target::kPassages || target_ == Target::kMoments) {
      all = kind(schema::kChapterKind) | kind(schema::kWindowKind);
    }
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, all, 0);
  }

  Target target_;
  std::string_view prefix_;
};

}  // namespace

KindBm25::KindBm25(Bm25Parameters parameters, KindStatistics statistics)
    : parameters_(parameters), statistics_(statistics) {
  need_stat(TERMFREQ);
  need_stat(WDF);
  need_stat(WQF);
  need_stat(DOC_LENGTH);
  need_stat(DOC_LENGTH_MIN);
  need_stat(WDF_MAX);
}

KindBm25* KindBm25::clone() const { return new KindBm25(parameters_, statistics_); }

void KindBm25::init(double factor) {
  const double scale = schema::kWdfScale;
  const double average = std::max(1.0, statistics_.average_length);
  term_weight_ =
      factor * get_wqf() * (parameters_.k1 + 1) * Bm25Idf(statistics_.documents, get_termfreq());
  // tf / (tf + norm) with tf = wdf / scale is wdf / (wdf + norm · scale).
  constant_norm_ = parameters_.k1 * (1 - parameters_.b) * scale;
  length_norm_ = parameters_.k1 * parameters_.b / average * scale;
}

double KindBm25::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                             Xapian::termcount /*unique_terms*/) const {
  const double count = wdf;
  return term_weight_ * count / (count + constant_norm_ + length_norm_ * length);
}

double KindBm25::get_maxpart() const {
  const double count = get_wdf_upper_bound();
  if (count == 0) return 0;
  // A document is at least as long as its count, and the weight grows with the count along that
  // line.
  const double length = std::max<double>(count, get_doclength_lower_bound());
  return term_weight_ * count / (count + constant_norm_ + length_norm_ * length);
}

double KindBm25::get_sumextra(Xapian::termcount, Xapian::termcount) const { return 0; }
double KindBm25::get_maxextra() const { return 0; }

Xapian::Query Translate(const PlanNode& plan, Target target) {
  return Translator(target).Translate(plan);
}

}  // namespace cuepoint
