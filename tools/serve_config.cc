#include "tools/serve_config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <type_traits>

#include "corpus/input_file.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// More than anybody writes by hand, and quickly read.
constexpr std::size_t kFileLimit_bytes = 1 << 20;
constexpr std::size_t kSecretLimit_bytes = 4096;
constexpr std::size_t kNameLimit_bytes = 64;

Error Invalid(std::string message, std::string remedy = {}) {
  return {.code = ErrorCode::kInvalidArgument,
          .message = std::move(message),
          .remedy = std::move(remedy)};
}

std::string Quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view part = Trim(text.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// "0 to 65535", "1 or more".
std::string RangeText(const ServeOption& option) {
  const auto number = [](double value) { return std::to_string(std::llround(value)); };
  if (option.most == std::numeric_limits<double>::max()) return number(option.least) + " or more";
  return "from " + number(option.least) + " to " + number(option.most);
}

template <class Number>
Result<Number> ParseNumber(const ServeOption& option, std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  const bool in_range = static_cast<double>(number) >= option.least &&
                        static_cast<double>(number) <= option.most;  // Not for NaN.
  if (whole && in_range) return number;
  return Invalid(Quoted(text) + " is no " +
                 (std::is_floating_point_v<Number> ? "number " : "whole number ") +
                 RangeText(option));
}

Result<bool> ParseBool(std::string_view text) {
  const std::string word = ToLowerAscii(text);
  for (const std::string_view yes : {"true", "1", "yes", "on"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"false", "0", "no", "off"}) {
    if (word == no) return false;
  }
  return Invalid(Quoted(text) + " is neither true nor false");
}

Result<IndexConfig> ParseIndex(std::string_view text) {
  const std::size_t equals = text.find('=');
  IndexConfig index;
  index.name = Trim(text.substr(0, equals));
  if (equals != std::string_view::npos) index.db = Trim(text.substr(equals + 1));
  if (index.name.empty() || index.db.empty()) {
    return Invalid(Quoted(text) + " is not NAME=DIR");
  }
  return index;
}

struct TextSetter {
  const ServeOption& option;
  std::string_view text;
  ServeConfig& config;

  Result<void> operator()(std::string ServeConfig::*field) const {
    const auto& choices = option.choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
      std::string names;
      for (const std::string& name : choices) names += (names.empty() ? "" : ", ") + name;
      const std::string meant = Closest(text, choices);
      return Invalid(Quoted(text) + " is none of " + names,
                     meant.empty() ? "" : "did you mean " + Quoted(meant) + "?");
    }
    config.*field = text;
    return {};
  }
  Result<void> operator()(bool ServeConfig::*field) const { return Store(ParseBool(text), field); }
  Result<void> operator()(std::uint64_t ServeConfig::*field) const {
    return Store(ParseNumber<std::uint64_t>(option, text), field);
  }
  Result<void> operator()(double ServeConfig::*field) const {
    return Store(ParseNumber<double>(option, text), field);
  }
  Result<void> operator()(std::vector<std::string> ServeConfig::*field) const {
    config.*field = SplitList(text);
    return {};
  }
  Result<void> operator()(std::vector<IndexConfig> ServeConfig::*field) const {
    std::vector<IndexConfig> indexes;
    for (const std::string& part : SplitList(text)) {
      Result<IndexConfig> index = ParseIndex(part);
      if (!index) return index.error();
      indexes.push_back(*std::move(index));
    }
    config.*field = std::move(indexes);
    return {};
  }

  template <class T>
  Result<void> Store(Result<T> value, T ServeConfig::*field) const {
    if (!value) return value.error();
    config.*field = *std::move(value);
    return {};
  }
};

Error In(Error error, std::string source) {
  error.source = std::move(source);
  return error;
}

// ---- What belongs together ----------------------------------------------------------------------

bool IsPlain(std::string_view text, std::string_view also) {
  return std::all_of(text.begin(), text.end(), [also](char c) {
    return IsAlnum(c) || also.find(c) != std::string_view::npos;
  });
}

Result<void> CheckPath(IndexConfig& index) {
  if (index.path.empty()) {
    if (!index.hosts.empty()) return {};
    index.path = "/" + index.name;
  }
  while (index.path.size() > 1 && index.path.ends_with('/')) index.path.pop_back();
  if (!index.path.starts_with('/') || index.path.find("//") != std::string::npos ||
      index.path.find("/.") != std::string::npos || !IsPlain(index.path, "/-._~")) {
    return Invalid("path " + Quoted(index.path) + " of index " + Quoted(index.name) +
                       " is no path of plain letters, digits, hyphens and slashes",
                   "write it like \"/" + index.name + "\"");
  }
  for (const std::string_view taken :
       {"/v1", "/episodes", "/assets", "/healthz", "/readyz", "/metrics"}) {
    if (index.path == taken || index.path.starts_with(std::string(taken) + "/")) {
      return Invalid("path " + Quoted(index.path) + " of index " + Quoted(index.name) +
                     " is one of the service's own");
    }
  }
  return {};
}

