// Whole files and standard input, read within a bound.
#ifndef CUEPOINT_TOOLS_INPUT_H_
#define CUEPOINT_TOOLS_INPUT_H_

#include <cstddef>
#include <string>

#include "corpus/result.h"

namespace cuepoint {

/// The content of the file at `path`, or of standard input for "-". Errors: kNotFound, kPermission,
/// kInvalidArgument (a directory), kTooLarge beyond `limit_bytes`, kUnavailable.
Result<std::string> ReadInput(const std::string& path, std::size_t limit_bytes = 1u << 30);

/// Replaces the file at `path` with `content`. Errors: kNotFound, kPermission, kUnavailable.
Result<void> WriteOutput(const std::string& path, const std::string& content);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_INPUT_H_
