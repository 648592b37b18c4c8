// IP addresses and networks as values.
#ifndef CUEPOINT_SERVER_IP_ADDRESS_H_
#define CUEPOINT_SERVER_IP_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// An address of either family. IPv4 is kept as the IPv6 address that maps it (RFC 4291, section
/// 2.5.5.2), so that "192.0.2.1" and "::ffff:192.0.2.1" are one.
class IpAddress {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  /// Nothing for what is no address: names, zones ("fe80::1%eth0"), ports, blanks, leading zeros.
  static std::optional<IpAddress> Parse(std::string_view text);
  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  const Bytes& bytes() const { return bytes_; }
  bool is_ipv4() const;
  bool IsLoopback() const;
  /// "192.0.2.1" or "2001:db8::1" (RFC 5952).
  std::string ToString() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;

 private:
  Bytes bytes_;  // Network order.
};

/// All addresses that begin with the same bits.
class IpNetwork {
 public:
  /// Of "10.0.0.0/8", "2001:db8::/32", or one address. Bits beyond the prefix must be zero: a
  /// network that says less than its author thought is not guessed at. Error: kInvalidArgument.
  static Result<IpNetwork> Parse(std::string_view text);

  bool Contains(const IpAddress& address) const;

 private:
  IpNetwork(const IpAddress& first, unsigned bits) : first_(first), bits_(bits) {}

  IpAddress first_;
  unsigned bits_;  // Of the 128.
};

/// The address with all but its first `bits` bits (of the 128) zero.
IpAddress Truncate(const IpAddress& address, unsigned bits);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_IP_ADDRESS_H_
