// cuepoint serve: indexes over HTTP, until told to stop.
#include <utility>

#include "tools/command.h"
#include "tools/options.h"
#include "tools/serve_config.h"
#include "tools/serve_session.h"
#include "tools/stop_signal.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string Address(const std::string& host, int port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

// "index /srv/a", "indexes a, b".
std::string IndexesText(const ServeConfig& config) {
  if (config.indexes.empty()) return "index " + SafeText(config.db);
  std::string text = config.db.empty() ? "" : "default";
  for (const IndexConfig& index : config.indexes) {
    text += (text.empty() ? "" : ", ") + index.name;
  }
  return (config.indexes.size() == 1 && config.db.empty() ? "index " : "indexes ") + text;
}

// "(default: 8080)", for the help.
std::string DefaultOf(const ServeOption& option) {
  const ServeConfig defaults;
  std::string text(option.unset);
  if (text.empty()) {
    if (const auto* word = std::get_if<std::string ServeConfig::*>(&option.field)) {
      text = defaults.*(*word);
    } else if (const auto* count = std::get_if<std::uint64_t ServeConfig::*>(&option.field)) {
      text = std::to_string(defaults.*(*count));
    } else if (const auto* number = std::get_if<double ServeConfig::*>(&option.field)) {
      text = std::to_string(static_cast<long long>(defaults.*(*number)));
    }
  }
  return text.empty() ? "" : " (default: " + text + ")";
}

class ServeCommand : public Command {
 public:
  std::string_view name() const override { return "serve"; }
  std::string_view summary() const override { return "Answer searches over HTTP"; }
  std::string_view operands() const override { return ""; }
  std::string_view details() const override {
    return R"(Serves a website with the search at /, the search for other pages at /cuepoint.js, and GET
/v1/search?q=, /v1/suggest?q=, /v1/episodes/ID, /healthz, /readyz and /metrics. It listens at once
and answers 503 until the index is open. The address is printed and requests are logged to standard
error, without what people searched for.

Every option can also be a variable (--log-format: CUEPOINT_LOG_FORMAT) or a line of a TOML file
(log_format = "json"); a flag counts more than a variable, that more than the file.

SIGTERM and SIGINT finish the requests under way and exit with status 0; SIGHUP opens the indexes and
the log's file anew. An index that changes is picked up without either.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint serve
cuepoint serve --db /srv/podcast --host 0.0.0.0 --port 80
cuepoint serve --index netstack=/srv/netstack --index other=/srv/other
cuepoint serve --config /etc/cuepoint.toml --check-config
curl 'http://127.0.0.1:8080/v1/search?q=quic')";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--config", file_, "Read settings from this TOML file (or $CUEPOINT_CONFIG)")
        ->type_name("FILE");
    app.add_flag("--print-config", print_, "Print all settings as such a file, and exit");
    app.add_flag("--check-config", check_, "Say whether the settings are valid, and exit");
    for (const ServeOption& option : ServeOptions()) {
      if (option.name != "db") DeclareOne(app, option);  // --db is common to all commands.
    }
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    for (const ServeOption& option : ServeOptions()) {
      if (option.name == "db" && !line.db.empty()) flags_.emplace_back(&option, line.db);
    }
    if (file_.empty()) file_ = ProcessEnvironment("CUEPOINT_CONFIG").value_or("");
    const Result<ServeSettings> settings =
        LoadServeSettings({.flags = flags_, .environment = ProcessEnvironment, .file = file_});
    if (!settings) return settings.error();
    const ServeConfig& config = settings->config;
    if (check_ || print_) {
      ServeConfig checked = config;
      checked.log_file.clear();  // It would be made, and perhaps belong to the wrong user.
      const auto session = ServeSession::Create(checked);
      if (!session) return session.error();
      if (print_) console.Print(SettingsToToml(*settings));
      if (check_) console.Note("the settings are valid");
      return ExitStatus::kOk;
    }
    return Serve(config, console);
  }

 private:
  void DeclareOne(CLI::App& app, const ServeOption& option) {
    const auto take = [this, &option](const std::string& text) {
      ServeConfig scratch;
      if (const Result<void> set = SetFromText(option, text, scratch); !set) {
        throw CLI::ValidationError(option.flag() + ": " + ToString(set.error()));
      }
      flags_.emplace_back(&option, text);
    };
    const std::string help = std::string(option.help) + DefaultOf(option);
    const std::string group(option.group);
    if (std::holds_alternative<bool ServeConfig::*>(option.field)) {
      app.add_flag_callback(
             option.flag(), [take] { take("true"); }, help)
          ->group(group);
      return;
    }
    const auto take_all = [take](const std::vector<std::string>& texts) {
      for (const std::string& text : texts) take(text);
    };
    app.add_option_function<std::vector<std::string>>(option.flag(), take_all, help)
        ->type_name(std::string(option.type))
        ->allow_extra_args(false)
        ->group(group);
  }

  static Result<ExitStatus> Serve(const ServeConfig& config, Console& console) {
    Result<std::unique_ptr<ServeSession>> created = ServeSession::Create(config);
    if (!created) return created.error();
    ServeSession& session = **created;
    const StopSignal signals([&session] { session.Stop(); }, [&session] { session.Reload(); });
    const Result<int> port = session.Bind();
    if (!port) return port.error();
    const std::string address = SafeText(Address(config.host, *port));
    const std::string indexes = IndexesText(config);
    console.Note("opening " + indexes + "; " + address + "/readyz says when");
    const Result<void> served = session.Run(
        [&] { console.Note("listening on " + address + " (" + indexes + "); stop with Ctrl-C"); });
    if (!served) return served.error();
    console.Note("stopped");
    return ExitStatus::kOk;
  }

  std::vector<std::pair<const ServeOption*, std::string>> flags_;
  std::string file_;
  bool print_ = false;
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeServeCommand() { return std::make_unique<ServeCommand>(); }

}  // namespace cuepoint
