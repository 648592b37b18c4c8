// What Xapian makes of a plan: its own matching and weighting, which plan_scorer.h is held against.
#ifndef CUEPOINT_TESTS_QUERY_XAPIAN_ORACLE_H_
#define CUEPOINT_TESTS_QUERY_XAPIAN_ORACLE_H_

#include <xapian.h>

#include "query/bm25.h"
#include "query/plan_scorer.h"

namespace cuepoint {

/// BM25 with statistics of one kind of documents, in double precision.
class KindBm25 : public Xapian::Weight {
 public:
  KindBm25(Bm25Parameters parameters, KindStatistics statistics);

  std::string name() const override { return "cuepoint::KindBm25"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                     Xapian::termcount unique_terms) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount length, Xapian::termcount unique_terms) const override;
  double get_maxextra() const override;

 private:
  KindBm25* clone() const override;
  void init(double factor) override;

  Bm25Parameters parameters_;
  KindStatistics statistics_;
  double term_weight_ = 0;    // idf · (k1 + 1) · repetitions in the query.
  double constant_norm_ = 0;  // k1 · (1 − b), in scaled wdf.
  double length_norm_ = 0;    // k1 · b / average, in scaled wdf per scaled length.
};

/// The Xapian query for a plan whose conditions have been resolved.
Xapian::Query Translate(const PlanNode& plan, Target target);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_QUERY_XAPIAN_ORACLE_H_
