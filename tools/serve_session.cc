#include "tools/serve_session.h"

#include <chrono>
#include <thread>
#include <utility>

#include "query/engine.h"
#include "server/metrics.h"
#include "server/search_backend.h"
#include "server/site_router.h"
#include "tools/service_manager.h"
#include "tools/text_format.h"

namespace cuepoint {
namespace {

// What the index is called that --db names, where there are others.
constexpr const char* kDefaultName = "default";

LogOptions LogOptionsOf(const ServeConfig& config) {
  LogOptions options;
  options.format = config.log_format == "json" ? LogFormat::kJson : LogFormat::kText;
  options.file = config.log_file;
  options.accesses = !config.quiet;
  if (config.log_queries == "hash") options.queries = QueryLogging::kHash;
  if (config.log_queries == "full") options.queries = QueryLogging::kFull;
  options.query_key = config.log_key;
  return options;
}

GuardOptions GuardOptionsOf(const ServeConfig& config) {
  GuardOptions options;
  options.trusted_proxies = config.trusted_proxies;
  options.requests_per_second = config.rate;
  options.burst = config.burst;
  options.requests_at_once = config.client_requests;
  options.connections = config.client_connections;
  options.allowed_origins = config.allowed_origins;
  options.api_key = config.api_key;
  return options;
}

ServerOptions ServerOptionsOf(const ServeConfig& config) {
  ServerOptions options;
  options.host = config.host;
  options.port = static_cast<int>(config.port);
  options.threads = static_cast<unsigned>(config.threads);
  options.limits.connections = config.max_connections;
  options.limits.queue_limit = config.max_waiting;
  options.limits.body_bytes = config.max_body_bytes;
  const auto seconds = [](std::uint64_t count) { return std::chrono::seconds(count); };
  options.limits.idle_timeout = seconds(config.idle_timeout_s);
  options.limits.head_timeout = seconds(config.request_timeout_s);
  options.limits.body_timeout = seconds(config.body_timeout_s);
  options.limits.write_timeout = seconds(config.answer_timeout_s);
  options.limits.drain_timeout = seconds(config.drain_timeout_s);
  options.guard = GuardOptionsOf(config);
  return options;
}

// All indexes, the default one among them.
std::vector<IndexConfig> IndexesOf(const ServeConfig& config) {
  std::vector<IndexConfig> indexes;
  if (!config.db.empty()) {
    IndexConfig& index = indexes.emplace_back();
    index.name = config.indexes.empty() ? "" : kDefaultName;
    index.db = config.db;
    index.path = "/";
    index.title = config.site_title;
  }
  indexes.insert(indexes.end(), config.indexes.begin(), config.indexes.end());
  return indexes;
}

LiveIndex::Opener OpenerOf(const ServeConfig& config, const std::string& directory) {
  return [directory,
          encoder = config.query_encoder]() -> Result<std::shared_ptr<const SearchBackend>> {
    EngineOptions options;
    options.query_encoder = encoder;
    Result<Engine> engine = Engine::Open(directory, std::move(options));
    if (!engine) return engine.error();
    // A service that could not answer should not start, and its first visitor should not wait.
    if (Result<void> prepared = engine->Prepare(); !prepared) return prepared.error();
    return MakeEngineBackend(*std::move(engine));
  };
}

ApiOptions ApiOptionsOf(const ServeConfig& config, const IndexConfig& index) {
  ApiOptions options;
  options.name = index.name;
  options.cache_bytes = config.cache_bytes;
  options.site.title = index.title;
  return options;
}

// Where visitors find an index by its path: at its own address, or under that of the server.
SiteOptions PathSite(const ServeConfig& config, const IndexConfig& index) {
  const std::string path = index.path == "/" ? "" : index.path;
  SiteOptions site;
  site.title = index.title;
  site.public_url = index.public_url;
  if (site.public_url.empty() && !config.public_url.empty()) {
    std::string_view server = config.public_url;
    while (server.ends_with('/')) server.remove_suffix(1);
    site.public_url = std::string(server) + path;
  }
  site.base_path = path;
  return site;
}

// The path of an address: "/podcasts" of "https://example.org/podcasts/".
std::string PathOf(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t host = url.find("://");
  if (host == std::string_view::npos) return {};
  const std::size_t path = url.find('/', host + 3);
  return path == std::string_view::npos ? std::string() : std::string(url.substr(path));
}

}  // namespace

Result<std::unique_ptr<ServeSession>> ServeSession::Create(const ServeConfig& config) {
  std::unique_ptr<ServeSession> session(new ServeSession);
  SiteRouterOptions routing;
  routing.title = config.site_title;
  routing.base = PathOf(config.public_url);
  for (const IndexConfig& index : IndexesOf(config)) {
    SiteMount& mount = routing.mounts.emplace_back();
    std::vector<ApiOptions> sites;
    if (!index.path.empty()) {
      sites.push_back(ApiOptionsOf(config, index));
      sites.back().site = PathSite(config, index);
    }
    if (!index.hosts.empty()) {
      mount.host_site = sites.size();
      sites.push_back(ApiOptionsOf(config, index));
      sites.back().site.public_url = index.public_url;
    }
    Result<std::unique_ptr<LiveIndex>> live =
        LiveIndex::Create(index.name, std::move(sites), OpenerOf(config, index.db));
    if (!live) return live.error();
    session->indexes_.push_back(*std::move(live));
    session->directories_.push_back(index.db);
    mount.index = session->indexes_.back();
    mount.path = index.path;
    mount.hosts = index.hosts;
    mount.title = index.title;
    mount.public_url = index.public_url;
  }
  Result<SiteRouter> created = SiteRouter::Create(std::move(routing));
  if (!created) return created.error();
  auto router = std::make_shared<const SiteRouter>(*std::move(created));

  Result<std::shared_ptr<ServerLog>> log = MakeServerLog(LogOptionsOf(config));
  if (!log) return log.error();
  session->log_ = *log;
  auto metrics = std::make_shared<Metrics>();
  metrics->SetIndexes([indexes = session->indexes_] {
    std::vector<IndexFigures> figures;
    for (const auto& index : indexes) figures.push_back(index->Figures());
    return figures;
  });
  ServerOptions options = ServerOptionsOf(config);
  options.log = MakeMeasuringLog(metrics, *std::move(log));
  options.load = metrics->load();
  Result<std::unique_ptr<HttpServer>> server = HttpServer::CreateWithHandler(
      std::move(options), MakeMetricsHandler(metrics, [router](const HttpRequest& request) {
        return router->Handle(request);
      }));
  if (!server) return server.error();
  session->server_ = *std::move(server);
  return session;
}

Result<int> ServeSession::Bind() { return server_->Bind(); }

Result<void> ServeSession::Run(const std::function<void()>& on_open) {
  std::thread minder([this, &on_open] { Mind(on_open); });
  const Result<void> served = server_->Run();
  Stop();
  minder.join();
  if (failure_) return *failure_;
  return served;
}

void ServeSession::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  server_->Stop();
}

