#include "server/server_log.h"

#include <array>
#include <cstdio>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace cuepoint {
namespace {

// `text` in quotation marks, with everything that could end the field or the line escaped.
std::string Quote(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      quoted += "\\x";
      quoted += kHex[byte >> 4];
      quoted += kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

class StderrLog final : public ServerLog {
 public:
  // Not registered with spdlog: the name need not be free, and no global state is left behind.
  StderrLog() : logger_("cuepoint", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger_.flush_on(spdlog::level::info);
  }

  void Access(const AccessRecord& record) override { logger_.info("{}", FormatAccess(record)); }
  void Problem(std::string_view message) override { logger_.error("{}", Quote(message)); }

 private:
  spdlog::logger logger_;
};

}  // namespace

std::string FormatAccess(const AccessRecord& record) {
  std::array<char, 32> ms{};
  std::snprintf(ms.data(), ms.size(), "%.3f", record.took_ms);
  std::string line = "client=" + std::string(record.client);
  line += " method=" + std::string(record.method.empty() ? "-" : record.method);
  line += " path=" + Quote(record.path);
  line += " status=" + std::to_string(record.status);
  line += " ms=" + std::string(ms.data());
  line += " bytes=" + std::to_string(record.bytes);
  if (record.hits) line += " hits=" + std::to_string(*record.hits);
  return line;
}

std::shared_ptr<ServerLog> MakeStderrLog() { return std::make_shared<StderrLog>(); }

}  // namespace cuepoint
