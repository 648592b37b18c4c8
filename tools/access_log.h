// Reads back what the server logs: one line, one answered request.
#ifndef CUEPOINT_TOOLS_ACCESS_LOG_H_
#define CUEPOINT_TOOLS_ACCESS_LOG_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// One request as server/access_format.h writes it; what a line does not say is empty.
struct LoggedAccess {
  std::string time;  ///< "2026-11-22T22:17:49.045Z".
  std::string client;
  std::string method;
  std::string path;
  int status = 0;
  double ms = 0;
  std::size_t bytes = 0;
  std::optional<std::size_t> hits;
  std::string route;
  std::string index;
  std::string query;
  std::string query_hash;

  std::string_view day() const { return std::string_view(time).substr(0, 10); }
};

enum class LogLineKind {
  kAccess,   ///< A request.
  kNotice,   ///< Something else that the server said.
  kProblem,  ///< A failure that it told.
  kUnknown,  ///< Not a line of ours, or a damaged one.
};

/// What one line is; `access` is filled for kAccess. Takes both formats, also behind what a journal
/// puts before a line. Pure.
LogLineKind ParseLogLine(std::string_view line, LoggedAccess& access);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_ACCESS_LOG_H_
