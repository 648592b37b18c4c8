#include "corpus/fetch/fetch_error.h"

#include <algorithm>
#include <array>
#include <string>

#include <curl/curl.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kLater = "try again later";

struct StatusText {
  int status;
  ErrorCode code;
  std::string_view message;
  std::string_view remedy;
};

constexpr StatusText kStatuses[] = {
    {401, ErrorCode::kPermission, "the server wants a login",
     "use the private address that the publisher gave you"},
    {402, ErrorCode::kPermission, "the server wants to be paid", ""},
    {403, ErrorCode::kPermission, "the server refuses access",
     "see whether a browser may open it; some servers refuse programs"},
    {404, ErrorCode::kNotFound, "the server has no such document", "check the address"},
    {410, ErrorCode::kNotFound, "the document is gone for good", "look for the show's new address"},
    {429, ErrorCode::kUnavailable, "the server was asked too often", kLater},
    {451, ErrorCode::kPermission, "the server may not show it for legal reasons", ""},
};

Error Make(ErrorCode code, std::string_view kind, std::string message, std::string_view remedy) {
  return {.code = code,
          .message = std::move(message),
          .remedy = std::string(remedy),
          .kind = std::string(kind)};
}

}  // namespace

Error RefusedAddressError(std::string_view host, std::string_view address,
                          std::string_view purpose) {
  const std::string name = RepairUtf8(host);
  std::string message = address.empty() || address == host
                            ? "the address " + name
                            : "the address " + std::string(address) + " of " + name;
  message += " is not public (" + std::string(purpose) + ")";
  return Make(ErrorCode::kPermission, "refused-address", std::move(message),
              "use --allow-private if you trust the source and its servers");
}

Error TooLargeError(std::size_t limit_bytes) {
  return Make(ErrorCode::kTooLarge, "too-large",
              "the document is larger than " + std::to_string(limit_bytes) + " bytes", "");
}

Error CurlError(int code, std::string_view host, std::string_view detail) {
  const std::string name = RepairUtf8(host);
  // Servers have a say in libcurl's words.
  std::string words = RepairUtf8(TruncateUtf8(detail, 200));
  std::replace_if(
      words.begin(), words.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  if (words.empty()) words = curl_easy_strerror(static_cast<CURLcode>(code));

  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Make(ErrorCode::kUnavailable, "dns", "no address is known for " + name,
                  "check the address and the network");
    case CURLE_COULDNT_CONNECT:
      return Make(ErrorCode::kUnavailable, "connect", "cannot connect to " + name + ": " + words,
                  kLater);
    case CURLE_OPERATION_TIMEDOUT:
      return Make(ErrorCode::kUnavailable, "timeout", name + " did not answer in time", kLater);
    case CURLE_PARTIAL_FILE:
      return Make(ErrorCode::kUnavailable, "truncated",
                  name + " ended the answer before it was complete", kLater);
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return Make(ErrorCode::kUnavailable, "reset", name + " broke the connection: " + words,
                  kLater);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Make(ErrorCode::kUnavailable, "tls",
                  "no secure connection to " + name + " could be made: " + words,
                  "certificates are always checked; see whether a browser may open it");
    case CURLE_BAD_CONTENT_ENCODING:
      return Make(ErrorCode::kParse, "bad-encoding", name + " sent a body that does not decompress",
                  "");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_HTTP2:
      return Make(ErrorCode::kParse, "not-http", name + " does not speak HTTP: " + words,
                  "check the address and its port");
    case CURLE_OUT_OF_MEMORY:
      return Make(ErrorCode::kInternal, "out-of-memory", "not enough memory to fetch", "");
    default:
      return Make(ErrorCode::kUnavailable, "fetch-failed",
                  "cannot fetch from " + name + ": " + words, "");
  }
}

Error StatusError(int status) {
  const std::string kind = "http-" + std::to_string(status);
  const auto* const known =
      std::find_if(std::begin(kStatuses), std::end(kStatuses),
                   [status](const StatusText& text) { return text.status == status; });
  if (known != std::end(kStatuses)) {
    return Make(known->code, kind,
                std::string(known->message) + " (HTTP status " + std::to_string(status) + ")",
                known->remedy);
  }
  const std::string message = "the server answers with HTTP status " + std::to_string(status);
  const bool passes = status >= 500 || status == 408 || status == 425;
  return Make(passes ? ErrorCode::kUnavailable : ErrorCode::kUnsupported, kind, message,
              passes ? kLater : "");
}

Error CancelledError() {
  return Make(ErrorCode::kCancelled, "cancelled", "fetching was stopped", "");
}

bool MayPass(const Error& error) {
  constexpr std::array<std::string_view, 10> kPassing = {
      "dns",      "connect",  "timeout",  "truncated", "reset",
      "http-408", "http-429", "http-502", "http-503",  "http-504"};
  return std::find(kPassing.begin(), kPassing.end(), error.kind) != kPassing.end();
}

}  // namespace cuepoint
