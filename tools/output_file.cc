#include "tools/output_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

Error FromErrno(int error, const std::string& path) {
  ErrorCode code = ErrorCode::kUnavailable;
  if (error == EACCES || error == EPERM || error == EROFS) code = ErrorCode::kPermission;
  if (error == ENOENT) code = ErrorCode::kNotFound;
  if (error == EEXIST || error == ENOTDIR) code = ErrorCode::kInvalidArgument;
  return {.code = code,
          .message = std::string("cannot be written: ") + std::strerror(error),
          .source = path,
          .kind = "not-writable"};
}

// 0, or what went wrong.
int WriteAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

Result<void> WriteFile(const std::string& path, std::string_view content) {
  const std::string beside = path + ".part" + std::to_string(getpid());
  const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0) return FromErrno(errno, path);
  int error = WriteAll(fd, content);
  if (close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && rename(beside.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return {};
  unlink(beside.c_str());
  return FromErrno(error, path);
}

Result<void> MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error && !std::filesystem::is_directory(path, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (error) return FromErrno(error.value(), path);
  return {};
}

std::string FileNameFor(std::string_view id, std::string_view extension) {
  std::string name = DistinctSlug(id);
  // Whatever starts with a dot is hidden, and "-" reads as a flag; "_" in front of a slug that was
  // changed no other id has.
  if (name.starts_with('.')) name = "_" + DistinctSlug(std::string(id) + "/");
  return name + std::string(extension);
}

}  // namespace cuepoint
