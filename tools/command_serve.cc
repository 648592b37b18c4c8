// cuepoint serve: the index over HTTP, until told to stop.
#include "query/engine.h"
#include "server/http_server.h"
#include "server/search_backend.h"
#include "server/server_log.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/stop_signal.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string Address(const std::string& host, int port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

class ServeCommand : public Command {
 public:
  std::string_view name() const override { return "serve"; }
  std::string_view summary() const override { return "Answer searches over HTTP"; }
  std::string_view operands() const override { return ""; }
  std::string_view details() const override {
    return R"(Serves a website with the search at /, the search for other pages at /cuepoint.js, and GET
/v1/search?q=, /v1/episodes/ID, /healthz and /readyz as JSON. The address is printed and requests
are logged to standard error, without what people searched for. SIGTERM and SIGINT finish the
requests under way and exit with status 0; a changed index is picked up without a restart.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint serve
cuepoint serve --db /srv/podcast --host 0.0.0.0 --port 80
curl 'http://127.0.0.1:8080/v1/search?q=quic')";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--host", options_.host, "Name or address to listen on (default: 127.0.0.1)")
        ->type_name("HOST");
    app.add_option("--port", options_.port, "Port to listen on; 0 for any (default: 8080)")
        ->type_name("N")
        ->check(CLI::Range(0, 65535));
    AddQueryEncoderOption(app, engine_options_.query_encoder);
    app.add_option("--threads", options_.threads, "Searches at a time (default: one per core)")
        ->type_name("N")
        ->check(CLI::Range(0u, 1024u));
    app.add_option("--public-url", options_.site.public_url,
                   "Where visitors find the site, for links to it (default: what they asked for)")
        ->type_name("URL");
    app.add_option("--site-title", options_.site.title,
                   "Name of the site (default: the title of the show)")
        ->type_name("TEXT");
    app.add_flag("--quiet", quiet_, "Log no requests");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    Result<Engine> engine = Engine::Open(*path, engine_options_);
    if (!engine) return engine.error();
    // A service that could not answer should not start, and its first visitor should not wait.
    if (Result<void> prepared = engine->Prepare(); !prepared) return prepared.error();
    if (!quiet_) options_.log = MakeStderrLog();
    Result<std::unique_ptr<HttpServer>> server =
        HttpServer::Create(options_, MakeEngineBackend(std::move(*engine)));
    if (!server) return server.error();
    const StopSignal stop([&server] { (*server)->Stop(); });
    const Result<int> port = (*server)->Bind();
    if (!port) return port.error();
    console.Note("listening on " + SafeText(Address(options_.host, *port)) + " (index " +
                 SafeText(*path) + "); stop with Ctrl-C");
    const Result<void> served = (*server)->Run();
    if (!served) return served.error();
    console.Note("stopped");
    return ExitStatus::kOk;
  }

 private:
  ServerOptions options_;
  EngineOptions engine_options_;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeServeCommand() { return std::make_unique<ServeCommand>(); }

}  // namespace cuepoint
