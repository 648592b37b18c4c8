# ONNX Runtime, optional: the C API's headers and the path of a library for them, which is opened at
# run time rather than linked, so that programs start without it.
#
#   OnnxRuntime_FOUND, OnnxRuntime_INCLUDE_DIR, OnnxRuntime_LIBRARY
#   onnxruntime::headers
set(onnxruntime_deps "${PROJECT_SOURCE_DIR}/.cache/deps")
if(DEFINED ENV{CUEPOINT_DEPS})
  set(onnxruntime_deps "$ENV{CUEPOINT_DEPS}")
endif()
find_path(OnnxRuntime_INCLUDE_DIR onnxruntime_c_api.h
  HINTS "${onnxruntime_deps}/include" PATH_SUFFIXES onnxruntime onnxruntime/core/session)
find_library(OnnxRuntime_LIBRARY NAMES onnxruntime libonnxruntime.so.1
  HINTS "${onnxruntime_deps}/lib")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OnnxRuntime
  REQUIRED_VARS OnnxRuntime_LIBRARY OnnxRuntime_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "the encoders minilm and gte-small are left out (for them, run ./tools/setup --with-onnx)")
mark_as_advanced(OnnxRuntime_INCLUDE_DIR OnnxRuntime_LIBRARY)
if(OnnxRuntime_FOUND AND NOT TARGET onnxruntime::headers)
  add_library(onnxruntime::headers INTERFACE IMPORTED)
  target_include_directories(onnxruntime::headers SYSTEM INTERFACE "${OnnxRuntime_INCLUDE_DIR}")
endif()
