#include "server/access_format.h"

#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace cuepoint {

std::string QuoteForLog(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      quoted += "\\x";
      quoted += kHex[byte >> 4];
      quoted += kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string FormatAccess(const AccessRecord& record, const LoggedQuery& query) {
  std::array<char, 32> ms{};
  std::snprintf(ms.data(), ms.size(), "%.3f", record.took_ms);
  std::string line = "client=" + std::string(record.client);
  line += " method=" + std::string(record.method.empty() ? "-" : record.method);
  line += " path=" + QuoteForLog(record.path);
  line += " status=" + std::to_string(record.status);
  line += " ms=" + std::string(ms.data());
  line += " bytes=" + std::to_string(record.bytes);
  if (record.hits) line += " hits=" + std::to_string(*record.hits);
  if (!record.route.empty()) line += " route=" + QuoteForLog(record.route);
  if (!record.index.empty()) line += " index=" + QuoteForLog(record.index);
  if (!query.text.empty()) line += " query=" + QuoteForLog(query.text);
  if (!query.hash.empty()) line += " query_hash=" + query.hash;
  return line;
}

std::string FormatAccessJson(const AccessRecord& record, const LoggedQuery& query) {
  nlohmann::ordered_json json = {{"client", record.client},
                                 {"method", record.method},
                                 {"path", record.path},
                                 {"status", record.status},
                                 {"ms", std::round(record.took_ms * 1000) / 1000},
                                 {"bytes", record.bytes}};
  if (record.hits) json["hits"] = *record.hits;
  if (!record.route.empty()) json["route"] = record.route;
  if (!record.index.empty()) json["index"] = record.index;
  if (!query.text.empty()) json["query"] = query.text;
  if (!query.hash.empty()) json["query_hash"] = query.hash;
  return json.dump(-1, ' ', /*ensure_ascii=*/true,
                   nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace cuepoint