void ServeSession::Reload() {
  {
    const std::lock_guard lock(mutex_);
    reload_ = true;
  }
  changed_.notify_all();
}

void ServeSession::Mind(const std::function<void()>& on_open) {
  if (Result<void> opened = OpenAll(); !opened) {
    failure_ = std::move(opened).error();
    server_->Stop();
    return;
  }
  on_open();
  TellServiceManager(ServiceState::kReady);
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || reload_; });
      if (stopping_) break;
      reload_ = false;
    }
    TellServiceManager(ServiceState::kReloading);
    ReopenAll();
    TellServiceManager(ServiceState::kReady);
  }
  TellServiceManager(ServiceState::kStopping);
}

Result<void> ServeSession::OpenAll() {
  for (const std::shared_ptr<LiveIndex>& index : indexes_) {
    if (Result<void> opened = index->Open(); !opened) return opened;
    const std::lock_guard lock(mutex_);
    if (stopping_) break;
  }
  return {};
}

void ServeSession::ReopenAll() {
  if (const Result<void> reopened = log_->Reopen(); !reopened) {
    log_->Problem("the log goes on in its old file: " + ToString(reopened.error()));
  }
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    if (const Result<void> opened = indexes_[i]->Open(); !opened) {
      log_->Problem("the index stays as it was: " + ToString(opened.error()));
      continue;
    }
    const Result<IndexInfo> info = indexes_[i]->Info();
    log_->Notice("opened " + directories_[i] + " anew" +
                 (info ? ": " + FormatCount(info->episodes, "episode") : std::string()));
  }
}

}  // namespace cuepoint
