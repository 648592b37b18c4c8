// Figures for Prometheus: how much is asked, how fast it is answered, and how the server is.
//
//   auto metrics = std::make_shared<Metrics>();
//   options.load = metrics->load();                                       // the gate's numbers
//   options.log = MakeMeasuringLog(metrics, options.log);                 // every answer counts
//   metrics->SetIndexes([api] { return std::vector{api->Figures()}; });   // what each index says
//   handler = MakeMetricsHandler(metrics, handler);                       // answers GET /metrics
//
// Whoever does not want /metrics leaves the last line out, or gives that handler, before one that
// answers 404, an HttpServer on an address of its own.
//
// Plain atomics, rendered in Prometheus' text format 0.0.4. Debian's prometheus-cpp was looked at
// and not taken: its package brings a second web server and an HTTP client along, its histogram
// takes a lock for each value, and most of what is shown here is read when asked for, which it has
// no gauge for.
//
// Labels are bounded: routes are the patterns of the route table, methods and statuses those that
// exist, indexes those configured. Nothing that a client sends becomes a label.
#ifndef CUEPOINT_SERVER_METRICS_H_
#define CUEPOINT_SERVER_METRICS_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http_message.h"
#include "server/index_figures.h"
#include "server/server_load.h"
#include "server/server_log.h"

namespace cuepoint {

/// Thread-safe.
class Metrics {
 public:
  /// What every index says of itself; called by Render.
  using IndexSource = std::function<std::vector<IndexFigures>()>;

  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  /// Counts an answer. Well under a microsecond, without locks.
  void Record(const AccessRecord& record);

  /// For ServerOptions::load; never null.
  std::shared_ptr<ServerLoad> load() const;

  /// Replaces the source, also while others render.
  void SetIndexes(IndexSource source);

  /// Everything, in Prometheus' text format.
  std::string Render() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A log that counts every record in `metrics` and hands it on to `next`, which may be null.
std::shared_ptr<ServerLog> MakeMeasuringLog(std::shared_ptr<Metrics> metrics,
                                            std::shared_ptr<ServerLog> next);

/// A layer that answers GET and HEAD /metrics and leaves every other path to `next`.
HttpHandler MakeMetricsHandler(std::shared_ptr<const Metrics> metrics, HttpHandler next);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_METRICS_H_
