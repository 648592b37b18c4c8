// In place of onnx_encoder.cc where the build found no ONNX Runtime.
#include "indexer/onnx_encoder.h"

namespace cuepoint {

Result<std::shared_ptr<const Encoder>> OpenOnnxEncoder(const std::string& path,
                                                       std::string /*name*/) {
  return Error{.code = ErrorCode::kUnsupported,
               .message = "this build has no ONNX Runtime, which the model needs",
               .source = path,
               .remedy = "run ./tools/setup --with-onnx and build again",
               .kind = "no-onnxruntime"};
}

bool HasOnnxRuntime() { return false; }

}  // namespace cuepoint
