// Files that a command writes.
#ifndef CUEPOINT_TOOLS_OUTPUT_FILE_H_
#define CUEPOINT_TOOLS_OUTPUT_FILE_H_

#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// Writes `content` to the file at `path`, all or nothing: it is written beside it and renamed, so
/// that whoever reads sees the old file or the new one. Errors: kPermission, kNotFound (no such
/// directory), kUnavailable (no room).
Result<void> WriteFile(const std::string& path, std::string_view content);

/// Makes the directory, and those above it, where it is missing. Errors: kPermission,
/// kInvalidArgument (something else has that name), kUnavailable.
Result<void> MakeDirectory(const std::string& path);

/// The name of a file for the episode with that id: safe in every file system, never hidden, and
/// different for different ids. Pure.
std::string FileNameFor(std::string_view id, std::string_view extension);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_OUTPUT_FILE_H_
