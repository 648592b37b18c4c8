#include "tools/model_archive.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace cuepoint {
namespace {

constexpr std::size_t kBlockBytes = 1u << 16;

struct ArchiveDeleter {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, ArchiveDeleter>;

struct FileDeleter {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Error Unreadable(archive* reader, const std::string& path) {
  const char* const reason = archive_error_string(reader);
  return Error{.code = ErrorCode::kCorrupt,
               .message = "cannot unpack: " +
                          std::string(reason == nullptr ? "not a gzipped tar archive" : reason),
               .source = path,
               .kind = "bad-archive"};
}

Error Unwritable(const std::string& path) {
  return Error{.code = ErrorCode::kUnavailable,
               .message = "cannot write",
               .source = path,
               .remedy = "see whether there is room, and whether you may write there",
               .kind = "disk"};
}

Result<void> CopyEntry(archive* reader, const std::string& archive_path, const std::string& path) {
  std::unique_ptr<std::FILE, FileDeleter> file(std::fopen(path.c_str(), "wbe"));
  if (!file) return Unwritable(path);
  for (;;) {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;  // Files in a tar have no holes.
    const int status = archive_read_data_block(reader, &data, &size, &offset);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK) return Unreadable(reader, archive_path);
    if (std::fwrite(data, 1, size, file.get()) != size) return Unwritable(path);
  }
  if (std::fclose(file.release()) != 0) return Unwritable(path);
  return {};
}

}  // namespace

Result<void> UnpackEntries(const std::string& path, const std::vector<ArchiveEntry>& entries) {
  const Reader reader(archive_read_new());
  if (!reader) return Error{.message = "libarchive cannot be set up"};
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), kBlockBytes) != ARCHIVE_OK) {
    return Unreadable(reader.get(), path);
  }
  std::vector<ArchiveEntry> missing = entries;
  while (!missing.empty()) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK) return Unreadable(reader.get(), path);
    const char* const name = archive_entry_pathname(entry);
    const auto wanted = std::find_if(
        missing.begin(), missing.end(),
        [&](const ArchiveEntry& candidate) { return name != nullptr && candidate.name == name; });
    if (wanted == missing.end() || archive_entry_filetype(entry) != AE_IFREG) continue;
    const Result<void> copied = CopyEntry(reader.get(), path, wanted->path);
    if (!copied) return copied;
    missing.erase(wanted);
  }
  if (missing.empty()) return {};
  return Error{.code = ErrorCode::kNotFound,
               .message = "the archive has no " + missing.front().name,
               .source = path,
               .kind = "bad-archive"};
}

}  // namespace cuepoint
