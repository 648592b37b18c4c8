#include "server/http_message.h"

#include <array>
#include <cassert>
#include <cstdio>

namespace cuepoint {
namespace {

// IMF-fixdate of RFC 9110, section 5.6.7. strftime would use the locale's names.
std::string HttpDate(std::time_t now) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  if (gmtime_r(&now, &utc) == nullptr) return {};
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                 kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                                 kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900,
                                 utc.tm_hour, utc.tm_min, utc.tm_sec);
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

HttpReply JsonReply(std::string body, std::string_view cache_control) {
  HttpReply reply;
  reply.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  reply.headers.emplace_back("Cache-Control", cache_control);
  reply.body = std::move(body);
  return reply;
}

std::vector<HttpHeader> CommonHeaders(std::time_t now) {
  std::vector<HttpHeader> headers = {{"Server", "cuepoint"}, {"X-Content-Type-Options", "nosniff"}};
  std::string date = HttpDate(now);
  if (!date.empty()) headers.emplace_back("Date", std::move(date));
  return headers;
}

std::string ToClosingResponse(const HttpReply& reply, std::time_t now) {
  std::string bytes = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
  bytes += ReasonPhrase(reply.status);
  bytes += "\r\n";
  const auto add = [&bytes](const HttpHeader& header) {
    assert(header.second.find_first_of("\r\n") == std::string::npos);
    bytes += header.first + ": " + header.second + "\r\n";
  };
  for (const HttpHeader& header : reply.headers) add(header);
  for (const HttpHeader& header : CommonHeaders(now)) add(header);
  add({"Content-Length", std::to_string(reply.body.size())});
  add({"Connection", "close"});
  bytes += "\r\n";
  bytes += reply.body;
  return bytes;
}

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

}  // namespace cuepoint
