// The files of server/web/, as they were when this was built: pages and scripts are part of the
// program, which needs no folder beside it.
#ifndef CUEPOINT_SERVER_EMBEDDED_FILE_H_
#define CUEPOINT_SERVER_EMBEDDED_FILE_H_

#include <span>
#include <string_view>

namespace cuepoint {

struct EmbeddedFile {
  std::string_view name;    ///< Path below server/web/: "templates/home.html".
  std::string_view bytes;   ///< For the length of the program.
  std::string_view sha256;  ///< Of the bytes, in hexadecimal.
};

/// All of them, in the order of server/CMakeLists.txt. Thread-safe.
std::span<const EmbeddedFile> EmbeddedFiles();

/// The one with that name; nullptr if there is none.
const EmbeddedFile* FindEmbeddedFile(std::string_view name);

/// What all of them are: another text wherever one byte differs. Thread-safe.
std::string_view EmbeddedFilesDigest();

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_EMBEDDED_FILE_H_
