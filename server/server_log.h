// What the server tells its operator: one record per answer, one line per problem of its own.
//
// The server itself never prints; it hands records to a sink that the caller chooses.
#ifndef CUEPOINT_SERVER_SERVER_LOG_H_
#define CUEPOINT_SERVER_SERVER_LOG_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "server/query_privacy.h"

namespace cuepoint {

/// One answered request. Whether `query` is written down, what people search for, is the log's
/// choice; the path comes without it.
struct AccessRecord {
  std::string_view client = {};  ///< IP address.
  std::string_view method = {};  ///< Empty when the request could not be read.
  std::string_view path = {};    ///< As sent, percent-encoded, without the query string.
  int status = 0;
  double took_ms = 0;  ///< From the request's last byte to the finished answer, queueing included.
  std::size_t bytes = 0;                 ///< Of the answer's body.
  std::optional<std::size_t> hits = {};  ///< On the page answered; only for searches.
  std::string_view route = {};  ///< The pattern that matched, "/v1/episodes/{id}"; empty for none.
  std::string_view index = {};  ///< Name of the index asked; empty where there is one only.
  std::string_view query = {};  ///< What was searched for.
};

/// Receives records. Called from any of the server's threads at once; must not throw and should not
/// block for long.
class ServerLog {
 public:
  ServerLog() = default;
  ServerLog(const ServerLog&) = delete;
  ServerLog& operator=(const ServerLog&) = delete;
  virtual ~ServerLog() = default;

  virtual void Access(const AccessRecord& record) = 0;
  /// A failure on the server's side, with the details that clients are not shown.
  virtual void Problem(std::string_view message) = 0;
  /// Something that the server did by itself or was told to do, such as opening an index anew.
  virtual void Notice(std::string_view) {}
  /// Goes on in the file that has the log's name now, after the old one was moved away. On failure
  /// the old one stays. Errors: those of opening it.
  virtual Result<void> Reopen() { return {}; }
};

enum class LogFormat { kText, kJson };

struct LogOptions {
  LogFormat format = LogFormat::kText;
  std::string file = {};  ///< Appended to; empty for standard error.
  bool accesses = true;   ///< Otherwise only problems and notices are written.
  QueryLogging queries = QueryLogging::kNone;
  std::string query_key = {};  ///< See QueryPrivacy.
};

/// A log of timed lines (spdlog): accesses and notices at level info, problems at error.
///   2026-11-22T22:17:49.045Z info client=127.0.0.1 method=GET path="/v1/search" status=200 …
///   {"time":"2026-11-22T22:17:49.045Z","level":"info","client":"127.0.0.1",…}
/// A file that is made can be read by its group at most. Errors: kPermission, kNotFound (no such
/// directory), kUnavailable.
Result<std::shared_ptr<ServerLog>> MakeServerLog(LogOptions options);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SERVER_LOG_H_
