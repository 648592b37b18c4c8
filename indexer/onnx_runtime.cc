#include "indexer/onnx_runtime.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <onnxruntime_c_api.h>

namespace cuepoint {
namespace {

Error Missing(std::string message) {
  return Error{.code = ErrorCode::kUnsupported,
               .message = std::move(message),
               .remedy =
                   "run ./tools/setup --with-onnx and build again, or name a library with "
                   "CUEPOINT_ONNXRUNTIME",
               .kind = "no-onnxruntime"};
}

Result<const OrtApi*> Load() {
  std::vector<std::string> candidates;
  if (const char* named = std::getenv("CUEPOINT_ONNXRUNTIME"); named != nullptr && *named != '\0') {
    candidates.emplace_back(named);  // Whoever names one wants no other.
  } else {
    candidates = {CUEPOINT_ONNXRUNTIME_LIBRARY, "libonnxruntime.so.1", "libonnxruntime.so"};
  }
  std::string problem;
  for (const std::string& candidate : candidates) {
    void* const library = dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      if (problem.empty()) problem = dlerror();
      continue;
    }
    using GetBase = const OrtApiBase*();
    auto* const get_base = reinterpret_cast<GetBase*>(dlsym(library, "OrtGetApiBase"));
    const OrtApi* const api = get_base == nullptr ? nullptr : get_base()->GetApi(ORT_API_VERSION);
    if (api != nullptr) return api;
    dlclose(library);
    if (problem.empty()) {
      problem = candidate + " does not have version " + std::to_string(ORT_API_VERSION) +
                " of its interface";
    }
  }
  return Missing("ONNX Runtime cannot be opened: " + problem);
}

}  // namespace

Result<const OrtApi*> LoadOnnxRuntime() {
  static const Result<const OrtApi*> runtime = Load();
  return runtime;
}

}  // namespace cuepoint
