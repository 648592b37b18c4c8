// The file of a static encoder: a vocabulary and one int8 vector for each of its tokens.
//
// Everything is little-endian, each section aligned to 64 bytes so that the file can be mapped;
// tools/train_static writes it.
//
//   offset  type     content
//   0       char[8]  "CPSTATIC"
//   8       u32      version of this layout: 1
//   12      u32      V: tokens in the vocabulary
//   16      u32      D: dimensions
//   20      u32      R: rows, at most V
//   24      u64      offset of the vocabulary
//   32      u64      offset of the scales
//   40      u64      offset of the rows
//   48      u64      size of the whole file in bytes
//   56      u64      offset of the teacher's SHA-256 (32 bytes); 0 where not recorded
//   vocabulary       V tokens in id order, each a u8 length and that many bytes of UTF-8
//   scales           float32[V]; 0 where a token has no row and adds nothing to a text
//   rows             int8[R][D], one for each token whose scale is not 0, in id order
#ifndef CUEPOINT_INDEXER_STATIC_MODEL_H_
#define CUEPOINT_INDEXER_STATIC_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/result.h"
#include "indexer/wordpiece.h"

namespace cuepoint {

/// The parts of a model, as views into its bytes. Immutable, thread-safe.
class StaticModel {
 public:
  static constexpr std::string_view kMagic = "CPSTATIC";
  static constexpr std::uint32_t kVersion = 1;
  static constexpr std::uint32_t kMaxDimensions = 4096;
  static constexpr std::uint32_t kMaxTokens = 4'000'000;
  static constexpr std::size_t kTeacherBytes = 32;

  /// Checks everything that reading will rely on. `bytes` (aligned to 4 at least) must outlive the
  /// model. Errors: kForeign (no such file at all), kVersion, kCorrupt (cut short, sections out of
  /// bounds, scales that are not numbers, a bad vocabulary).
  static Result<StaticModel> Parse(std::span<const std::byte> bytes);

  std::size_t dimensions() const { return dimensions_; }
  const WordPiece& wordpiece() const { return wordpiece_; }
  /// SHA-256 of the encoder it was trained towards; empty where that is not recorded.
  std::span<const std::byte> teacher() const { return teacher_; }

  /// What a token's row is multiplied with; 0 when it has none.
  float scale(TokenId token) const { return scales_[token]; }
  /// A token's row; only for tokens with a scale.
  std::span<const std::int8_t> row(TokenId token) const {
    return rows_.subspan(std::size_t{row_of_[token]} * dimensions_, dimensions_);
  }

 private:
  explicit StaticModel(WordPiece wordpiece) : wordpiece_(std::move(wordpiece)) {}

  WordPiece wordpiece_;
  std::size_t dimensions_ = 0;
  std::span<const std::byte> teacher_;
  std::span<const float> scales_;
  std::span<const std::int8_t> rows_;
  std::vector<std::uint32_t> row_of_;  // By token; of no meaning for one without a row.
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_STATIC_MODEL_H_
