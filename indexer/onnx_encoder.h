// Transformers as encoders: a BERT in an ONNX file, its vocabulary beside it.
//
// A text's vector is the mean of the model's vectors of all its tokens, [CLS] and [SEP] included,
// brought to length one; queries and passages alike, without a prefix. So are all-MiniLM-L6-v2 and
// gte-small meant to be used (their model cards).
//
// Each text runs by itself and as many at once as there are cores, the longest first. In a
// batch, short texts would be padded to the longest; and in a quantised model, whose activations
// share a scale, a text's vector would depend on its neighbours.
#ifndef CUEPOINT_INDEXER_ONNX_ENCODER_H_
#define CUEPOINT_INDEXER_ONNX_ENCODER_H_

#include <cstddef>
#include <memory>
#include <string>

#include "indexer/encoder.h"

namespace cuepoint {

/// Tokens of a text that count, [CLS] and [SEP] among them; the rest is cut off. What
/// all-MiniLM-L6-v2 was trained with; gte-small would take 512, at four times the time.
inline constexpr std::size_t kOnnxTokens = 256;

/// Opens the model at `path`, with the vocabulary (a token a line) in STEM.vocab.txt or vocab.txt
/// in the same directory. The identity is the SHA-256 of the model's file. Errors: those of
/// MappedFile::Open for either file, kCorrupt (no model or no vocabulary that fits),
/// kUnsupported (no ONNX Runtime, or a model of another kind).
Result<std::shared_ptr<const Encoder>> OpenOnnxEncoder(const std::string& path, std::string name);

/// Whether this program was built with ONNX Runtime.
bool HasOnnxRuntime();

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ONNX_ENCODER_H_
