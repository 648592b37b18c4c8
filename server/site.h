// The site around the pages: where it is, whose it is, and what every page says of itself.
#ifndef CUEPOINT_SERVER_SITE_H_
#define CUEPOINT_SERVER_SITE_H_

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "query/index_overview.h"
#include "server/http_message.h"
#include "server/search_backend.h"
#include "server/template.h"

namespace cuepoint {

struct SiteOptions {
  /// Where visitors find the site, "https://search.example/podcast"; without it links are made
  /// from the Host that was asked for. Its path is what a proxy in front takes off.
  std::string public_url = {};
  /// Without it, the path under which this server itself has the site: "/netstack", mostly none.
  std::string base_path = {};
  /// Its name; empty for that of the show.
  std::string title = {};
};

/// What one page is made from. Lives as long as its request.
struct PageContext {
  const SearchBackend& backend;
  const IndexOverview& overview;
  std::string origin;  ///< "https://search.example"; empty where it is not known.
  std::string base;    ///< "" or "/podcast".
  std::string title;
  std::string site_url;

  /// The path of an episode's page, at a second if one is given.
  std::string EpisodePath(const std::string& id) const;
  std::string EpisodePath(const std::string& id, double start_s) const;
};

/// What a page says of itself in its head.
struct PageHead {
  std::string title;
  std::string description;
  std::string path;  ///< For the canonical address; empty for a page that should have none.
  bool noindex = false;
  std::string query = {};  ///< For the search field.
};

/// The values that every template needs.
TemplateValues CommonValues(const PageContext& context, const PageHead& head);

/// The origin that a Host header field gives: "http://" and the host, where it is nothing but a
/// name or an address with or without a port; else empty. Pure.
std::string OriginOfHost(std::string_view host);

/// Immutable but for what it remembers of the index. Thread-safe.
class Site {
 public:
  /// Newest episodes that are kept for the home page.
  static constexpr std::size_t kNewest = 24;

  /// Error: kInvalidArgument for a public_url that is no http(s) address or has more than a path.
  static Result<Site> Create(SiteOptions options);

  /// What is needed for a page of `overview`.
  PageContext Context(const SearchBackend& backend, const HttpRequest& request,
                      const IndexOverview& overview) const;

  /// The overview of the latest revision, read once for each. Errors: those of the backend.
  Result<std::shared_ptr<const IndexOverview>> Overview(const SearchBackend& backend) const;

 private:
  struct Memory {
    std::mutex mutex;
    std::shared_ptr<const IndexOverview> overview;
  };

  explicit Site(SiteOptions options) : options_(std::move(options)) {}

  SiteOptions options_;
  std::string origin_;
  std::string base_;
  std::unique_ptr<Memory> memory_ = std::make_unique<Memory>();
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SITE_H_
