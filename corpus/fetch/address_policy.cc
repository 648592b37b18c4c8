#include "corpus/fetch/address_policy.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

template <std::size_t kSize>
struct Block {
  std::array<std::uint8_t, kSize> prefix;
  std::size_t length_bits;
  std::string_view purpose;
};

// IANA IPv4 Special-Purpose Address Registry, without the blocks that it lists as globally
// reachable and ordinary (AS112, AMT), and the multicast space of RFC 5771.
constexpr Block<4> kIpv4[] = {
    {{0, 0, 0, 0}, 8, "\"this network\""},
    {{10, 0, 0, 0}, 8, "private network"},
    {{100, 64, 0, 0}, 10, "shared address space of a carrier"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local"},
    {{172, 16, 0, 0}, 12, "private network"},
    {{192, 0, 0, 0}, 24, "protocol assignments"},
    {{192, 0, 2, 0}, 24, "documentation"},
    {{192, 88, 99, 0}, 24, "6to4 relay"},
    {{192, 168, 0, 0}, 16, "private network"},
    {{198, 18, 0, 0}, 15, "benchmarking"},
    {{198, 51, 100, 0}, 24, "documentation"},
    {{203, 0, 113, 0}, 24, "documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved"},
    // In no registry: Azure serves its machines' own settings from this public-looking address.
    {{168, 63, 129, 16}, 32, "cloud platform's own"},
};

// IANA IPv6 Special-Purpose Address Registry, and the blocks of RFC 4291. The first match counts;
// what no block names is public only within 2000::/3, the space that IANA hands out.
constexpr Block<16> kIpv6[] = {
    {{}, 128, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, "local-use NAT64"},
    {{0x01, 0x00}, 64, "discard-only"},
    {{0x20, 0x01, 0x0D, 0xB8}, 32, "documentation"},
    {{0x20, 0x01}, 23, "protocol assignments"},
    {{0x3F, 0xFF}, 20, "documentation"},
    {{0x5F, 0x00}, 16, "segment routing"},
    {{0xFC, 0x00}, 7, "unique local"},
    {{0xFE, 0x80}, 10, "link-local"},
    {{0xFE, 0xC0}, 10, "site-local"},
    {{0xFF, 0x00}, 8, "multicast"},
};

bool HasPrefix(std::span<const std::uint8_t> address, std::span<const std::uint8_t> prefix,
               std::size_t length_bits) {
  const std::size_t whole = length_bits / 8;
  if (!std::equal(prefix.begin(), prefix.begin() + whole, address.begin())) return false;
  const std::size_t rest = length_bits % 8;
  if (rest == 0) return true;
  const unsigned mask = 0xFFu << (8 - rest) & 0xFFu;
  return (address[whole] & mask) == (prefix[whole] & mask);
}

template <std::size_t kSize, std::size_t kCount>
std::optional<std::string_view> Find(const Block<kSize> (&blocks)[kCount],
                                     std::span<const std::uint8_t> address) {
  for (const Block<kSize>& block : blocks) {
    if (HasPrefix(address, block.prefix, block.length_bits)) return block.purpose;
  }
  return std::nullopt;
}

std::optional<std::string_view> RefusedIpv6(std::span<const std::uint8_t> address) {
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::array<std::uint8_t, 12> kNat64 = {0, 0x64, 0xFF, 0x9B};
  constexpr std::array<std::uint8_t, 2> k6to4 = {0x20, 0x02};
  constexpr std::array<std::uint8_t, 4> kTeredo = {0x20, 0x01, 0, 0};
  // IPv4 carried inside: mapped (RFC 4291, 2.5.5.2), NAT64 (RFC 6052), 6to4 (RFC 3056).
  if (HasPrefix(address, kMapped, 96) || HasPrefix(address, kNat64, 96)) {
    return Find(kIpv4, address.subspan(12, 4));
  }
  if (HasPrefix(address, k6to4, 16)) return Find(kIpv4, address.subspan(2, 4));
  // Teredo (RFC 4380, section 4) carries a server, and the client with its bits inverted.
  if (HasPrefix(address, kTeredo, 32)) {
    std::array<std::uint8_t, 4> client{};
    for (std::size_t i = 0; i < client.size(); ++i) {
      client[i] = static_cast<std::uint8_t>(~address[12 + i]);
    }
    if (const auto refused = Find(kIpv4, client)) return refused;
    return Find(kIpv4, address.subspan(4, 4));
  }
  if (const auto refused = Find(kIpv6, address)) return refused;
  constexpr std::array<std::uint8_t, 1> kGlobalUnicast = {0x20};
  if (!HasPrefix(address, kGlobalUnicast, 3)) return "not in use on the internet";
  return std::nullopt;
}

}  // namespace

std::optional<AddressBytes> ParseAddress(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  // inet_aton takes anything for the end of a number that it likes, white space above all.
  if (text.empty() || text.find_first_of(std::string_view(" \t\n\v\f\r\0", 7)) != text.npos) {
    return std::nullopt;
  }
  in_addr ipv4{};
  if (::inet_aton(std::string(text).c_str(), &ipv4) == 1) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&ipv4);
    return AddressBytes(bytes, bytes + sizeof ipv4);
  }
  in6_addr ipv6{};
  const std::string without_zone(text.substr(0, text.find('%')));
  if (::inet_pton(AF_INET6, without_zone.c_str(), &ipv6) == 1) {
    return AddressBytes(std::begin(ipv6.s6_addr), std::end(ipv6.s6_addr));
  }
  return std::nullopt;
}

AddressBytes BytesOf(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const in_addr& ipv4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&ipv4);
    return {bytes, bytes + sizeof ipv4};
  }
  if (address.sa_family == AF_INET6) {
    const in6_addr& ipv6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    return {std::begin(ipv6.s6_addr), std::end(ipv6.s6_addr)};
  }
  return {};
}

std::string AddressText(std::span<const std::uint8_t> address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.size() == 4 ? AF_INET : address.size() == 16 ? AF_INET6 : AF_UNSPEC;
  const auto size = static_cast<socklen_t>(text.size());
  return ::inet_ntop(family, address.data(), text.data(), size) == nullptr ? "?" : text.data();
}

std::optional<std::string_view> RefusedAddress(std::span<const std::uint8_t> address) {
  if (address.size() == 4) return Find(kIpv4, address);
  if (address.size() == 16) return RefusedIpv6(address);
  return "of an unknown kind";
}

std::optional<std::string_view> RefusedHost(std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  if (const auto address = ParseAddress(host)) return RefusedAddress(*address);
  const std::string name = ToLowerAscii(host);
  const auto is_in = [&name](std::string_view domain) {
    return name.ends_with(domain) &&
           (name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.');
  };
  if (is_in("localhost")) return "loopback";
  if (is_in("local") || is_in("internal")) return "name of a local network";
  return std::nullopt;
}

}  // namespace cuepoint
