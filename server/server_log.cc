#include "server/server_log.h"

#include <cerrno>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "corpus/input_file.h"
#include "server/access_format.h"
#include "server/unique_fd.h"

namespace cuepoint {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
// A message is the rest of the object.
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)";
// What people search for is nobody else's business.
constexpr mode_t kFileMode = 0640;

std::string JsonMessage(std::string_view message) {
  const nlohmann::ordered_json json = {{"message", message}};
  return json.dump(-1, ' ', /*ensure_ascii=*/true,
                   nlohmann::ordered_json::error_handler_t::replace);
}

class SpdLog final : public ServerLog {
 public:
  SpdLog(LogOptions options, QueryPrivacy privacy)
      : options_(std::move(options)), privacy_(std::move(privacy)) {}

  Result<void> Reopen() override {
    spdlog::sink_ptr sink;
    if (options_.file.empty()) {
      if (logger() != nullptr) return {};
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      // Made here for its mode, and because the library's error does not say what is wrong.
      const UniqueFd file(::open(options_.file.c_str(),
                                 O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kFileMode));
      if (!file) return SystemError(errno, "write to", options_.file);
      try {
        sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options_.file);
      } catch (const spdlog::spdlog_ex& exception) {
        return Error{
            .code = ErrorCode::kUnavailable, .message = exception.what(), .source = options_.file};
      }
    }
    // Not registered with spdlog: the name need not be free, and no global state is left behind.
    auto fresh = std::make_shared<spdlog::logger>("cuepoint", std::move(sink));
    fresh->set_pattern(is_json() ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc);
    fresh->flush_on(spdlog::level::info);
    const std::lock_guard lock(mutex_);
    logger_ = std::move(fresh);
    return {};
  }

  void Access(const AccessRecord& record) override {
    if (!options_.accesses) return;
    const LoggedQuery query = privacy_.Of(record.query);
    Write(spdlog::level::info,
          is_json() ? FormatAccessJson(record, query) : FormatAccess(record, query));
  }
  void Problem(std::string_view message) override { WriteMessage(spdlog::level::err, message); }
  void Notice(std::string_view message) override { WriteMessage(spdlog::level::info, message); }

 private:
  bool is_json() const { return options_.format == LogFormat::kJson; }

  std::shared_ptr<spdlog::logger> logger() const {
    const std::lock_guard lock(mutex_);
    return logger_;
  }

  void WriteMessage(spdlog::level::level_enum level, std::string_view message) {
    Write(level, is_json() ? JsonMessage(message) : QuoteForLog(message));
  }

  void Write(spdlog::level::level_enum level, std::string_view line) {
    if (is_json()) line.remove_prefix(1);  // The brace stands in the pattern.
    logger()->log(level, "{}", line);
  }

  const LogOptions options_;
  const QueryPrivacy privacy_;
  mutable std::mutex mutex_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace

Result<std::shared_ptr<ServerLog>> MakeServerLog(LogOptions options) {
  Result<QueryPrivacy> privacy = QueryPrivacy::Create(options.queries, options.query_key);
  if (!privacy) return privacy.error();
  auto log = std::make_shared<SpdLog>(std::move(options), *std::move(privacy));
  if (Result<void> opened = log->Reopen(); !opened) return opened.error();
  return std::shared_ptr<ServerLog>(std::move(log));
}

}  // namespace cuepoint
