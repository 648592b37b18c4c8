// Addresses of the web: taken apart, normalised and joined by libcurl's parser, so that what is
// judged is what is fetched. Host names become ASCII by ICU (UTS #46, as browsers do).
#ifndef CUEPOINT_CORPUS_URL_H_
#define CUEPOINT_CORPUS_URL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// The longest address that is read. RFC 9110, section 4.1, asks for at least 8,000 bytes.
inline constexpr std::size_t kUrlLimit_bytes = 8192;

/// An http or https address in its parts.
struct HttpUrl {
  /// Normalised: scheme and host in lower case, an IPv4 address in any spelling as four decimal
  /// numbers, no default port, no dot segments, spaces and non-ASCII bytes percent-encoded, without
  /// user name, password and fragment.
  std::string url;
  std::string scheme;    ///< "http" or "https".
  std::string host;      ///< ASCII, lower case; an IPv6 address without brackets.
  int port = 0;          ///< The scheme's own where none was given.
  std::string user;      ///< Percent-decoded; mostly empty.
  std::string password;  ///< Percent-decoded; mostly empty.

  /// Whether the two are the same server (RFC 6454: scheme, host and port).
  bool SameOrigin(const HttpUrl& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
  }
};

/// Takes `url` apart. Errors (kInvalidArgument; the message names no password): not http or https
/// ("url-scheme"), malformed or too long ("bad-url"). Thread-safe.
Result<HttpUrl> ParseHttpUrl(std::string_view url);

/// Resolves `reference` against `base` (RFC 3986, section 5). A reference that is absolute,
/// whatever its scheme, or that cannot be resolved (no base, malformed) comes back trimmed,
/// otherwise as written. Thread-safe.
std::string JoinUrl(std::string_view base, std::string_view reference);

/// `url` as it is written, but for a user name and a password in front of its host. Thread-safe.
std::string WithoutCredentials(std::string_view url);

/// Whether `argument` is an address to fetch rather than a file: it starts with a scheme of two
/// letters or more and "://". Thread-safe.
bool IsUrl(std::string_view argument);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_URL_H_
