// ONNX Runtime, opened when a transformer is first asked for: a program that needs none starts
// without it, and needs no such library on its machine.
#ifndef CUEPOINT_INDEXER_ONNX_RUNTIME_H_
#define CUEPOINT_INDEXER_ONNX_RUNTIME_H_

#include "corpus/result.h"

struct OrtApi;

namespace cuepoint {

/// The functions of the runtime, for the rest of the process: that of $CUEPOINT_ONNXRUNTIME (a
/// path), else the one that the build found, else the system's. Error: kUnsupported where none can
/// be opened, or it is older than the headers that this program was built with. Thread-safe.
Result<const OrtApi*> LoadOnnxRuntime();

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ONNX_RUNTIME_H_
