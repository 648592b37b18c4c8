#include "tools/input.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "corpus/input_file.h"

namespace cuepoint {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace

Result<std::string> ReadInput(const std::string& path, std::size_t limit_bytes) {
  const bool is_stdin = path == "-";
  const std::string source = is_stdin ? "standard input" : path;
  File file;
  if (!is_stdin) {
    file.reset(std::fopen(path.c_str(), "rbe"));
    if (!file) return SystemError(errno, "open", source);
  }
  std::FILE* stream = is_stdin ? stdin : file.get();
  std::string content;
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    errno = 0;
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), stream);
    if (got == 0) break;
    if (content.size() + got > limit_bytes) {
      return Error{.code = ErrorCode::kTooLarge,
                   .message = "larger than " + std::to_string(limit_bytes) + " bytes",
                   .source = source};
    }
    content.append(buffer.data(), got);
  }
  if (std::ferror(stream) != 0) return SystemError(errno, "read", source);
  return content;
}

Result<void> WriteOutput(const std::string& path, const std::string& content) {
  File file(std::fopen(path.c_str(), "wbe"));
  if (!file) return SystemError(errno, "write", path);
  errno = 0;
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (std::fclose(file.release()) != 0 || !written) {
    return SystemError(errno != 0 ? errno : EIO, "write", path);
  }
  return {};
}

}  // namespace cuepoint
