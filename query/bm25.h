// BM25 over one kind of document.
#ifndef CUEPOINT_QUERY_BM25_H_
#define CUEPOINT_QUERY_BM25_H_

namespace cuepoint {

/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
struct Bm25Parameters {
  double k1 = 1.2;
  double b = 0.75;
};

/// The documents of one kind, in scaled wdf (schema.h). An index mixes long episodes with short
/// passages, whose averages have to be kept apart.
struct KindStatistics {
  double documents = 0;
  double average_length = 1;
};

/// ln(1 + (N − n + ½) / (n + ½)), which is never negative (as in Lucene's BM25Similarity).
double Bm25Idf(double documents, double term_frequency);

/// The weight of a word in a document is idf · (k1 + 1) · impact; this is the impact, which does
/// not depend on how many documents have the word:
///
///   tf / (tf + k1 · (1 − b + b · length / average)),   tf = wdf / schema::kWdfScale
///
/// As a float, in which posting lists keep it: a score is made of what they have, and so is its
/// explanation.
class Bm25Saturation {
 public:
  Bm25Saturation(Bm25Parameters parameters, KindStatistics statistics);

  /// `wdf` and `length` scaled; in (0, 1] for a `wdf` above 0.
  float Impact(double wdf, double length) const {
    return static_cast<float>(wdf / (wdf + constant_norm_ + length_norm_ * length));
  }

 private:
  double constant_norm_;  // k1 · (1 − b), in scaled wdf.
  double length_norm_;    // k1 · b / average, in scaled wdf per scaled length.
};

/// What a weight is made of: weight = idf · (k1 + 1) · impact.
struct Bm25Parts {
  double tf = 0;
  double idf = 0;
  double length_norm = 1;  ///< 1 − b + b · length / average.
  double weight = 0;
};

/// The weight of `wdf` occurrences in a document of this length (both scaled), of a term that
/// `term_frequency` documents have.
Bm25Parts ExplainBm25(Bm25Parameters parameters, KindStatistics statistics, double term_frequency,
                      double wdf, double length);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_BM25_H_
