#include "server/metrics.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <utility>

#include "server/problem.h"
#include "server/process_figures.h"
#include "server/prometheus_text.h"
#include "server/routes.h"

namespace cuepoint {
namespace {

// The last of each stands for whatever is not in the list.
constexpr std::array<std::string_view, 5> kMethods = {"GET", "HEAD", "POST", "OPTIONS", "other"};
constexpr std::array kStatuses = {200, 204, 304, 400, 401, 403, 404, 405, 408, 411, 413,
                                  414, 415, 416, 417, 422, 429, 431, 500, 501, 503, 0};
constexpr std::string_view kOther = "other";
constexpr std::size_t kRoutes = kRoutePatterns.size() + 1;

// From what the cache answers with to what a client would rather not wait for.
constexpr std::array kBuckets_s = {.0001, .00025, .0005, .001, .0025, .005, .01,
                                   .025,  .05,    .1,    .25,  .5,    1.,   2.5};

using Counter = std::atomic<std::uint64_t>;

void Add(Counter& counter, std::uint64_t value) {
  counter.fetch_add(value, std::memory_order_relaxed);
}

template <class T>
T Read(const std::atomic<T>& value) {
  return value.load(std::memory_order_relaxed);
}

std::size_t RouteIndex(std::string_view route) {
  return static_cast<std::size_t>(std::find(kRoutePatterns.begin(), kRoutePatterns.end(), route) -
                                  kRoutePatterns.begin());
}

std::string_view RouteName(std::size_t index) {
  return index < kRoutePatterns.size() ? kRoutePatterns[index] : kOther;
}

template <class Values, class Value>
std::size_t IndexOrLast(const Values& values, const Value& value) {
  const auto last = values.end() - 1;
  return static_cast<std::size_t>(std::find(values.begin(), last, value) - values.begin());
}

// The answers of one route.
struct RouteCounters {
  std::array<std::array<Counter, kStatuses.size()>, kMethods.size()> answers{};
  std::array<Counter, kBuckets_s.size() + 1> within{};  // Not cumulative; the last is beyond all.
  Counter took_ns{0};
  Counter bytes{0};

  std::uint64_t all() const {
    std::uint64_t sum = 0;
    for (const Counter& count : within) sum += Read(count);
    return sum;
  }
};

}  // namespace

struct Metrics::State {
  std::array<RouteCounters, kRoutes> routes;
  const std::shared_ptr<ServerLoad> load = std::make_shared<ServerLoad>();
  const std::time_t started = std::time(nullptr);
  mutable std::mutex mutex;
  IndexSource indexes;  // Guarded by mutex.

