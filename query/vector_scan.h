// Search among vectors: the cosine of a query with every row, none left out; or, in a matrix so
// large that it has a sketch, with the rows that the sketch finds likeliest.
//
//   VectorScan scan(matrix, vector);
//   for (const ScoredEpisode& episode : scan.TopEpisodes(100)) …
#ifndef CUEPOINT_QUERY_VECTOR_SCAN_H_
#define CUEPOINT_QUERY_VECTOR_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "query/sign_sketch.h"
#include "query/stem_sets.h"
#include "query/vector_kernels.h"
#include "query/vector_matrix.h"

namespace cuepoint {

struct ScoredRow {
  float score = 0;  ///< Cosine with the query.
  std::size_t row = 0;

  bool operator==(const ScoredRow&) const = default;
};

struct ScoredEpisode {
  float score = 0;  ///< The best of its rows'.
  std::uint32_t episode = 0;
  std::size_t row = 0;  ///< That row; the first of equals.

  bool operator==(const ScoredEpisode&) const = default;
};

/// One query against one matrix. Scores are within 0.0001 of the cosines of the float query with
/// the stored rows, and the same bits on every processor. Immutable, thread-safe.
class VectorScan {
 public:
  /// `query`: a unit vector (or all zeros, with which every score is 0) of as many dimensions as
  /// the matrix, which must outlive the scan.
  VectorScan(const VectorMatrix& matrix, std::span<const float> query,
             Kernel kernel = AvailableKernels().back());
  /// The same with the matrix's sketch, unless null; it and `query` must outlive the scan, too.
  VectorScan(const VectorMatrix& matrix, std::span<const float> query, const SignSketch* sketch);
  VectorScan(const VectorScan&) = delete;
  VectorScan& operator=(const VectorScan&) = delete;

  /// The scores of a range of rows, in their order; `scores` has as many values.
  void Dot(RowRange rows, std::span<float> scores) const;
  /// The scores of all rows.
  void Dot(std::span<float> scores) const { Dot({0, matrix_.rows()}, scores); }

  /// Raises best[episode] to the score of the episode's best row, for every episode of the matrix,
  /// of which the vector has to have room for the last; with `filter`, of its episodes. Reads every
  /// row of these.
  void RaiseBest(std::vector<float>& best, const EpisodeSet* filter = nullptr) const;

  /// Likeliest rows that are scored for each one that is asked for, and at least: of the best
  /// hundred among a million rows hardly one is missed so (bench/RESULTS.md).
  static constexpr std::size_t kRowsPerWanted = 64;
  static constexpr std::size_t kLeastRows = 2048;

  /// The `limit` best rows, best first, equals in the order of rows; with `filter`, only those of
  /// its episodes, whose rows alone are read. Exact without a sketch, and wherever a sketch would
  /// save little: for much of the matrix or a narrow filter.
  std::vector<ScoredRow> TopRows(std::size_t limit, const EpisodeSet* filter = nullptr) const;

  /// The `limit` best episodes by their best row, in the same order.
  std::vector<ScoredEpisode> TopEpisodes(std::size_t limit,
                                         const EpisodeSet* filter = nullptr) const;

 private:
  // Calls visit(row, score) for each row that passes the filter, in order; where a sketch saves
  // work, only for rows likely to be among the best `limit`.
  template <class Visit>
  void ForEach(std::size_t limit, const EpisodeSet* filter, Visit visit) const;
  template <class Visit>
  void ForEachLikely(std::size_t count, const EpisodeSet* filter, Visit visit) const;
  /// How many rows the sketch should find, or 0 for an exact scan.
  std::size_t LikelyRows(std::size_t limit, const EpisodeSet* filter) const;

  // The query in the kernels' form; all three begin at a multiple of 64.
  struct alignas(VectorMatrix::kAlignment) Block {
    std::int8_t bytes[VectorMatrix::kAlignment];
  };

  const VectorMatrix& matrix_;
  const SignSketch* sketch_ = nullptr;
  std::span<const float> vector_;  // With a sketch only.
  DotKernel kernel_;
  std::vector<Block> storage_;
  KernelQuery query_;
  double scale_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VECTOR_SCAN_H_
