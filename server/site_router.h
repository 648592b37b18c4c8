// Several indexes in one process: which of them a request is for.
//
//   host  search.netstack.fm  →  the index that has this host, whatever the path
//   path  /netstack/v1/search →  the index with the longest such path, asked for /v1/search
//   else                      →  the index with the path "/", or without one the list of all
//
// /healthz, /readyz and (in a layer before this one) /metrics are the process's own.
#ifndef CUEPOINT_SERVER_SITE_ROUTER_H_
#define CUEPOINT_SERVER_SITE_ROUTER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "server/assets.h"
#include "server/http_message.h"
#include "server/index_list_page.h"
#include "server/live_index.h"

namespace cuepoint {

/// Where one index is served.
struct SiteMount {
  std::shared_ptr<const LiveIndex> index;
  std::string path = {};  ///< "/netstack", "/" for all that is left, or empty for hosts only.
  std::size_t path_site = 0;
  std::vector<std::string> hosts = {};  ///< In lower case, without a port.
  std::size_t host_site = 0;
  std::string title = {};       ///< For the list; empty for the show's.
  std::string public_url = {};  ///< For the list; empty where it is known by its path.
};

struct SiteRouterOptions {
  std::vector<SiteMount> mounts = {};
  std::string title = {};  ///< Of the list of all.
  std::string base = {};   ///< What a proxy in front takes off the path: "" or "/podcasts".
};

/// Thread-safe.
class SiteRouter {
 public:
  /// At least one mount; paths and hosts are each there once. Errors: kInvalidArgument.
  static Result<SiteRouter> Create(SiteRouterOptions options);

  HttpReply Handle(const HttpRequest& request) const;

 private:
  SiteRouter(SiteRouterOptions options, IndexListPage page)
      : options_(std::move(options)), page_(std::move(page)) {}

  const SiteMount* ByHost(std::string_view host) const;
  const SiteMount* ByPath(std::string_view path) const;
  HttpReply Ready(const HttpRequest& request) const;
  HttpReply Unmounted(const HttpRequest& request, std::string_view path) const;
  HttpReply Ask(const SiteMount& mount, std::size_t site, const HttpRequest& request) const;

  SiteRouterOptions options_;
  IndexListPage page_;
  Assets assets_;
};

/// The host that a Host field names, in lower case, without a port and a final dot. Pure.
std::string HostName(std::string_view host);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SITE_ROUTER_H_
