// All vectors of an index in one piece of memory, in the order of their episodes.
#ifndef CUEPOINT_QUERY_VECTOR_MATRIX_H_
#define CUEPOINT_QUERY_VECTOR_MATRIX_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "indexer/quantized_vector.h"

namespace cuepoint {

/// What a row is the vector of.
struct RowLabel {
  std::uint32_t episode = 0;  ///< Document id of the episode.
  std::uint32_t passage = 0;  ///< Ordinal of the passage within it.

  auto operator<=>(const RowLabel&) const = default;
};

/// A half-open range of rows.
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const RowRange&) const = default;
};

/// Frees what was allocated with this alignment.
class AlignedDelete {
 public:
  explicit AlignedDelete(std::align_val_t alignment = {}) : alignment_(alignment) {}
  void operator()(std::int8_t* values) const { ::operator delete[](values, alignment_); }

 private:
  std::align_val_t alignment_;
};

/// int8 rows with a scale and a label each. Filled by one thread; after that, const functions are
/// thread-safe.
class VectorMatrix {
 public:
  /// Rows begin at multiples of this many bytes and are filled up with zeros.
  static constexpr std::size_t kAlignment = 64;
  /// So that every dot product fits 32 bits (query/vector_kernels.h).
  static constexpr std::size_t kMaxDimensions = 4096;

  /// A matrix without rows. `dimensions` is 1 … kMaxDimensions.
  explicit VectorMatrix(std::size_t dimensions);

  /// Makes room for this many rows in all; saves copies, nothing else.
  void Reserve(std::size_t rows);
  /// Adds a row of dimensions() values. Labels must come in ascending order.
  void Add(RowLabel label, const QuantizedView& vector);

  std::size_t dimensions() const { return dimensions_; }
  std::size_t rows() const { return labels_.size(); }
  /// Bytes from one row to the next.
  std::size_t stride() const { return stride_; }
  /// The first row; kAlignment-aligned.
  const std::int8_t* data() const { return values_.get(); }
  float scale(std::size_t row) const { return scales_[row]; }
  RowLabel label(std::size_t row) const { return labels_[row]; }
  std::span<const RowLabel> labels() const { return labels_; }
  /// The rows of an episode, in order of passage; empty when it has none. Logarithmic.
  RowRange RowsOf(std::uint32_t episode) const;
  /// Memory in use.
  std::size_t bytes() const;

 private:
  std::size_t dimensions_;
  std::size_t stride_;
  std::size_t capacity_rows_ = 0;
  std::unique_ptr<std::int8_t[], AlignedDelete> values_;
  std::vector<float> scales_;
  std::vector<RowLabel> labels_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VECTOR_MATRIX_H_
