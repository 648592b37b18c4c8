#include "query/bm25.h"

#include <algorithm>
#include <cmath>

#include "indexer/schema.h"

namespace cuepoint {

double Bm25Idf(double documents, double term_frequency) {
  const double rest = std::max(0.0, documents - term_frequency);
  return std::log1p((rest + 0.5) / (term_frequency + 0.5));
}

Bm25Parts ExplainBm25(Bm25Parameters parameters, KindStatistics statistics, double term_frequency,
                      double wdf, double length) {
  Bm25Parts parts;
  parts.tf = wdf / schema::kWdfScale;
  parts.idf = Bm25Idf(statistics.documents, term_frequency);
  parts.length_norm =
      1 - parameters.b + parameters.b * length / std::max(1.0, statistics.average_length);
  const double bound = parts.tf + parameters.k1 * parts.length_norm;
  if (bound > 0) parts.weight = parts.idf * (parameters.k1 + 1) * parts.tf / bound;
  return parts;
}

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

}  // namespace cuepoint
