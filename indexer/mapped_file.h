// A file in memory, read-only, without a copy.
#ifndef CUEPOINT_INDEXER_MAPPED_FILE_H_
#define CUEPOINT_INDEXER_MAPPED_FILE_H_

#include <cstddef>
#include <span>
#include <string>

#include "corpus/result.h"

namespace cuepoint {

/// A mapped file; its bytes stay valid when the file is replaced by renaming another over it, as
/// installing does. (A file that is cut short in place while it is mapped ends the process, as with
/// any mapping.) Thread-safe.
class MappedFile {
 public:
  /// Errors: kNotFound, kPermission, kInvalidArgument (not a plain file), kUnavailable.
  static Result<MappedFile> Open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// Aligned to a page; empty for an empty file.
  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(data_), size_}; }

 private:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}

  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_MAPPED_FILE_H_
