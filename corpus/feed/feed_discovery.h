// The feeds that a web page names: people give the address of a show's site where its feed was
// meant.
#ifndef CUEPOINT_CORPUS_FEED_FEED_DISCOVERY_H_
#define CUEPOINT_CORPUS_FEED_FEED_DISCOVERY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuepoint {

/// How much of a page is looked at, and how many feeds of it are returned. Pages name their feeds
/// in their head.
inline constexpr std::size_t kDiscoveryLimit_bytes = 1u << 20;
inline constexpr std::size_t kDiscoveredFeedLimit = 32;

struct DiscoveredFeed {
  std::string url;    ///< Absolute, http or https, normalised.
  std::string type;   ///< "application/rss+xml", "application/atom+xml" or "application/feed+json".
  std::string title;  ///< As the page calls it, on one line; may be empty.

  bool operator==(const DiscoveredFeed&) const = default;
};

/// The feeds that `html` names by <link rel="alternate" type="…">, in the order of the page, each
/// once. Addresses are resolved against `base_url`, or against the page's <base> where it has one;
/// those that are not http or https in the end are left out. Bounded, linear, never fails.
/// Thread-safe.
std::vector<DiscoveredFeed> DiscoverFeeds(std::string_view html, std::string_view base_url);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_DISCOVERY_H_