Result<void> CheckIndexes(std::vector<IndexConfig>& indexes) {
  std::set<std::string> names;
  std::set<std::string> paths;
  std::set<std::string> hosts;
  for (IndexConfig& index : indexes) {
    if (index.name.empty() || index.name.size() > kNameLimit_bytes || !IsPlain(index.name, "-_.") ||
        index.name.starts_with('.')) {
      return Invalid("an index needs a name of letters, digits, hyphens and dots, not " +
                     Quoted(index.name));
    }
    if (index.db.empty()) {
      return Invalid("index " + Quoted(index.name) + " has no db", "say where its directory is");
    }
    if (Result<void> checked = CheckPath(index); !checked) return checked;
    if (index.name == "default") return Invalid("\"default\" is what the index of db is called");
    if (!names.insert(index.name).second) {
      return Invalid("two indexes are called " + Quoted(index.name));
    }
    if (!index.path.empty() && !paths.insert(index.path).second) {
      return Invalid("two indexes have the path " + Quoted(index.path));
    }
    for (std::string& host : index.hosts) {
      host = ToLowerAscii(host);
      if (host.empty() || !IsPlain(host, "-._:[]")) {
        return Invalid("host " + Quoted(host) + " of index " + Quoted(index.name) +
                       " is not a name such as \"search.example\"");
      }
      if (!hosts.insert(host).second) return Invalid("two indexes have the host " + Quoted(host));
    }
  }
  return {};
}

// A key from its file, so that it need not be on the command line, which everybody on a machine can
// read, nor in the environment, which children inherit.
Result<void> ReadSecret(std::string_view name, const std::string& path, std::string& secret) {
  if (path.empty()) return {};
  if (!secret.empty()) {
    return Invalid(std::string(name) + " and " + std::string(name) + "-file are both given",
                   "leave one out");
  }
  Result<InputFile> file = InputFile::Open(path);
  if (!file) return file.error();
  const Result<std::string> content = file->ReadAll(kSecretLimit_bytes);
  if (!content) return content.error();
  secret = Trim(*content);
  if (secret.empty()) return In(Invalid("is to hold a key and is empty"), path);
  return {};
}

Result<void> Finish(const ServeSources& sources, ServeConfig& config) {
  if (Result<void> checked = CheckIndexes(config.indexes); !checked) return checked;
  const bool has_default = std::any_of(config.indexes.begin(), config.indexes.end(),
                                       [](const IndexConfig& index) { return index.path == "/"; });
  if (has_default && !config.db.empty()) {
    return Invalid("both db and an index with the path \"/\" want to be the default",
                   "leave one out");
  }
  if (config.db.empty() && config.indexes.empty()) {
    Result<std::string> db = ResolveDatabase({}, sources.environment);
    if (!db) return db.error();
    config.db = *std::move(db);
  }
  if (Result<void> read = ReadSecret("api-key", config.api_key_file, config.api_key); !read) {
    return read;
  }
  return ReadSecret("log-key", config.log_key_file, config.log_key);
}

Result<std::string> ReadFile(const std::string& path) {
  Result<InputFile> file = InputFile::Open(path);
  if (!file) return file.error();
  return file->ReadAll(kFileLimit_bytes);
}

bool IsList(const ServeOption& option) {
  return std::holds_alternative<std::vector<std::string> ServeConfig::*>(option.field) ||
         std::holds_alternative<std::vector<IndexConfig> ServeConfig::*>(option.field);
}

}  // namespace

std::string ServeOption::variable() const {
  std::string text = "CUEPOINT_";
  for (const char c : name) {
    text.push_back(c == '-' ? '_' : IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return text;
}

std::string ServeOption::key() const {
  std::string text(name);
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

Result<void> SetFromText(const ServeOption& option, std::string_view text, ServeConfig& config) {
  return std::visit(TextSetter{option, text, config}, option.field);
}

Result<ServeSettings> LoadServeSettings(const ServeSources& sources) {
  ServeSettings settings;
  if (!sources.file.empty()) {
    const Result<std::string> toml = ReadFile(sources.file);
    if (!toml) return toml.error();
    const auto names = SetFromToml(*toml, sources.file, settings.config);
    if (!names) return names.error();
    for (const std::string_view name : *names) settings.origins[name] = "file";
  }
  for (const ServeOption& option : ServeOptions()) {
    const std::string text = sources.environment(option.variable()).value_or("");
    if (text.empty()) continue;
    if (Result<void> set = SetFromText(option, text, settings.config); !set) {
      return In(std::move(set).error(), option.variable());
    }
    settings.origins[option.name] = "environment";
  }
  std::map<const ServeOption*, std::string> flags;
  for (const auto& [option, text] : sources.flags) {
    std::string& all = flags[option];
    all = IsList(*option) && !all.empty() ? all + "," + text : text;
  }
  for (const auto& [option, text] : flags) {
    if (Result<void> set = SetFromText(*option, text, settings.config); !set) {
      return In(std::move(set).error(), option->flag());
    }
    settings.origins[option->name] = "flag";
  }
  if (Result<void> finished = Finish(sources, settings.config); !finished) return finished.error();
  return settings;
}

}  // namespace cuepoint
