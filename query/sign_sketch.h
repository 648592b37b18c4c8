// Which rows of a large matrix are worth scoring exactly: those whose signs agree best with the
// query.
//
// A row is kept as one bit a dimension, whether its value is above the mean of that dimension: an
// eighth of what an exact scan reads. A query is not reduced to bits: four dimensions of a row are
// an index into a table of sixteen sums of the query's values, looked up for 32 rows at a time
// within registers (André, Kermarrec, Le Scouarnec: Cache locality is not enough, VLDB 2015). The
// sums order rows nearly as their cosines do; the best few thousand, scored exactly, hold all but
// a few of the true best hundred (bench/RESULTS.md has how many).
#ifndef CUEPOINT_QUERY_SIGN_SKETCH_H_
#define CUEPOINT_QUERY_SIGN_SKETCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "query/stem_sets.h"
#include "query/vector_matrix.h"

namespace cuepoint {

/// The signs of the rows of one matrix. Immutable, thread-safe.
class SignSketch {
 public:
  /// That of `matrix`; nothing where this processor could not use it (it needs AVX2).
  static std::optional<SignSketch> Of(const VectorMatrix& matrix);

  /// The `count` rows that agree best with `query`, in ascending order; with `filter`, of its
  /// episodes only. `matrix` is the one that the sketch was made of, `query` as for VectorScan.
  std::vector<std::size_t> Likeliest(const VectorMatrix& matrix, std::span<const float> query,
                                     std::size_t count, const EpisodeSet* filter = nullptr) const;

  std::size_t bytes() const { return codes_.size(); }

 private:
  explicit SignSketch(const VectorMatrix& matrix);

  std::size_t rows_;
  std::size_t positions_;  // Groups of four dimensions, filled up to an even number.
  /// For each 32 rows and pair of positions, 32 bytes: a row's two groups of four bits.
  std::vector<std::uint8_t> codes_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SIGN_SKETCH_H_
