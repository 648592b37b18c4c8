#include "server/cors.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
// How long a browser may remember; Chromium caps it there.
constexpr std::string_view kMaxAge_s = "7200";
// All that any path takes, and the fields that are not always allowed anyway.
constexpr std::string_view kMethods = "GET, HEAD, POST";
constexpr std::string_view kRequestFields = "Authorization, Content-Type, If-None-Match";
constexpr std::string_view kReadableFields = "ETag, Retry-After";

// An origin as browsers serialise it (HTML Standard, "ASCII serialization of an origin"): scheme
// and host in lower case, no port where it is the scheme's own, no path.
Result<void> CheckOrigin(std::string_view origin) {
  const auto invalid = [origin](std::string_view why) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "allowed origin \"" + std::string(origin) + "\" " + std::string(why),
                 .remedy = "write it as browsers do: https://example.org, or \"*\" for all"};
  };
  const bool https = origin.starts_with("https://");
  if (!https && !origin.starts_with("http://")) {
    return invalid("does not start with https:// or http://");
  }
  const std::string_view host = origin.substr(origin.find("//") + 2);
  if (host.empty()) return invalid("has no host");
  if (host.find_first_of("/?#") != std::string_view::npos) return invalid("has a path");
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '.' || c == '-' || c == ':' || c == '[' ||
           c == ']' || c == '_';
  });
  if (!plain) return invalid("is not in the form that browsers send");
  if (host.ends_with(https ? ":443" : ":80"))
    return invalid("has the port that goes without saying");
  return {};
}

void AddVary(HttpReply& reply, std::string_view field) {
  for (HttpHeader& header : reply.headers) {
    if (header.first != "Vary") continue;
    header.second.append(", ").append(field);
    return;
  }
  reply.headers.emplace_back("Vary", field);
}

}  // namespace

Result<Cors> Cors::Create(std::vector<std::string> allowed_origins) {
  Cors cors;
  for (std::string& origin : allowed_origins) {
    if (origin == "*") {
      cors.every_origin_ = true;
      continue;
    }
    if (Result<void> checked = CheckOrigin(origin); !checked) return checked.error();
    cors.origins_.push_back(std::move(origin));
  }
  return cors;
}

bool Cors::Allows(std::string_view origin) const {
  if (origin.empty()) return false;
  return every_origin_ || std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

bool Cors::IsAllowedPreflight(const HttpRequest& request) const {
  return request.method == "OPTIONS" && !request.requested_method.empty() && Allows(request.origin);
}

HttpReply Cors::AnswerPreflight(const HttpRequest& request) const {
  HttpReply reply;
  reply.status = 204;
  reply.headers = {{"Access-Control-Allow-Methods", std::string(kMethods)},
                   {"Access-Control-Allow-Headers", std::string(kRequestFields)},
                   {"Access-Control-Max-Age", std::string(kMaxAge_s)}};
  Admit(request, reply);
  return reply;
}

void Cors::Admit(const HttpRequest& request, HttpReply& reply) const {
  const bool open =
      std::any_of(reply.headers.begin(), reply.headers.end(),
                  [](const HttpHeader& header) { return header.first == kAllowOrigin; });
  if (open || (!every_origin_ && origins_.empty())) return;
  if (!every_origin_) AddVary(reply, "Origin");
  if (!Allows(request.origin)) return;
  reply.headers.emplace_back(kAllowOrigin, every_origin_ ? "*" : request.origin);
  reply.headers.emplace_back("Access-Control-Expose-Headers", kReadableFields);
}

}  // namespace cuepoint
