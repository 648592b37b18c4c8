// Addresses: what is taken apart is normalised once and for all, has no secrets left in it, and is
// what libcurl would connect to.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/fetch/address_policy.h"
#include "corpus/fetch/fetch_proxy.h"
#include "corpus/url.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

void CheckUrl(std::string_view text) {
  const auto url = cuepoint::ParseHttpUrl(text);
  if (!url) {
    FUZZ_CHECK(url.error().code == cuepoint::ErrorCode::kInvalidArgument);
    FUZZ_CHECK(!url.error().kind.empty() && !url.error().message.empty());
    return;
  }
  FUZZ_CHECK(url->scheme == "http" || url->scheme == "https");
  FUZZ_CHECK(!url->host.empty() && url->port >= 0 && url->port <= 65535);
  FUZZ_CHECK(url->url.starts_with(url->scheme + "://"));
  for (const char c : url->host) {
    FUZZ_CHECK(static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F);
    FUZZ_CHECK(c != '/' && c != '@' && c != '?' && c != '#' && c != '\\');
  }
  for (const char c : url->url) FUZZ_CHECK(static_cast<unsigned char>(c) > 0x20 && c != 0x7F);
  const auto again = cuepoint::ParseHttpUrl(url->url);
  if (again) {
    FUZZ_CHECK(again->url == url->url && again->SameOrigin(*url));
    FUZZ_CHECK(again->user.empty() && again->password.empty());
  } else {
    FUZZ_CHECK(url->url.size() > cuepoint::kUrlLimit_bytes);
  }
  // A host that is an address is so in one spelling only.
  if (const auto address = cuepoint::ParseAddress(url->host); address && address->size() == 4) {
    FUZZ_CHECK(cuepoint::AddressText(*address) == url->host);
  }
  (void)cuepoint::RefusedHost(url->host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckUrl(text);
  const std::size_t line = text.find('\n');
  const std::string_view first = text.substr(0, line);
  const std::string_view second =
      line == std::string_view::npos ? std::string_view() : text.substr(line + 1);
  const std::string joined = cuepoint::JoinUrl(first, second);
  FUZZ_CHECK(joined.size() <= 3 * (first.size() + second.size()) + 64);
  CheckUrl(joined);
  (void)cuepoint::NoProxyNames(first, second);
  return 0;
}
