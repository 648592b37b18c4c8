#include "corpus/source_address.h"

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/document_passer.h"
#include "corpus/document_reader.h"
#include "corpus/feed/feed_discovery.h"
#include "corpus/fetch/fetch_memory.h"
#include "corpus/fetch/fetcher.h"
#include "corpus/native/json_source.h"

namespace cuepoint {
namespace {

// The last segment of an address's path: what would be the file's name.
std::string UrlFileName(std::string_view url) {
  return std::filesystem::path(url.substr(0, url.find_first_of("?#"))).filename().string();
}

}  // namespace

void ReadAddress(const std::string& url, const ReadOptions& options, const ReadContext& context,
                 FileReport& report, EpisodeCollector& collector) {
  if (context.fetcher == nullptr) {
    return collector.AddError({.code = ErrorCode::kInvalidArgument,
                               .message = "is an address, and fetching is turned off",
                               .remedy = "leave --no-fetch out, or save it and index the file",
                               .kind = "not-fetched"});
  }
  // What is remembered, and stands in the report, has no password.
  const std::string& shown = report.source;
  FetchRequest request{.url = url, .limit_bytes = options.limits.feed_bytes};
  if (context.memory != nullptr) request.validators = context.memory->Recall(shown);
  Result<FetchResponse> response = context.fetcher->Fetch(request);
  if (!response) return collector.AddError(response.error());
  if (response->not_modified) {
    report.unmodified = true;
    context.memory->Remember(shown, response->validators);
    return;
  }
  const Validators validators = response->validators;
  DocumentKind kind = DetectDocument(response->body, UrlFileName(response->url));
  if (kind == DocumentKind::kHtmlPage) {
    // The address of a site: its pages name their feed.
    const std::vector<DiscoveredFeed> feeds = DiscoverFeeds(response->body, response->url);
    if (!feeds.empty()) {
      collector.AddWarning({.code = ErrorCode::kParse,
                            .message = "is a web page; its feed " + feeds.front().url + " was read",
                            .remedy = "index the feed's own address",
                            .kind = "feed-discovered"});
      response = context.fetcher->Fetch({.url = feeds.front().url,
                                         .limit_bytes = options.limits.feed_bytes,
                                         .credentials_of = url});
      if (!response) return collector.AddError(response.error());
      kind = DetectDocument(response->body, UrlFileName(response->url));
    }
  }
  report.reader = NameOf(kind);
  report.bytes += response->body.size();
  if (kind == DocumentKind::kNativeJson) {
    return ReadJsonText(response->body, collector);
  }
  DocumentPasser passer(options, context, report, collector, url);
  passer.Pass(ReadDocument(kind, response->body,
                           {.file_name = UrlFileName(response->url),
                            .base_url = response->url,
                            .charset = response->charset}));
  // Remembered only when the next run would learn nothing from asking again.
  if (context.memory != nullptr && passer.complete() && report.episodes > 0) {
    context.memory->Remember(shown, validators);
  }
}

}  // namespace cuepoint
