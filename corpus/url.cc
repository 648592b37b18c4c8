#include "corpus/url.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "corpus/fetch/curl_handle.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Shows people leave spaces and letters of their language in addresses; both are encoded.
constexpr unsigned kLenient = CURLU_ALLOW_SPACE | CURLU_URLENCODE;

// A part of `url`; empty when it has none.
std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) return {};
  const std::string copy = text;
  curl_free(text);
  return copy;
}

// Length of the scheme that `text` starts with (RFC 3986, section 3.1), without its colon; 0 for
// none.
std::size_t SchemeLength(std::string_view text) {
  if (text.empty() || !IsAlpha(text[0])) return 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return i;
    if (!IsAlnum(c) && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Readers disagree on where a host ends at a backslash; such an address is nobody's honest one.
bool HasBackslashInAuthority(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string_view::npos) return false;
  const std::string_view rest = url.substr(begin + 2);
  return rest.substr(0, rest.find_first_of("/?#")).find('\\') != std::string_view::npos;
}

// The host in ASCII; empty when it is no name.
std::string AsciiHost(const std::string& host) {
  if (IsAscii(host)) return ToLowerAscii(host);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
      status));
  if (U_FAILURE(status)) return {};
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8(host, sink, info, status);
  if (U_FAILURE(status) || info.hasErrors() || HasControl(ascii)) return {};
  return ToLowerAscii(ascii);
}

Error BadUrl(std::string_view url, std::string_view why) {
  std::string shown(TruncateUtf8(url, 200));
  // A password must not end up in a log.
  const std::size_t slashes = shown.find("//");
  const std::size_t at = shown.rfind('@');
  if (slashes != std::string::npos && at != std::string::npos && at > slashes) {
    shown.replace(slashes + 2, at - slashes - 2, "…");
  }
  return {.code = ErrorCode::kInvalidArgument,
          .message = "\"" + RepairUtf8(shown) + "\" is not an address: " + std::string(why),
          .kind = "bad-url"};
}

}  // namespace

Result<HttpUrl> ParseHttpUrl(std::string_view text) {
  text = Trim(text);
  if (text.size() > kUrlLimit_bytes) {
    return BadUrl(text, "longer than " + std::to_string(kUrlLimit_bytes) + " bytes");
  }
  if (HasControl(text)) return BadUrl(text, "it has control characters");
  const std::size_t scheme_length = SchemeLength(text);
  const std::string_view scheme = text.substr(0, scheme_length);
  if (!EqualsNoCase(scheme, "http") && !EqualsNoCase(scheme, "https")) {
    Error error = BadUrl(text, scheme.empty() ? "it does not start with http:// or https://"
                                              : "only http and https are fetched");
    if (!scheme.empty()) error.kind = "url-scheme";
    return error;
  }
  if (HasBackslashInAuthority(text)) return BadUrl(text, "its host has a backslash");

  const CurlUrl handle(curl_url());
  if (handle == nullptr) return BadUrl(text, "out of memory");
  CURLU* const url = handle.get();
  if (const CURLUcode code =
          curl_url_set(url, CURLUPART_URL, std::string(text).c_str(), kLenient)) {
    return BadUrl(text, curl_url_strerror(code));
  }
  HttpUrl parsed;
  parsed.user = Part(url, CURLUPART_USER, CURLU_URLDECODE);
  parsed.password = Part(url, CURLUPART_PASSWORD, CURLU_URLDECODE);
  for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT}) {
    curl_url_set(url, part, nullptr, 0);
  }
  const std::string host = AsciiHost(Part(url, CURLUPART_HOST));
  if (host.empty() || host.find_first_not_of('.') == std::string::npos) {
    return BadUrl(text, "its host is not a name");
  }
  if (const CURLUcode code = curl_url_set(url, CURLUPART_HOST, host.c_str(), 0)) {
    return BadUrl(text, curl_url_strerror(code));
  }
  // Only the parser of whole addresses normalises a number that became one in ASCII ("１２７.1").
  const std::string whole = Part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (const CURLUcode code = curl_url_set(url, CURLUPART_URL, whole.c_str(), kLenient)) {
    return BadUrl(text, curl_url_strerror(code));
  }
  parsed.url = Part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  parsed.scheme = ToLowerAscii(Part(url, CURLUPART_SCHEME));
  parsed.host = Part(url, CURLUPART_HOST);
  if (parsed.host.starts_with('[') && parsed.host.ends_with(']')) {
    parsed.host = parsed.host.substr(1, parsed.host.size() - 2);
  }
  const std::string port = Part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), parsed.port);
  return parsed;
}

std::string JoinUrl(std::string_view base, std::string_view reference) {
  reference = Trim(reference);
  base = Trim(base);
  std::string as_written(reference);
  if (base.empty() || SchemeLength(reference) > 0) return as_written;
  if (base.size() > kUrlLimit_bytes || reference.size() > kUrlLimit_bytes) return as_written;
  if (HasControl(base) || HasControl(reference)) return as_written;

  const CurlUrl handle(curl_url());
  if (handle == nullptr) return as_written;
  CURLU* const url = handle.get();
  if (curl_url_set(url, CURLUPART_URL, std::string(base).c_str(),
                   kLenient | CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return as_written;
  }
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  // libcurl takes these two for names in the base's folder; RFC 3986 keeps the base's own path.
  if (reference.empty() || reference.starts_with('#')) {
    return Part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT) + as_written;
  }
  if (curl_url_set(url, CURLUPART_URL, as_written.c_str(), kLenient | CURLU_NON_SUPPORT_SCHEME) !=
      CURLUE_OK) {
    return as_written;
  }
  const std::string joined = Part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  return joined.empty() ? as_written : joined;
}

std::string WithoutCredentials(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return std::string(url);
  const std::string_view authority =
      url.substr(slashes + 3, url.find_first_of("/?#", slashes + 3) - slashes - 3);
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, slashes + 3)) + std::string(url.substr(slashes + 3 + at + 1));
}

bool IsUrl(std::string_view argument) {
  const std::size_t length = SchemeLength(argument);
  return length > 1 && argument.substr(length).starts_with("://");
}

}  // namespace cuepoint
