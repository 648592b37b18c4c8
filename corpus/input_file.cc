#include "corpus/input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cuepoint {
namespace {

constexpr std::size_t kChunkBytes = 1u << 20;

struct Refusal {
  std::string_view what;
  std::string_view remedy;
};

// Why a file that is not a regular one is not read.
Refusal RefusalFor(mode_t mode) {
  if (S_ISDIR(mode)) {
    return {"is a directory, not a file", "name the files in it, or index the directory"};
  }
  if (S_ISFIFO(mode)) {
    return {"is a named pipe", "pipe its content to standard input and name the source \"-\""};
  }
  if (S_ISSOCK(mode)) return {"is a socket", "name a regular file"};
  return {"is a device", "name a regular file, or pipe the content to the source \"-\""};
}

}  // namespace

Error SystemError(int error_number, std::string_view action, std::string_view path) {
  Error error;
  error.source = path;
  error.message =
      "cannot " + std::string(action) + ": " + std::generic_category().message(error_number);
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      error.code = ErrorCode::kNotFound;
      error.message = "no such file or directory";
      error.remedy = "check the spelling of the path";
      break;
    case EACCES:
    case EPERM:
      error.code = ErrorCode::kPermission;
      error.remedy = "grant read permission, or run as a user who has it";
      break;
    case ELOOP:
      error.code = ErrorCode::kInvalidArgument;
      error.message = "the symbolic links of this path lead in a circle";
      break;
    case ENAMETOOLONG:
    case EINVAL:
      error.code = ErrorCode::kInvalidArgument;
      break;
    default:
      error.code = ErrorCode::kUnavailable;
      break;
  }
  return error;
}

InputFile::InputFile(int descriptor, std::string path, std::optional<std::size_t> size)
    : descriptor_(descriptor), path_(std::move(path)), size_(size) {}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      head_(std::move(other.head_)),
      head_begin_(other.head_begin_),
      bytes_read_(other.bytes_read_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(head_, other.head_);
  std::swap(head_begin_, other.head_begin_);
  std::swap(bytes_read_, other.bytes_read_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
}

Result<InputFile> InputFile::Open(const std::string& path) {
  if (path == "-") return InputFile(STDIN_FILENO, path, std::nullopt);
  if (path.empty() || path.find('\0') != std::string::npos) {
    return SystemError(EINVAL, "open", path);
  }
  // Non-blocking, so that a named pipe without a writer is refused below instead of waited for.
  const int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENXIO) {  // What opening a socket gives.
      return Error{.code = ErrorCode::kUnsupported, .message = "is a socket", .source = path};
    }
    return SystemError(errno, "open", path);
  }
  InputFile file(descriptor, path, std::nullopt);
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return SystemError(errno, "inspect", path);
  if (!S_ISREG(status.st_mode)) {
    const Refusal refusal = RefusalFor(status.st_mode);
    return Error{
        .code = S_ISDIR(status.st_mode) ? ErrorCode::kInvalidArgument : ErrorCode::kUnsupported,
        .message = std::string(refusal.what),
        .source = path,
        .remedy = std::string(refusal.remedy)};
  }
  file.size_ = static_cast<std::size_t>(status.st_size);
  return file;
}

Result<std::size_t> InputFile::ReadDescriptor(char* to, std::size_t size) {
  while (true) {
    const ssize_t got = read(descriptor_, to, std::min(size, kChunkBytes));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EINTR) continue;
    return SystemError(errno, "read", path_ == "-" ? "standard input" : path_);
  }
}

Result<std::string_view> InputFile::Peek(std::size_t size) {
  head_.erase(0, head_begin_);
  head_begin_ = 0;
  while (head_.size() < size) {
    const std::size_t before = head_.size();
    head_.resize(size);
    const Result<std::size_t> got = ReadDescriptor(head_.data() + before, size - before);
    head_.resize(before + (got ? *got : 0));
    if (!got) return got.error();
    if (*got == 0) break;
  }
  return std::string_view(head_).substr(0, size);
}

Result<std::size_t> InputFile::Read(char* to, std::size_t size) {
  std::size_t got = std::min(size, head_.size() - head_begin_);
  if (got > 0) {
    std::memcpy(to, head_.data() + head_begin_, got);
    head_begin_ += got;
    if (head_begin_ == head_.size()) {
      head_ = std::string();
      head_begin_ = 0;
    }
  } else {
    Result<std::size_t> read = ReadDescriptor(to, size);
    if (!read) return read;
    got = *read;
  }
  bytes_read_ += got;
  return got;
}

Result<std::string> InputFile::ReadAll(std::size_t limit_bytes) {
  const auto too_large = [&] {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "is larger than " + std::to_string(limit_bytes) + " bytes",
                 .source = path_,
                 .remedy = "split it, or convert it to JSONL, which is read line by line"};
  };
  if (size_ && *size_ > limit_bytes) return too_large();
  std::string content;
  if (size_) content.reserve(*size_ + 1);
  while (true) {
    const std::size_t before = content.size();
    content.resize(before + std::min(kChunkBytes, limit_bytes - before + 1));
    const Result<std::size_t> got = Read(content.data() + before, content.size() - before);
    content.resize(before + (got ? *got : 0));
    if (!got) return got.error();
    if (*got == 0) return content;
    if (content.size() > limit_bytes) return too_large();
  }
}

}  // namespace cuepoint