  void WriteRequests(PrometheusText& text) const;
  void WriteDurations(PrometheusText& text) const;
  void WriteLoad(PrometheusText& text) const;
  void WriteProcess(PrometheusText& text) const;
};

namespace {

struct IndexMetric {
  std::string_view name;
  std::string_view type;
  std::string_view help;
  std::uint64_t (*value)(const IndexFigures& index);
};

constexpr std::array kIndexMetrics = {
    IndexMetric{"cuepoint_index_ready", "gauge", "Whether the index can be searched.",
                [](const IndexFigures& index) -> std::uint64_t { return index.ready; }},
    IndexMetric{"cuepoint_index_revision", "gauge", "Grows with every change of the index.",
                [](const IndexFigures& index) -> std::uint64_t { return index.revision; }},
    IndexMetric{"cuepoint_index_episodes", "gauge", "Episodes in the index.",
                [](const IndexFigures& index) -> std::uint64_t { return index.episodes; }},
    IndexMetric{"cuepoint_index_passages", "gauge", "Chapters, windows and guests in the index.",
                [](const IndexFigures& index) -> std::uint64_t { return index.passages; }},
    IndexMetric{"cuepoint_searches_total", "counter", "Searches answered.",
                [](const IndexFigures& index) { return index.searches; }},
    IndexMetric{"cuepoint_zero_result_searches_total", "counter", "Searches that nothing matched.",
                [](const IndexFigures& index) { return index.zero_result_searches; }},
    IndexMetric{"cuepoint_cache_hits_total", "counter", "Answers that were made before.",
                [](const IndexFigures& index) { return index.cache_hits; }},
    IndexMetric{"cuepoint_cache_misses_total", "counter", "Answers that had to be made.",
                [](const IndexFigures& index) { return index.cache_misses; }},
    IndexMetric{"cuepoint_cache_bytes", "gauge", "Memory of answers that are kept.",
                [](const IndexFigures& index) -> std::uint64_t { return index.cache_bytes; }},
    IndexMetric{"cuepoint_cache_entries", "gauge", "Answers that are kept.",
                [](const IndexFigures& index) -> std::uint64_t { return index.cache_entries; }},
};

void WriteIndexes(const std::vector<IndexFigures>& indexes, PrometheusText& text) {
  if (indexes.empty()) return;
  for (const IndexMetric& metric : kIndexMetrics) {
    text.Family(metric.name, metric.type, metric.help);
    for (const IndexFigures& index : indexes) {
      text.Sample({{"index", index.name}}, metric.value(index));
    }
  }
  text.Family("cuepoint_engine_seconds", "summary", "Time of searches in the engine.");
  for (const IndexFigures& index : indexes) {
    text.Sample("_sum", {{"index", index.name}}, index.engine_s);
    text.Sample("_count", {{"index", index.name}}, index.engine_calls);
  }
  text.Family("cuepoint_engine_cpu_seconds", "summary",
              "Processor time of searches in the engine, of one search in seven.");
  for (const IndexFigures& index : indexes) {
    text.Sample("_sum", {{"index", index.name}}, index.engine_cpu_s);
    text.Sample("_count", {{"index", index.name}}, index.engine_cpu_calls);
  }
  text.Family("cuepoint_encoder_seconds", "summary", "Time to turn queries into vectors.");
  for (const IndexFigures& index : indexes) {
    text.Sample("_sum", {{"index", index.name}}, index.encoding_s);
    text.Sample("_count", {{"index", index.name}}, index.encodings);
  }
}

}  // namespace

void Metrics::State::WriteRequests(PrometheusText& text) const {
  text.Family("cuepoint_http_requests_total", "counter", "Requests answered.");
  for (std::size_t route = 0; route < kRoutes; ++route) {
    for (std::size_t method = 0; method < kMethods.size(); ++method) {
      for (std::size_t status = 0; status < kStatuses.size(); ++status) {
        const std::uint64_t count = Read(routes[route].answers[method][status]);
        if (count == 0) continue;
        text.Sample({{"route", RouteName(route)},
                     {"method", kMethods[method]},
                     {"status", status + 1 < kStatuses.size() ? std::to_string(kStatuses[status])
                                                              : std::string(kOther)}},
                    count);
      }
    }
  }
  text.Family("cuepoint_http_response_bytes_total", "counter", "Bytes of answers' bodies.");
  for (std::size_t route = 0; route < kRoutes; ++route) {
    if (routes[route].all() == 0) continue;
    text.Sample({{"route", RouteName(route)}}, Read(routes[route].bytes));
  }
}

void Metrics::State::WriteDurations(PrometheusText& text) const {
  text.Family("cuepoint_http_request_duration_seconds", "histogram",
              "From a request's last byte to its finished answer, queueing included.");
  for (std::size_t route = 0; route < kRoutes; ++route) {
    const RouteCounters& counters = routes[route];
    if (counters.all() == 0) continue;
    const std::string_view name = RouteName(route);
    // Sums of one reading, so that no bucket is below the one before it.
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counters.within.size(); ++i) {
      sum += Read(counters.within[i]);
      const std::string bound = i < kBuckets_s.size() ? PrometheusNumber(kBuckets_s[i]) : "+Inf";
      text.Sample("_bucket", {{"route", name}, {"le", bound}}, sum);
    }
    text.Sample("_sum", {{"route", name}}, static_cast<double>(Read(counters.took_ns)) / 1e9);
    text.Sample("_count", {{"route", name}}, sum);
  }
}

void Metrics::State::WriteLoad(PrometheusText& text) const {
  const auto write = [&text](std::string_view name, std::string_view type, std::string_view help,
                             std::uint64_t value) {
    text.Family(name, type, help);
    text.Sample({}, value);
  };
  write("cuepoint_http_connections", "gauge", "Open connections.", Read(load->connections));
  write("cuepoint_http_queue_length", "gauge", "Whole requests that wait for a worker.",
        Read(load->queued));
  write("cuepoint_http_workers", "gauge", "Threads that answer requests.", Read(load->workers));
  write("cuepoint_http_workers_busy", "gauge", "Of these, those that do.",
        Read(load->busy_workers));
  write("cuepoint_http_pending_output_bytes", "gauge", "Answers that clients have yet to take.",
        Read(load->pending_output_bytes));
  write("cuepoint_http_connections_accepted_total", "counter", "Connections so far.",
        Read(load->accepted));
  write("cuepoint_http_shed_total", "counter",
        "Requests and connections refused because there was too much to do.", Read(load->shed));
  write("cuepoint_http_connections_evicted_total", "counter",
        "Idle connections closed to make room for others.", Read(load->evicted));
  write("cuepoint_http_connections_timed_out_total", "counter",
        "Connections cut off for being slow.", Read(load->timed_out));
}

