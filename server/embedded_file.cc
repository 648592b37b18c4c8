#include "server/embedded_file.h"

#include <cstdint>
#include <cstdio>
#include <string>

#include "corpus/text.h"

namespace cuepoint {

const EmbeddedFile* FindEmbeddedFile(std::string_view name) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

std::string_view EmbeddedFilesDigest() {
  static const std::string kDigest = [] {
    std::string all;
    for (const EmbeddedFile& file : EmbeddedFiles()) all += file.sha256;
    char text[17] = {};
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(Fnv1a64(all)));
    return std::string(text);
  }();
  return kDigest;
}

}  // namespace cuepoint
