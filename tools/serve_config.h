// What `cuepoint serve` is told, by flags, environment and a file.
//
// Each option is declared once, in ServeOptions(), and has one name in three spellings:
//
//   --log-format json            flag
//   CUEPOINT_LOG_FORMAT=json     environment: CUEPOINT_ and the flag in upper case
//   log_format = "json"          file (TOML)
//
// A flag counts more than the environment, that more than the file, that more than the default.
#ifndef CUEPOINT_TOOLS_SERVE_CONFIG_H_
#define CUEPOINT_TOOLS_SERVE_CONFIG_H_

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "corpus/result.h"
#include "tools/options.h"

namespace cuepoint {

/// One of several indexes: what a table [[index]] of the file says.
struct IndexConfig {
  std::string name;       ///< In the log, metrics and /readyz.
  std::string db;         ///< The directory.
  std::string path = {};  ///< "/netstack"; "/" makes it the one asked where no other fits.
  std::vector<std::string> hosts = {};  ///< Answered for whatever the path.
  std::string title = {};               ///< Of its site; empty for the show's.
  std::string public_url = {};          ///< Of its site; empty for the server's with the path.

  bool operator==(const IndexConfig&) const = default;
};

/// Everything that can be said. Times are in seconds.
struct ServeConfig {
  std::string db = {};
  std::vector<IndexConfig> indexes = {};
  std::string query_encoder = {};

  std::string host = "127.0.0.1";
  std::uint64_t port = 8080;
  std::uint64_t threads = 0;  ///< 0: one per core.

  std::string public_url = {};
  std::string site_title = {};

  bool quiet = false;
  std::string log_format = "text";
  std::string log_file = {};
  std::string log_queries = "none";
  std::string log_key = {};
  std::string log_key_file = {};

  std::vector<std::string> trusted_proxies = {};
  double rate = 30;
  double burst = 120;
  std::uint64_t client_requests = 16;
  std::uint64_t client_connections = 64;
  std::vector<std::string> allowed_origins = {};
  std::string api_key = {};
  std::string api_key_file = {};

  std::uint64_t max_connections = 1024;
  std::uint64_t max_waiting = 256;
  std::uint64_t max_body_bytes = 1 << 20;
  std::uint64_t cache_bytes = 32 << 20;
  std::uint64_t idle_timeout_s = 30;
  std::uint64_t request_timeout_s = 10;
  std::uint64_t body_timeout_s = 30;
  std::uint64_t answer_timeout_s = 60;
  std::uint64_t drain_timeout_s = 10;

  bool operator==(const ServeConfig&) const = default;
};

/// One option, for all three sources, the help and --print-config.
struct ServeOption {
  using Field =
      std::variant<std::string ServeConfig::*, bool ServeConfig::*, std::uint64_t ServeConfig::*,
                   double ServeConfig::*, std::vector<std::string> ServeConfig::*,
                   std::vector<IndexConfig> ServeConfig::*>;

  std::string_view group = {};  ///< Heading of the help and of the printed file.
  std::string_view name = {};   ///< "log-format".
  std::string_view type = {};   ///< What it takes, for the help: "FILE"; empty for a yes or no.
  std::string_view help = {};   ///< One sentence without a full stop.
  std::string_view unset = {};  ///< What holds where nothing is said, if not a value.
  Field field = {};
  std::vector<std::string> choices = {};  ///< For text: one of these.
  double least = 0;                       ///< For numbers.
  double most = std::numeric_limits<double>::max();
  bool secret = false;  ///< Never printed.

  std::string flag() const { return "--" + std::string(name); }
  std::string variable() const;  ///< "CUEPOINT_LOG_FORMAT".
  std::string key() const;       ///< "log_format".
};

/// Every option, in the order in which they are shown; "db" among them, though --db itself belongs
/// to all commands. Immutable.
const std::vector<ServeOption>& ServeOptions();

/// Sets `option` in `config` from text, as flags and variables have it: lists have commas between
/// their parts, an index is NAME=DIR, a yes or no is true, 1, yes, on or false, 0, no, off.
/// Error: kInvalidArgument, without saying where the text is from.
Result<void> SetFromText(const ServeOption& option, std::string_view text, ServeConfig& config);

/// What is said, and where: "flag", "environment", "file", by the option's name; nothing for what
/// is left at its default.
struct ServeSettings {
  ServeConfig config;
  std::map<std::string_view, std::string> origins;
};

/// Where settings come from.
struct ServeSources {
  std::vector<std::pair<const ServeOption*, std::string>> flags;  ///< As given; lists add up.
  EnvironmentFn environment;
  std::string file = {};  ///< Path of the TOML file; empty for none.
};

/// Reads all sources, resolves files of secrets, and checks what belongs together: names, paths and
/// hosts of indexes that are valid and each taken once. With no index named anywhere, the default
/// one is taken (ResolveDatabase). Errors name the place (flag, variable, or file with line and
/// column) and what was probably meant: kInvalidArgument, kParse, kType, kTooLarge, kNotFound,
/// kPermission.
Result<ServeSettings> LoadServeSettings(const ServeSources& sources);

/// Sets what the TOML text says. `source` names it in errors ("cuepoint.toml:3:8: …"). Returns the
/// names of the options set. Errors: kParse (not TOML, unknown key), kType, kInvalidArgument (a
/// value that is not valid).
Result<std::vector<std::string_view>> SetFromToml(std::string_view toml, const std::string& source,
                                                  ServeConfig& config);

/// The settings as TOML with a comment for each key. Reads back as the same, but for secrets, which
/// are only said to be there. Ends with a newline.
std::string SettingsToToml(const ServeSettings& settings);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SERVE_CONFIG_H_