void Metrics::State::WriteProcess(PrometheusText& text) const {
  const ProcessFigures process = ReadProcessFigures();
  text.Family("process_cpu_seconds_total", "counter", "User and system time.");
  text.Sample({}, process.cpu_s);
  const auto gauge = [&text](std::string_view name, std::string_view help, std::uint64_t value) {
    text.Family(name, "gauge", help);
    text.Sample({}, value);
  };
  gauge("process_resident_memory_bytes", "Memory in use.", process.resident_bytes);
  gauge("process_virtual_memory_bytes", "Address space.", process.virtual_bytes);
  gauge("process_open_fds", "Open descriptors.", process.open_descriptors);
  gauge("process_max_fds", "Descriptors that may be open.", process.most_descriptors);
  gauge("process_threads", "Threads.", process.threads);
  gauge("process_start_time_seconds", "When it started, in seconds since 1970.",
        static_cast<std::uint64_t>(started));
}

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::Record(const AccessRecord& record) {
  RouteCounters& counters = state_->routes[RouteIndex(record.route)];
  Add(counters.answers[IndexOrLast(kMethods, record.method)][IndexOrLast(kStatuses, record.status)],
      1);
  const double took_s = record.took_ms / 1e3;
  const auto bucket = std::lower_bound(kBuckets_s.begin(), kBuckets_s.end(), took_s);
  Add(counters.within[static_cast<std::size_t>(bucket - kBuckets_s.begin())], 1);
  Add(counters.took_ns, static_cast<std::uint64_t>(std::max(0.0, record.took_ms * 1e6)));
  Add(counters.bytes, record.bytes);
}

std::shared_ptr<ServerLoad> Metrics::load() const { return state_->load; }

void Metrics::SetIndexes(IndexSource source) {
  const std::lock_guard lock(state_->mutex);
  state_->indexes = std::move(source);
}

std::string Metrics::Render() const {
  IndexSource indexes;
  {
    const std::lock_guard lock(state_->mutex);
    indexes = state_->indexes;
  }
  PrometheusText text;
  state_->WriteRequests(text);
  state_->WriteDurations(text);
  state_->WriteLoad(text);
  if (indexes) WriteIndexes(indexes(), text);
  state_->WriteProcess(text);
  return std::move(text).Take();
}

namespace {

class MeasuringLog final : public ServerLog {
 public:
  MeasuringLog(std::shared_ptr<Metrics> metrics, std::shared_ptr<ServerLog> next)
      : metrics_(std::move(metrics)), next_(std::move(next)) {}

  void Access(const AccessRecord& record) override {
    metrics_->Record(record);
    if (next_ != nullptr) next_->Access(record);
  }
  void Problem(std::string_view message) override {
    if (next_ != nullptr) next_->Problem(message);
  }
  void Notice(std::string_view message) override {
    if (next_ != nullptr) next_->Notice(message);
  }
  Result<void> Reopen() override { return next_ != nullptr ? next_->Reopen() : Result<void>(); }

 private:
  const std::shared_ptr<Metrics> metrics_;
  const std::shared_ptr<ServerLog> next_;
};

}  // namespace

std::shared_ptr<ServerLog> MakeMeasuringLog(std::shared_ptr<Metrics> metrics,
                                            std::shared_ptr<ServerLog> next) {
  return std::make_shared<MeasuringLog>(std::move(metrics), std::move(next));
}

HttpHandler MakeMetricsHandler(std::shared_ptr<const Metrics> metrics, HttpHandler next) {
  return [metrics = std::move(metrics), next = std::move(next)](const HttpRequest& request) {
    constexpr std::string_view kPath = "/metrics";
    if (request.target.substr(0, request.target.find('?')) != kPath) return next(request);
    HttpReply reply;
    if (request.method != "GET" && request.method != "HEAD") {
      reply = ToReply(ProtocolProblem(405, "this path takes GET, HEAD"));
      reply.headers.emplace_back("Allow", "GET, HEAD");
    } else {
      reply.headers = {{"Content-Type", std::string(kPrometheusTextType)},
                       {"Cache-Control", std::string(kNeverStore)}};
      reply.body = metrics->Render();
    }
    reply.route = kPath;
    return reply;
  };
}

}  // namespace cuepoint
