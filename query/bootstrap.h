// Whether a difference between two rankings is more than luck of the queries.
#ifndef CUEPOINT_QUERY_BOOTSTRAP_H_
#define CUEPOINT_QUERY_BOOTSTRAP_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace cuepoint {

/// The mean difference of a measure between two runs over the same queries, and where it would lie
/// for 95 of 100 sets of queries like these.
struct PairedDifference {
  double mean = 0;  ///< Of `run` minus `baseline`.
  double low = 0;   ///< 2.5th percentile.
  double high = 0;  ///< 97.5th percentile.

  /// The interval leaves zero out.
  bool IsSignificant() const { return low > 0 || high < 0; }
};

/// Percentile bootstrap of paired differences (Efron, Annals of Statistics 1979; for retrieval:
/// Sakai, SIGIR 2006): queries are drawn with replacement `resamples` times. `baseline` and `run`
/// have one value for each query, in the same order; without queries everything is 0. The same
/// seed gives the same interval on every machine. Time: resamples times queries. Pure.
PairedDifference PairedBootstrap(std::span<const double> baseline, std::span<const double> run,
                                 std::size_t resamples = 10'000, std::uint64_t seed = 1);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_BOOTSTRAP_H_
