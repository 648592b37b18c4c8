#include "corpus/fetch/fetch_proxy.h"

#include <charconv>
#include <cstddef>
#include <optional>

#include "corpus/fetch/address_policy.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

bool InBlock(const AddressBytes& address, const AddressBytes& block, std::size_t length_bits) {
  if (address.size() != block.size() || length_bits > 8 * block.size()) return false;
  for (std::size_t bit = 0; bit < length_bits; ++bit) {
    const unsigned mask = 0x80u >> (bit % 8);
    if ((address[bit / 8] & mask) != (block[bit / 8] & mask)) return false;
  }
  return true;
}

// Whether an entry is an address or a block of them, and `address` is in it.
bool EntryHolds(std::string_view entry, const AddressBytes& address) {
  const std::size_t slash = entry.find('/');
  const auto block = ParseAddress(entry.substr(0, slash));
  if (!block) return false;
  std::size_t length_bits = 8 * block->size();
  if (slash != std::string_view::npos) {
    const std::string_view digits = entry.substr(slash + 1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), length_bits);
    if (error != std::errc() || end != digits.data() + digits.size()) return false;
  }
  return InBlock(address, *block, length_bits);
}

}  // namespace

bool NoProxyNames(std::string_view no_proxy, std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  const std::optional<AddressBytes> address = ParseAddress(host);
  while (!no_proxy.empty()) {
    const std::size_t length = no_proxy.find_first_of(", \t");
    std::string_view entry = no_proxy.substr(0, length);
    no_proxy.remove_prefix(length == std::string_view::npos ? no_proxy.size() : length + 1);
    if (entry == "*") return true;
    if (address) {
      if (EntryHolds(entry, *address)) return true;
      continue;
    }
    while (entry.starts_with('.')) entry.remove_prefix(1);
    while (entry.ends_with('.')) entry.remove_suffix(1);
    if (entry.empty() || entry.size() > host.size()) continue;
    const std::string_view end = host.substr(host.size() - entry.size());
    const bool whole_label = end.size() == host.size() || host[host.size() - end.size() - 1] == '.';
    if (whole_label && EqualsNoCase(end, entry)) return true;
  }
  return false;
}

std::string ProxyFor(const HttpUrl& url,
                     const std::function<const char*(const char* name)>& environment) {
  const auto first_of = [&environment](std::initializer_list<const char*> names) {
    for (const char* name : names) {
      const char* const value = environment(name);
      if (value != nullptr && *value != '\0') return std::string(value);
    }
    return std::string();
  };
  const std::string proxy =
      url.scheme == "http" ? first_of({"http_proxy", "all_proxy", "ALL_PROXY"})
                           : first_of({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  if (proxy.empty() || NoProxyNames(first_of({"no_proxy", "NO_PROXY"}), url.host)) return {};
  return proxy;
}

}  // namespace cuepoint
