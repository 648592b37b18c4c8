#include "server/ip_address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace cuepoint {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;
constexpr unsigned kAllBits = 128;

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (text.empty() || text.size() >= terminated.size()) return std::nullopt;
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  std::copy(text.begin(), text.end(), terminated.begin());
  Bytes bytes{};
  if (text.find(':') != std::string_view::npos) {
    if (::inet_pton(AF_INET6, terminated.data(), bytes.data()) != 1) return std::nullopt;
  } else {
    std::copy(kMapped.begin(), kMapped.end(), bytes.begin());
    if (::inet_pton(AF_INET, terminated.data(), bytes.data() + kMapped.size()) != 1) {
      return std::nullopt;
    }
  }
  return IpAddress(bytes);
}

bool IpAddress::is_ipv4() const {
  return std::equal(kMapped.begin(), kMapped.end(), bytes_.begin());
}

bool IpAddress::IsLoopback() const {
  if (is_ipv4()) return bytes_[kMapped.size()] == 127;
  constexpr Bytes kLoopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return bytes_ == kLoopback;
}

std::string IpAddress::ToString() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_ipv4()) {
    ::inet_ntop(AF_INET, bytes_.data() + kMapped.size(), text.data(), text.size());
  } else {
    ::inet_ntop(AF_INET6, bytes_.data(), text.data(), text.size());
  }
  return text.data();
}

Result<IpNetwork> IpNetwork::Parse(std::string_view text) {
  const auto invalid = [text](std::string_view why) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "\"" + std::string(text) + "\" " + std::string(why),
                 .remedy = "write an address or a network, as in 10.0.0.0/8 or 2001:db8::/32"};
  };
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> address = IpAddress::Parse(text.substr(0, slash));
  if (!address) return invalid("is no IP address or network");
  if (slash == std::string_view::npos) return IpNetwork(*address, kAllBits);
  const std::string_view length = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, failed] = std::from_chars(length.data(), length.data() + length.size(), bits);
  const unsigned most = address->is_ipv4() ? kAllBits - kMappedBits : kAllBits;
  if (failed != std::errc() || end != length.data() + length.size() || bits > most) {
    return invalid("has no valid prefix length");
  }
  if (address->is_ipv4()) bits += kMappedBits;
  if (!(Truncate(*address, bits) == *address)) {
    return invalid("has bits beyond its prefix length");
  }
  return IpNetwork(*address, bits);
}

bool IpNetwork::Contains(const IpAddress& address) const {
  return Truncate(address, bits_) == first_;
}

IpAddress Truncate(const IpAddress& address, unsigned bits) {
  IpAddress::Bytes bytes = address.bytes();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t before = i * 8;
    if (bits >= before + 8) continue;
    const unsigned kept = bits > before ? bits - static_cast<unsigned>(before) : 0;
    bytes[i] = static_cast<std::uint8_t>(bytes[i] & (0xff00u >> kept));
  }
  return IpAddress(bytes);
}

}  // namespace cuepoint
