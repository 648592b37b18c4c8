#include "query/vector_matrix.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cuepoint {

namespace {

constexpr std::size_t RoundUp(std::size_t value, std::size_t unit) {
  return (value + unit - 1) / unit * unit;
}

// From here on huge pages pay: a scan touches every page, and their number is what it waits for.
constexpr std::size_t kHugePage = std::size_t{2} << 20;

std::align_val_t AlignmentFor(std::size_t bytes) {
  return std::align_val_t{bytes >= kHugePage ? kHugePage : VectorMatrix::kAlignment};
}

}  // namespace

VectorMatrix::VectorMatrix(std::size_t dimensions)
    : dimensions_(dimensions), stride_(RoundUp(dimensions, kAlignment)) {
  assert(dimensions > 0 && dimensions <= kMaxDimensions);
}

void VectorMatrix::Reserve(std::size_t rows) {
  if (rows <= capacity_rows_) return;
  const std::size_t bytes = rows * stride_;
  const std::align_val_t alignment = AlignmentFor(bytes);
  std::unique_ptr<std::int8_t[], AlignedDelete> values(
      static_cast<std::int8_t*>(::operator new[](bytes, alignment)), AlignedDelete(alignment));
#if defined(MADV_HUGEPAGE)
  // Advice only; without it the scan is slower, not wrong.
  if (bytes >= kHugePage) madvise(values.get(), bytes, MADV_HUGEPAGE);
#endif
  if (this->rows() > 0) std::memcpy(values.get(), values_.get(), this->rows() * stride_);
  values_ = std::move(values);
  capacity_rows_ = rows;
  scales_.reserve(rows);
  labels_.reserve(rows);
}

void VectorMatrix::Add(RowLabel label, const QuantizedView& vector) {
  assert(vector.values.size() == dimensions_);
  assert(labels_.empty() || labels_.back() < label);
  constexpr std::size_t kFirstRows = 16;
  if (rows() == capacity_rows_) Reserve(std::max(kFirstRows, 2 * capacity_rows_));
  std::int8_t* const row = values_.get() + rows() * stride_;
  std::memcpy(row, vector.values.data(), dimensions_);
  std::memset(row + dimensions_, 0, stride_ - dimensions_);
  scales_.push_back(vector.scale);
  labels_.push_back(label);
}

RowRange VectorMatrix::RowsOf(std::uint32_t episode) const {
  const auto [first, last] =
      std::equal_range(labels_.begin(), labels_.end(), RowLabel{episode, 0},
                       [](const RowLabel& a, const RowLabel& b) { return a.episode < b.episode; });
  return {static_cast<std::size_t>(first - labels_.begin()),
          static_cast<std::size_t>(last - labels_.begin())};
}

std::size_t VectorMatrix::bytes() const {
  return sizeof *this + capacity_rows_ * stride_ + scales_.capacity() * sizeof(float) +
         labels_.capacity() * sizeof(RowLabel);
}

}  // namespace cuepoint
