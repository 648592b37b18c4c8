#include "query/bm25.h"

#include <algorithm>
#include <cmath>

#include "indexer/schema.h"

namespace cuepoint {

double Bm25Idf(double documents, double term_frequency) {
  const double rest = std::max(0.0, documents - term_frequency);
  return std::log1p((rest + 0.5) / (term_frequency + 0.5));
}

Bm25Saturation::Bm25Saturation(Bm25Parameters parameters, KindStatistics statistics)
    : constant_norm_(parameters.k1 * (1 - parameters.b) * schema::kWdfScale),
      length_norm_(parameters.k1 * parameters.b / std::max(1.0, statistics.average_length) *
                   schema::kWdfScale) {}

Bm25Parts ExplainBm25(Bm25Parameters parameters, KindStatistics statistics, double term_frequency,
                      double wdf, double length) {
  Bm25Parts parts;
  parts.tf = wdf / schema::kWdfScale;
  parts.idf = Bm25Idf(statistics.documents, term_frequency);
  parts.length_norm =
      1 - parameters.b + parameters.b * length / std::max(1.0, statistics.average_length);
  const Bm25Saturation saturation(parameters, statistics);
  if (wdf > 0) {
    parts.weight =
        parts.idf * (parameters.k1 + 1) * static_cast<double>(saturation.Impact(wdf, length));
  }
  return parts;
}

}  // namespace cuepoint
