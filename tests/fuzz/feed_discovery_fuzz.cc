// Feeds of web pages: whatever is found can be fetched, once each, within the bounds.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "corpus/feed/feed_discovery.h"
#include "corpus/text.h"
#include "corpus/url.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const auto feeds = cuepoint::DiscoverFeeds(html, "https://pod.example/shows/");
  FUZZ_CHECK(feeds.size() <= cuepoint::kDiscoveredFeedLimit);
  std::set<std::string> seen;
  for (const auto& feed : feeds) {
    FUZZ_CHECK(cuepoint::ParseHttpUrl(feed.url));
    FUZZ_CHECK(seen.insert(feed.url).second);
    FUZZ_CHECK(feed.type.starts_with("application/"));
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(feed.title) == std::string_view::npos);
    FUZZ_CHECK(feed.title.find('\n') == std::string::npos);
  }
  return 0;
}
