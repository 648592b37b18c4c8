#include "tools/access_log.h"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kTimeLength = std::string_view("2026-11-22T22:17:49.045Z").size();
constexpr std::string_view kTimeShape = "0000-00-00T00:00:00.000Z";

bool IsTime(std::string_view text) {
  if (text.size() != kTimeShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kTimeShape[i] == '0' ? !IsDigit(text[i]) : text[i] != kTimeShape[i]) return false;
  }
  return true;
}

template <class Number>
bool ToNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool IsSound(const LoggedAccess& access) {
  return access.status >= 100 && access.status <= 999 && std::isfinite(access.ms) && access.ms >= 0;
}

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// ---- Lines of key=value -------------------------------------------------------------------------

// Takes one value off the front of `rest`: up to the next space, or in quotation marks with what
// QuoteForLog escapes. False for one that does not end.
bool TakeValue(std::string_view& rest, std::string& value) {
  value.clear();
  if (!rest.starts_with('"')) {
    const std::size_t space = rest.find(' ');
    value = rest.substr(0, space);
    rest.remove_prefix(value.size());
    return true;
  }
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return true;
    }
    if (rest[i] != '\\') {
      value.push_back(rest[i]);
      continue;
    }
    if (++i == rest.size()) return false;
    if (rest[i] != 'x') {
      value.push_back(rest[i]);
      continue;
    }
    if (i + 2 >= rest.size()) return false;
    const int high = HexValue(rest[i + 1]);
    const int low = HexValue(rest[i + 2]);
    if (high < 0 || low < 0) return false;
    value.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return false;
}

bool SetField(std::string_view key, std::string&& value, LoggedAccess& access) {
  if (key == "status") return ToNumber(value, access.status);
  if (key == "ms") return ToNumber(value, access.ms);
  if (key == "bytes") return ToNumber(value, access.bytes);
  if (key == "hits") return ToNumber(value, access.hits.emplace());
  if (key == "client") access.client = std::move(value);
  if (key == "method") access.method = std::move(value);
  if (key == "path") access.path = std::move(value);
  if (key == "route") access.route = std::move(value);
  if (key == "index") access.index = std::move(value);
  if (key == "query") access.query = RepairUtf8(value);
  if (key == "query_hash") access.query_hash = std::move(value);
  return true;  // Later versions may say more.
}

bool ParseFields(std::string_view rest, LoggedAccess& access) {
  std::string value;
  while (!rest.empty()) {
    const std::size_t equals = rest.find('=');
    if (equals == 0 || equals == std::string_view::npos) return false;
    const std::string_view key = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    if (!TakeValue(rest, value) || !SetField(key, std::move(value), access)) return false;
    if (rest.starts_with(' ')) {
      rest.remove_prefix(1);
    } else if (!rest.empty()) {
      return false;
    }
  }
  return IsSound(access);
}

LogLineKind ParseText(std::string_view line, LoggedAccess& access) {
  // Whatever stands in a request comes later on its line than the level does.
  for (const std::string_view level : {" info ", " error "}) {
    const std::size_t at = line.find(level);
    if (at == std::string_view::npos || at < kTimeLength) continue;
    const std::string_view time = line.substr(at - kTimeLength, kTimeLength);
    if (!IsTime(time)) continue;
    const std::string_view rest = line.substr(at + level.size());
    if (level == " error ") return LogLineKind::kProblem;
    if (!rest.starts_with("client=")) return LogLineKind::kNotice;
    access.time = time;
    return ParseFields(rest, access) ? LogLineKind::kAccess : LogLineKind::kUnknown;
  }
  return LogLineKind::kUnknown;
}

// ---- Lines of JSON ------------------------------------------------------------------------------

class FieldReader {
 public:
  explicit FieldReader(const nlohmann::json& json) : json_(json) {}

  std::string Text(const char* key) {
    const auto at = json_.find(key);
    if (at == json_.end()) return {};
    if (!at->is_string()) sound_ = false;
    return at->is_string() ? at->get<std::string>() : std::string();
  }
  double Number(const char* key) {
    const auto at = json_.find(key);
    if (at == json_.end() || !at->is_number()) sound_ = false;
    return sound_ ? at->get<double>() : 0;
  }
  std::optional<std::size_t> Count(const char* key) {
    const auto at = json_.find(key);
    if (at == json_.end()) return std::nullopt;
    if (!at->is_number_unsigned()) sound_ = false;
    return sound_ ? std::optional(at->get<std::size_t>()) : std::nullopt;
  }
  bool sound() const { return sound_; }

 private:
  const nlohmann::json& json_;
  bool sound_ = true;
};

LogLineKind ParseJson(std::string_view line, LoggedAccess& access) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return LogLineKind::kUnknown;
  FieldReader reader(json);
  access.time = reader.Text("time");
  const std::string level = reader.Text("level");
  if (!IsTime(access.time) || level.empty()) return LogLineKind::kUnknown;
  if (json.contains("message")) {
    return level == "error" ? LogLineKind::kProblem : LogLineKind::kNotice;
  }
  access.client = reader.Text("client");
  access.method = reader.Text("method");
  access.path = reader.Text("path");
  const double status = reader.Number("status");
  access.status = status >= 100 && status <= 999 ? static_cast<int>(status) : 0;
  access.ms = reader.Number("ms");
  access.bytes = reader.Count("bytes").value_or(0);
  access.hits = reader.Count("hits");
  access.route = reader.Text("route");
  access.index = reader.Text("index");
  access.query = reader.Text("query");
  access.query_hash = reader.Text("query_hash");
  return reader.sound() && IsSound(access) ? LogLineKind::kAccess : LogLineKind::kUnknown;
}

}  // namespace

LogLineKind ParseLogLine(std::string_view line, LoggedAccess& access) {
  access = {};
  line = Trim(line);
  constexpr std::string_view kJsonStart = "{\"time\":\"";
  const std::size_t json = line.find(kJsonStart);
  const std::size_t level = line.find(" info ");
  if (json != std::string_view::npos && (level == std::string_view::npos || json < level)) {
    return ParseJson(line.substr(json), access);
  }
  return ParseText(line, access);
}

}  // namespace cuepoint
