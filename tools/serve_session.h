// The service as it is configured: its log, its indexes, its server, and the thread that opens
// indexes while the server answers.
#ifndef CUEPOINT_TOOLS_SERVE_SESSION_H_
#define CUEPOINT_TOOLS_SERVE_SESSION_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "server/http_server.h"
#include "server/live_index.h"
#include "server/server_log.h"
#include "tools/serve_config.h"

namespace cuepoint {

/// Create, Bind and Run belong to one thread; Stop and Reload to any.
class ServeSession {
 public:
  /// Checks everything that can be checked without opening an index or a port, and opens the log.
  /// Errors: kInvalidArgument, those of MakeServerLog.
  static Result<std::unique_ptr<ServeSession>> Create(const ServeConfig& config);

  ServeSession(const ServeSession&) = delete;
  ServeSession& operator=(const ServeSession&) = delete;

  /// As HttpServer::Bind.
  Result<int> Bind();

  /// Serves until Stop, and opens the indexes meanwhile: until that is done, searches get 503.
  /// `on_open` is called then, on another thread. Errors: those of opening an index, which end the
  /// service, and those of HttpServer::Run.
  Result<void> Run(const std::function<void()>& on_open);

  /// Makes Run return once what was asked is answered.
  void Stop();

  /// Opens the log's file and all indexes anew, in the background; what cannot be opened stays as
  /// it was, and the log says so.
  void Reload();

 private:
  ServeSession() = default;

  void Mind(const std::function<void()>& on_open);
  Result<void> OpenAll();
  void ReopenAll();

  std::shared_ptr<ServerLog> log_;
  std::vector<std::shared_ptr<LiveIndex>> indexes_;
  std::vector<std::string> directories_;  // Of the indexes, for messages.
  std::unique_ptr<HttpServer> server_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool reload_ = false;
  std::optional<Error> failure_;  // Of the first opening.
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SERVE_SESSION_H_
