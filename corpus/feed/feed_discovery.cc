#include "corpus/feed/feed_discovery.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "corpus/markup/html_scan.h"
#include "corpus/text.h"
#include "corpus/url.h"

namespace cuepoint {
namespace {

// libxml2 walks its stack of open elements for stray end tags: bounded for the parse to be linear.
constexpr int kDepthLimit = 256;
constexpr std::size_t kTitleLimit_bytes = 256;

constexpr std::string_view kFeedTypes[] = {"application/rss+xml", "application/atom+xml",
                                           "application/feed+json"};

struct FreeContext {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};

// A link as the page has it. Resolved at the end, for a <base> may come later.
struct FoundLink {
  std::string href;
  std::string type;
  std::string title;
};

struct Search {
  htmlParserCtxt* context = nullptr;
  std::vector<FoundLink> links;
  std::string base;
};

std::string_view Attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
    if (name != reinterpret_cast<const char*>(attributes[0])) continue;
    return attributes[1] == nullptr ? std::string_view()
                                    : reinterpret_cast<const char*>(attributes[1]);
  }
  return {};
}

bool HasToken(std::string_view list, std::string_view token) {
  for (;;) {
    list = Trim(list);
    if (list.empty()) return false;
    const auto* const end = std::find_if(list.begin(), list.end(), IsSpace);
    const auto size = static_cast<std::size_t>(end - list.begin());
    if (EqualsNoCase(list.substr(0, size), token)) return true;
    list.remove_prefix(size);
  }
}

std::string OneLine(std::string_view text) {
  std::string line(TruncateUtf8(Trim(text), kTitleLimit_bytes));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

void OnStart(void* user_data, const xmlChar* name_text, const xmlChar** attributes) {
  Search& search = *static_cast<Search*>(user_data);
  const std::string_view name = reinterpret_cast<const char*>(name_text);
  if (name == "base" && search.base.empty()) search.base = Trim(Attribute(attributes, "href"));
  if (name == "link" && HasToken(Attribute(attributes, "rel"), "alternate")) {
    const std::string_view declared = Attribute(attributes, "type");
    const std::string type = ToLowerAscii(Trim(declared.substr(0, declared.find(';'))));
    const std::string_view href = Trim(Attribute(attributes, "href"));
    if (!href.empty() &&
        std::find(std::begin(kFeedTypes), std::end(kFeedTypes), type) != std::end(kFeedTypes)) {
      search.links.push_back({std::string(href), type, OneLine(Attribute(attributes, "title"))});
    }
  }
  if (search.context->nameNr > kDepthLimit || search.links.size() >= kDiscoveredFeedLimit) {
    xmlStopParser(search.context);
  }
}

void Parse(const std::string& html, Search& search) {
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(
      htmlCreateMemoryParserCtxt(html.data(), static_cast<int>(html.size())));
  if (context == nullptr) return;
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
                                        HTML_PARSE_IGNORE_ENC);
  // The text is UTF-8 whatever a <meta> in it says.
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  htmlSAXHandler handler{};
  handler.startElement = OnStart;
  *context->sax = handler;
  context->userData = &search;
  search.context = context.get();
  htmlParseDocument(context.get());
}

}  // namespace

std::vector<DiscoveredFeed> DiscoverFeeds(std::string_view html, std::string_view base_url) {
  std::string clean = RepairUtf8(html.substr(0, kDiscoveryLimit_bytes));
  std::replace(clean.begin(), clean.end(), '\0', ' ');
  if (ScanMarkup(clean).crowded_tag) clean = EndCrowdedTags(clean);
  Search search;
  Parse(clean, search);

  const std::string base =
      search.base.empty() ? std::string(base_url) : JoinUrl(base_url, search.base);
  std::vector<DiscoveredFeed> feeds;
  for (FoundLink& link : search.links) {
    const Result<HttpUrl> url = ParseHttpUrl(JoinUrl(base, link.href));
    if (!url) continue;
    const bool known = std::any_of(feeds.begin(), feeds.end(), [&url](const DiscoveredFeed& feed) {
      return feed.url == url->url;
    });
    if (known) continue;
    feeds.push_back({url->url, std::move(link.type), std::move(link.title)});
  }
  return feeds;
}

}  // namespace cuepoint
