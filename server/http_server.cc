#include "server/http_server.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <thread>
#include <utility>

#include "server/connection_gate.h"
#include "server/handlers.h"
#include "server/listener.h"
#include "server/transport.h"

namespace cuepoint {
namespace {

// A search mostly computes, but a cold index waits for the disk: even on one or two cores some
// threads have to be there meanwhile. With four instead of three on two cores, all busy, answers
// came 2 % less often and the slowest of a hundred took 4.3 ms instead of 3.4.
constexpr unsigned kLeastThreads = 3;
constexpr unsigned kMostThreads = 1024;

// What cpp-httplib is built to take at most; beyond, its own refusals would be less precise.
constexpr HeadLimits kMostHead = {
    .target_bytes = 8192, .head_bytes = 1u << 20, .header_bytes = 8190, .headers = 100};

Error Invalid(std::string message) {
  return {.code = ErrorCode::kInvalidArgument, .message = std::move(message)};
}

Result<void> Check(const ServerOptions& options) {
  const ServerLimits& limits = options.limits;
  if (options.port < 0 || options.port > 65535) return Invalid("the port must be from 0 to 65535");
  if (options.threads > kMostThreads) return Invalid("too many threads");
  struct Bound {
    std::string_view name;
    std::size_t value;
    std::size_t most;
  };
  constexpr std::size_t kAny = static_cast<std::size_t>(-1);
  for (const Bound& bound :
       {Bound{"target_bytes", limits.target_bytes, kMostHead.target_bytes},
        Bound{"head_bytes", limits.head_bytes, kMostHead.head_bytes},
        Bound{"header_bytes", limits.header_bytes, kMostHead.header_bytes},
        Bound{"headers", limits.headers, kMostHead.headers},
        Bound{"body_bytes", limits.body_bytes, kAny},
        Bound{"connections", limits.connections, kAny},
        Bound{"queue_limit", limits.queue_limit, kAny},
        Bound{"pending_body_bytes", limits.pending_body_bytes, kAny},
        Bound{"pending_output_bytes", limits.pending_output_bytes, kAny},
        Bound{"requests_per_connection", limits.requests_per_connection, kAny}}) {
    if (bound.value >= 1 && bound.value <= bound.most) continue;
    std::string message = "limit " + std::string(bound.name) + " must be 1 or more";
    if (bound.most != kAny) message += " and at most " + std::to_string(bound.most);
    return Invalid(std::move(message));
  }
  return {};
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(ServerOptions options, std::unique_ptr<Guard> guard, HttpHandler handler)
      : options_(std::move(options)),
        guard_(std::move(guard)),
        transport_(
            options_.limits,
            [this, next = std::move(handler)](const HttpRequest& request) {
              return guard_->Handle(request, next);
            },
            options_.log) {}

  Result<void> Open() {
    Result<std::unique_ptr<ConnectionGate>> gate = ConnectionGate::Create(
        options_.limits,
        {.answer = [this](Connection& connection,
                          bool closing) { transport_.Answer(connection, closing); },
         .is_trivial =
             [this](const Connection& connection) { return transport_.IsTrivial(connection); },
         .takes_body =
             [this](const Connection& connection) { return transport_.TakesBody(connection); },
         .refuse = [this](const Connection& connection,
                          int status) { return transport_.Refuse(connection, status); },
         .group_of = [this](const std::string& client) { return guard_->GroupOf(client); },
         .group_connections = options_.guard.connections},
        options_.load);
    if (!gate) return std::move(gate).error();
    gate_ = *std::move(gate);
    return {};
  }

  Result<int> Bind() {
    Result<UniqueFd> listener = ListenTcp(options_.host, options_.port);
    if (!listener) return std::move(listener).error();
    listener_ = *std::move(listener);
    return PortOf(listener_);
  }

  Result<void> Run() {
    assert(listener_);
    const unsigned threads = options_.threads != 0
                                 ? options_.threads
                                 : std::max(kLeastThreads, std::thread::hardware_concurrency());
    return gate_->Run(std::move(listener_), threads);
  }

  void Stop() { gate_->Stop(); }

 private:
  const ServerOptions options_;
  const std::unique_ptr<Guard> guard_;
  Transport transport_;
  UniqueFd listener_;
  std::unique_ptr<ConnectionGate> gate_;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::Create(
    ServerOptions options, std::shared_ptr<const SearchBackend> backend) {
  if (backend == nullptr) return Invalid("a server needs a backend");
  Result<Api> created = Api::Create(std::move(backend), {.site = options.site});
  if (!created) return created.error();
  auto api = std::make_shared<const Api>(*std::move(created));
  return CreateWithHandler(std::move(options),
                           [api](const HttpRequest& request) { return api->Handle(request); });
}

Result<std::unique_ptr<HttpServer>> HttpServer::CreateWithHandler(ServerOptions options,
                                                                  HttpHandler handler) {
  if (!handler) return Invalid("a server needs a handler");
  if (Result<void> checked = Check(options); !checked) return checked.error();
  Result<std::unique_ptr<Guard>> guard = Guard::Create(options.guard);
  if (!guard) return guard.error();
  auto impl = std::make_unique<Impl>(std::move(options), *std::move(guard), std::move(handler));
  if (Result<void> opened = impl->Open(); !opened) return opened.error();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

Result<int> HttpServer::Bind() { return impl_->Bind(); }
Result<void> HttpServer::Run() { return impl_->Run(); }
void HttpServer::Stop() { impl_->Stop(); }

}  // namespace cuepoint
