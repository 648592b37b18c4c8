// How fast is a feed read? ReadFeed beside what libxml2 alone needs for the same bytes: its SAX
// parser with handlers that do nothing, and its DOM parser (xmlReadMemory).
//
//   feed_bench [--benchmark_filter=…]
//
// Third-party feeds are not in the repository: without ../shared/data/feeds a made-up one of the
// same shape is read.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "corpus/document.h"
#include "corpus/feed/feed_reader.h"

namespace cuepoint::bench {
namespace {

struct Feed {
  std::string text;
  std::size_t items;  // By their start tags, as text.
};

std::size_t Count(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

std::string MadeUpFeed() {
  std::string feed = "<rss version=\"2.0\"><channel><title>Made up</title>";
  for (int i = 0; i < 500; ++i) {
    const std::string number = std::to_string(i);
    feed += "<item><title>Episode " + number + "</title><guid>" + number +
            "</guid><pubDate>Tue, 09 Dec 2025 08:00:00 GMT</pubDate><description>";
    for (int line = 0; line < 40; ++line) {
      feed += "&lt;p&gt;A paragraph with &lt;a href=\"https://example.com/" + number +
              "\"&gt;a link&lt;/a&gt; in it.&lt;/p&gt;\n";
    }
    feed += "</description></item>";
  }
  return feed + "</channel></rss>";
}

std::vector<Feed> LoadFeeds() {
  std::vector<Feed> feeds;
  const std::filesystem::path folder = CUEPOINT_SOURCE_DIR "/../shared/data/feeds/real-world";
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t items = Count(text, "<item>");
    feeds.push_back({std::move(text), items});
  }
  if (feeds.empty()) {
    std::fprintf(stderr, "%s is not there: a made-up feed is read\n", folder.c_str());
    std::string text = MadeUpFeed();
    const std::size_t items = Count(text, "<item>");
    feeds.push_back({std::move(text), items});
  }
  return feeds;
}

const std::vector<Feed>& Feeds() {
  static const std::vector<Feed> feeds = LoadFeeds();
  return feeds;
}

std::int64_t TotalBytes() {
  std::size_t bytes = 0;
  for (const Feed& feed : Feeds()) bytes += feed.text.size();
  return static_cast<std::int64_t>(bytes);
}

// Nothing is timed that gives wrong answers.
bool AnswersAreRight() {
  for (const Feed& feed : Feeds()) {
    const Document document = ReadFeed(feed.text);
    if (document.episodes.size() != feed.items || !document.errors.empty()) return false;
  }
  return true;
}

void BM_ReadFeed(benchmark::State& state) {
  if (!AnswersAreRight()) {
    state.SkipWithError("the feeds' items are not all read");
    return;
  }
  for (auto _ : state) {
    for (const Feed& feed : Feeds()) benchmark::DoNotOptimize(ReadFeed(feed.text));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * TotalBytes());
}
BENCHMARK(BM_ReadFeed)->Unit(benchmark::kMillisecond);

void BM_Libxml2Sax(benchmark::State& state) {
  xmlSAXHandler sax = {};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*, int,
                          const xmlChar**, int, int, const xmlChar**) {};
  sax.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
  sax.characters = [](void*, const xmlChar*, int) {};
  sax.ignorableWhitespace = sax.characters;
  sax.cdataBlock = sax.characters;
  sax.serror = [](void*, xmlError*) {};
  for (auto _ : state) {
    for (const Feed& feed : Feeds()) {
      // Not well-formed ones stop it early otherwise.
      xmlParserCtxt* context =
          xmlCreateMemoryParserCtxt(feed.text.data(), static_cast<int>(feed.text.size()));
      *context->sax = sax;
      xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NONET);
      xmlParseDocument(context);
      xmlFreeParserCtxt(context);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * TotalBytes());
}
BENCHMARK(BM_Libxml2Sax)->Unit(benchmark::kMillisecond);

void BM_Libxml2Dom(benchmark::State& state) {
  for (auto _ : state) {
    for (const Feed& feed : Feeds()) {
      xmlDoc* document = xmlReadMemory(
          feed.text.data(), static_cast<int>(feed.text.size()), nullptr, nullptr,
          XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
      benchmark::DoNotOptimize(document);
      xmlFreeDoc(document);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * TotalBytes());
}
BENCHMARK(BM_Libxml2Dom)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cuepoint::bench

BENCHMARK_MAIN();
