#include "server/client_address.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr unsigned kIpv6ClientBits = 64;
constexpr std::string_view kLoopback[] = {"127.0.0.0/8", "::1"};
constexpr std::string_view kPrivate[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                         "fc00::/7"};

// An entry of X-Forwarded-For: an address, perhaps in brackets, perhaps with a port.
std::optional<IpAddress> ParseEntry(std::string_view entry) {
  while (!entry.empty() && (entry.front() == ' ' || entry.front() == '\t')) entry.remove_prefix(1);
  while (!entry.empty() && (entry.back() == ' ' || entry.back() == '\t')) entry.remove_suffix(1);
  if (entry.starts_with('[')) {
    const std::size_t end = entry.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view port = entry.substr(end + 1);
    if (!port.empty() && port.front() != ':') return std::nullopt;
    return IpAddress::Parse(entry.substr(1, end - 1));
  }
  // One colon cannot be IPv6.
  const std::size_t colon = entry.find(':');
  if (colon != std::string_view::npos && colon == entry.rfind(':')) entry = entry.substr(0, colon);
  return IpAddress::Parse(entry);
}

}  // namespace

Result<TrustedProxies> TrustedProxies::Parse(const std::vector<std::string>& networks) {
  TrustedProxies proxies;
  const auto add = [&proxies](std::string_view text) -> Result<void> {
    const Result<IpNetwork> network = IpNetwork::Parse(text);
    if (!network) return network.error();
    proxies.networks_.push_back(*network);
    return {};
  };
  for (const std::string& text : networks) {
    Result<void> added;
    if (text == "loopback") {
      for (const std::string_view one : kLoopback) added = add(one);
    } else if (text == "private") {
      for (const std::string_view one : kPrivate) added = add(one);
    } else {
      added = add(text);
    }
    if (!added) {
      Error error = added.error();
      error.message = "trusted proxy " + error.message;
      return error;
    }
  }
  return proxies;
}

bool TrustedProxies::Contains(const IpAddress& address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const IpNetwork& network) { return network.Contains(address); });
}

IpAddress TrustedProxies::ClientOf(const IpAddress& peer, std::string_view forwarded_for) const {
  IpAddress client = peer;
  while (!forwarded_for.empty() && Contains(client)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const bool last = comma == std::string_view::npos;
    const std::optional<IpAddress> named =
        ParseEntry(last ? forwarded_for : forwarded_for.substr(comma + 1));
    if (!named) break;
    client = *named;
    forwarded_for = last ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return client;
}

IpAddress ClientKey(const IpAddress& client) {
  return client.is_ipv4() ? client : Truncate(client, kIpv6ClientBits);
}

}  // namespace cuepoint
