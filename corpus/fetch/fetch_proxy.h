// Which proxy the environment names for an address, decided here rather than in libcurl: the
// fetcher has to know whether a socket leads to a proxy or to the host itself.
#ifndef CUEPOINT_CORPUS_FETCH_FETCH_PROXY_H_
#define CUEPOINT_CORPUS_FETCH_FETCH_PROXY_H_

#include <functional>
#include <string>
#include <string_view>

#include "corpus/url.h"

namespace cuepoint {

/// The proxy for `url` as the environment has it; empty for none. Read as curl(1) does: http_proxy
/// in lower case only (CGI programs get HTTP_PROXY from a client's header), https_proxy and
/// all_proxy in either; none for the hosts of no_proxy. Thread-safe as far as `environment` is.
std::string ProxyFor(const HttpUrl& url,
                     const std::function<const char*(const char* name)>& environment);

/// Whether `no_proxy` names the host: names and domains by their end ("pod.example" also stands for
/// "www.pod.example"), addresses, blocks of addresses ("10.0.0.0/8"), "*" for all; separated by
/// commas or spaces. Thread-safe.
bool NoProxyNames(std::string_view no_proxy, std::string_view host);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_FETCH_PROXY_H_
