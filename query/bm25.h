// BM25 over one kind of document.
#ifndef CUEPOINT_QUERY_BM25_H_
#define CUEPOINT_QUERY_BM25_H_

#include <xapian.h>

namespace cuepoint {

/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
struct Bm25Parameters {
  double k1 = 1.2;
  double b = 0.75;
};

/// The documents of one kind, in scaled wdf (schema.h). Xapian's own averages run over all
/// documents, and an index mixes long episodes with short passages.
struct KindStatistics {
  double documents = 0;
  double average_length = 1;
};

/// The weight of one occurrence-count: idf · (k1 + 1) · tf / (tf + k1 · (1 − b + b · length /
/// average)), with tf the wdf over schema::kWdfScale and idf = ln(1 + (N − n + ½) / (n + ½)), which
/// is never negative (as in Lucene's BM25Similarity).
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

/// The idf that KindBm25 uses.
double Bm25Idf(double documents, double term_frequency);

/// What a weight is made of: weight = idf · (k1 + 1) · tf / (tf + k1 · length_norm).
struct Bm25Parts {
  double tf = 0;
  double idf = 0;
  double length_norm = 1;  ///< 1 − b + b · length / average.
  double weight = 0;
};

/// The weight that KindBm25 gives `wdf` occurrences in a document of this length (both scaled), of
/// a term that `term_frequency` documents have.
Bm25Parts ExplainBm25(Bm25Parameters parameters, KindStatistics statistics, double term_frequency,
                      double wdf, double length);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_BM25_H_
