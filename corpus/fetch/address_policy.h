// Which network addresses a stranger's feed may make us connect to: those of the public internet.
// Everything that the IANA registries of special-purpose addresses (RFC 6890) set apart is refused,
// also where IPv6 carries such an IPv4 address inside.
#ifndef CUEPOINT_CORPUS_FETCH_ADDRESS_POLICY_H_
#define CUEPOINT_CORPUS_FETCH_ADDRESS_POLICY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace cuepoint {

/// An IPv4 (4 bytes) or IPv6 address (16 bytes) in network order.
using AddressBytes = std::vector<std::uint8_t>;

/// The address that `text` writes out: IPv4 in any spelling inet_aton reads (127.0.0.1, 127.1,
/// 2130706433, 0x7f.1, 0177.0.0.1), IPv6 with or without brackets and zone. Thread-safe.
std::optional<AddressBytes> ParseAddress(std::string_view text);

/// The address of a socket; empty for a family other than IPv4 and IPv6. Thread-safe.
AddressBytes BytesOf(const sockaddr& address);

/// An address as it is mostly written; "?" for any other length than 4 or 16 bytes. Thread-safe.
std::string AddressText(std::span<const std::uint8_t> address);

/// What an address is set apart for ("loopback", "private network"); nothing when it is public.
/// An address of any other length than 4 or 16 bytes is "of an unknown kind". A network may map
/// private addresses into public prefixes of its own choice (RFC 6052, section 2.2), which no table
/// can know. Thread-safe; the text is static.
std::optional<std::string_view> RefusedAddress(std::span<const std::uint8_t> address);

/// The same for a host as it stands in an address of the web, where it tells without asking a name
/// server: literal addresses and the names of one's own machine and network (RFC 6761, RFC 6762).
/// Nothing for other names: what they resolve to decides. Thread-safe; the text is static.
std::optional<std::string_view> RefusedHost(std::string_view host);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_ADDRESS_POLICY_H_
