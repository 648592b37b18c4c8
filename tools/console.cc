#include "tools/console.h"

#include <cerrno>
#include <system_error>

#include "tools/text_layout.h"

namespace cuepoint {

Console::Console(std::FILE* out, std::FILE* err, ColorChoice choice)
    : out_(out),
      err_(err),
      out_terminal_(DetectTerminal(fileno(out), choice)),
      err_terminal_(DetectTerminal(fileno(err), choice)) {}

void Console::Print(std::string_view data) {
  if (out_errno_ != 0 || data.empty()) return;
  errno = 0;
  if (std::fwrite(data.data(), 1, data.size(), out_) != data.size()) {
    out_errno_ = errno != 0 ? errno : EIO;
  }
}

void Console::PrintJson(std::string_view json) {
  Print(out_terminal_.is_terminal ? SafeJson(json) : std::string(json));
}

void Console::Note(std::string_view line) {
  // What was printed so far comes first where both streams show on one terminal.
  FlushData();
  std::string text(line);
  text.push_back('\n');
  std::fwrite(text.data(), 1, text.size(), err_);
  std::fflush(err_);
}

Result<void> Console::Finish() {
  FlushData();
  if (out_errno_ == 0 || out_errno_ == EPIPE) return {};
  return Error{.code = ErrorCode::kUnavailable,
               .message = "cannot write: " + std::generic_category().message(out_errno_),
               .source = "standard output"};
}

void Console::FlushData() {
  errno = 0;
  if (out_errno_ == 0 && std::fflush(out_) != 0) out_errno_ = errno != 0 ? errno : EIO;
}

}  // namespace cuepoint
