// A file or standard input, opened for reading once, with a look at its head before it is consumed.
#ifndef CUEPOINT_CORPUS_INPUT_FILE_H_
#define CUEPOINT_CORPUS_INPUT_FILE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// The Error for a failed system call on `path`: its code from errno, a message and a remedy.
Error SystemError(int error_number, std::string_view action, std::string_view path);

/// An open input. Movable, not copyable; closes its descriptor (never that of standard input). Not
/// thread-safe.
class InputFile {
 public:
  /// Opens a regular file, or standard input for "-". A directory, named pipe, device or socket is
  /// refused without waiting on it.
  static Result<InputFile> Open(const std::string& path);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  /// Up to `size` bytes from the front, fewer only at the end; they are still to be read. The view
  /// lasts until the next call.
  Result<std::string_view> Peek(std::size_t size);

  /// Reads up to `size` bytes to `to`; 0 at the end.
  Result<std::size_t> Read(char* to, std::size_t size);

  /// Everything that is left; kTooLarge when that is more than `limit_bytes`, found out without
  /// reading more than that.
  Result<std::string> ReadAll(std::size_t limit_bytes);

  /// Bytes handed out by Read and ReadAll so far.
  std::size_t bytes_read() const { return bytes_read_; }

 private:
  InputFile(int descriptor, std::string path, std::optional<std::size_t> size);
  Result<std::size_t> ReadDescriptor(char* to, std::size_t size);

  int descriptor_ = -1;
  std::string path_;
  std::optional<std::size_t> size_;  // Of a regular file when it was opened.
  std::string head_;                 // Read ahead by Peek.
  std::size_t head_begin_ = 0;
  std::size_t bytes_read_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_INPUT_FILE_H_
