// Who a request comes from, when it may have come through proxies.
#ifndef CUEPOINT_SERVER_CLIENT_ADDRESS_H_
#define CUEPOINT_SERVER_CLIENT_ADDRESS_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "server/ip_address.h"

namespace cuepoint {

/// The proxies whose word is taken. Thread-safe once made.
class TrustedProxies {
 public:
  /// Of addresses, networks and the words "loopback" and "private". Error: kInvalidArgument.
  static Result<TrustedProxies> Parse(const std::vector<std::string>& networks);

  bool Contains(const IpAddress& address) const;

  /// The client of a request from `peer` whose X-Forwarded-For is `forwarded_for`, all its lines
  /// joined by commas in the order of arrival.
  ///
  /// Each proxy appends the address that it was called from. So the list is read from its end, and
  /// an entry is believed while the one that reported it is trusted; the first that is not trusted
  /// itself is the client. An entry that is no address ends the search at whoever reported it. What
  /// a client writes there itself therefore never matters. Ports ("192.0.2.1:4711",
  /// "[2001:db8::1]:4711") are dropped.
  IpAddress ClientOf(const IpAddress& peer, std::string_view forwarded_for) const;

 private:
  std::vector<IpNetwork> networks_;
};

/// Whom limits are kept for: the address itself, for IPv6 its /64, which is the least that a
/// customer is given (RFC 6177) and so what one client can choose from.
IpAddress ClientKey(const IpAddress& client);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CLIENT_ADDRESS_H_
