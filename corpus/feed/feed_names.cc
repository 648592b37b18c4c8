#include "corpus/feed/feed_names.h"

#include <array>
#include <cstdint>
#include <string>

#include "corpus/text.h"

namespace cuepoint {
namespace {

enum class Space { kNone, kOther, kAtom, kItunes, kContent, kPodcast, kPsc, kMedia, kDc, kRdf };

// Names that a document makes up are not remembered beyond this many.
constexpr std::size_t kMaxRemembered = 4096;

struct SpaceName {
  std::string_view uri;  // In lower case, without "http://", "https://", "www." and a last "/".
  Space space;
};

// Feeds spell these in many ways: Apple's in any case, the podcast namespace by the address of its
// documentation, several with and without "www." or a last slash.
constexpr std::array<SpaceName, 20> kSpaces = {{
    {"w3.org/2005/atom", Space::kAtom},
    {"purl.org/atom/ns#", Space::kAtom},
    {"itunes.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"itunes.apple.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"itunes.com/dtds/podcast-1.0", Space::kItunes},
    {"example.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"google.com/schemas/play-podcasts/1.0", Space::kItunes},
    {"google.com/schemas/play-podcasts/1.0/play-podcasts.xsd", Space::kItunes},
    {"purl.org/rss/1.0/modules/content", Space::kContent},
    {"podcastindex.org/namespace/1.0", Space::kPodcast},
    {"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Space::kPodcast},
    {"raw.githubusercontent.com/podcastindex-org/podcast-namespace/main/docs/1.0.md",
     Space::kPodcast},
    {"podlove.org/simple-chapters", Space::kPsc},
    {"podlove.de/simple-chapters", Space::kPsc},
    {"search.yahoo.com/mrss", Space::kMedia},
    {"purl.org/dc/elements/1.1", Space::kDc},
    {"w3.org/1999/02/22-rdf-syntax-ns#", Space::kRdf},
    {"purl.org/rss/1.0", Space::kNone},
    {"backend.userland.com/rss2", Space::kNone},
    {"my.netscape.com/rdf/simple/0.9", Space::kNone},
}};

constexpr std::array<SpaceName, 10> kPrefixes = {{{"atom", Space::kAtom},
                                                  {"itunes", Space::kItunes},
                                                  {"googleplay", Space::kItunes},
                                                  {"content", Space::kContent},
                                                  {"podcast", Space::kPodcast},
                                                  {"psc", Space::kPsc},
                                                  {"media", Space::kMedia},
                                                  {"dc", Space::kDc},
                                                  {"rdf", Space::kRdf},
                                                  {"rss", Space::kNone}}};

struct Element {
  Space space;
  std::string_view local;
  FeedTag tag;
};

constexpr std::array<Element, 56> kElements = {{
    {Space::kNone, "rss", FeedTag::kRss},
    {Space::kRdf, "RDF", FeedTag::kRss},
    {Space::kNone, "channel", FeedTag::kChannel},
    {Space::kNone, "item", FeedTag::kItem},
    {Space::kNone, "title", FeedTag::kTitle},
    {Space::kNone, "link", FeedTag::kLink},
    {Space::kNone, "guid", FeedTag::kGuid},
    {Space::kNone, "description", FeedTag::kDescription},
    {Space::kNone, "pubDate", FeedTag::kPublished},
    {Space::kNone, "enclosure", FeedTag::kEnclosure},
    {Space::kNone, "category", FeedTag::kCategory},
    {Space::kNone, "language", FeedTag::kLanguage},
    // What writers of RSS borrow from Atom without its namespace.
    {Space::kNone, "feed", FeedTag::kFeed},
    {Space::kNone, "entry", FeedTag::kItem},
    {Space::kNone, "id", FeedTag::kGuid},
    {Space::kNone, "summary", FeedTag::kDescription},
    {Space::kNone, "content", FeedTag::kContent},
    {Space::kNone, "published", FeedTag::kPublished},
    {Space::kNone, "updated", FeedTag::kUpdated},
    {Space::kAtom, "feed", FeedTag::kFeed},
    {Space::kAtom, "entry", FeedTag::kItem},
    {Space::kAtom, "title", FeedTag::kTitle},
    {Space::kAtom, "link", FeedTag::kLink},
    {Space::kAtom, "id", FeedTag::kGuid},
    {Space::kAtom, "summary", FeedTag::kDescription},
    {Space::kAtom, "content", FeedTag::kContent},
    {Space::kAtom, "published", FeedTag::kPublished},
    {Space::kAtom, "updated", FeedTag::kUpdated},
    {Space::kAtom, "category", FeedTag::kCategory},
    {Space::kContent, "encoded", FeedTag::kContent},
    {Space::kItunes, "title", FeedTag::kItunesTitle},
    {Space::kItunes, "summary", FeedTag::kItunesSummary},
    {Space::kItunes, "description", FeedTag::kItunesSummary},
    {Space::kItunes, "subtitle", FeedTag::kItunesSubtitle},
    {Space::kItunes, "episode", FeedTag::kItunesEpisode},
    {Space::kItunes, "season", FeedTag::kItunesSeason},
    {Space::kItunes, "duration", FeedTag::kItunesDuration},
    {Space::kItunes, "keywords", FeedTag::kItunesKeywords},
    {Space::kPodcast, "guid", FeedTag::kPodcastGuid},
    {Space::kPodcast, "person", FeedTag::kPodcastPerson},
    {Space::kPodcast, "transcript", FeedTag::kPodcastTranscript},
    {Space::kPodcast, "chapters", FeedTag::kPodcastChapters},
    {Space::kPodcast, "season", FeedTag::kPodcastSeason},
    {Space::kPodcast, "episode", FeedTag::kPodcastEpisode},
    {Space::kPodcast, "alternateEnclosure", FeedTag::kPodcastAlternateEnclosure},
    {Space::kPodcast, "source", FeedTag::kPodcastSource},
    {Space::kPodcast, "liveItem", FeedTag::kPodcastLiveItem},
    {Space::kPsc, "chapters", FeedTag::kPscChapters},
    {Space::kPsc, "chapter", FeedTag::kPscChapter},
    {Space::kMedia, "group", FeedTag::kMediaGroup},
    {Space::kMedia, "content", FeedTag::kMediaContent},
    {Space::kMedia, "description", FeedTag::kItunesSummary},
    {Space::kDc, "date", FeedTag::kPublished},
    {Space::kDc, "identifier", FeedTag::kGuid},
    {Space::kDc, "language", FeedTag::kLanguage},
    {Space::kDc, "title", FeedTag::kItunesTitle},
}};

Space FindSpace(const XmlName& name) {
  if (name.uri.empty()) {
    if (name.prefix.empty()) return Space::kNone;
    for (const SpaceName& known : kPrefixes) {
      if (EqualsNoCase(name.prefix, known.uri)) return known.space;
    }
    return Space::kOther;
  }
  std::string uri = ToLowerAscii(Trim(name.uri));
  for (const std::string_view start : {"http://", "https://", "www."}) {
    if (uri.starts_with(start)) uri.erase(0, start.size());
  }
  if (uri.ends_with('/')) uri.pop_back();
  for (const SpaceName& known : kSpaces) {
    if (uri == known.uri) return known.space;
  }
  // A default namespace that nobody knows is still the feed's own.
  return name.prefix.empty() ? Space::kNone : Space::kOther;
}

FeedTag Lookup(const XmlName& name) {
  const Space space = FindSpace(name);
  for (const Element& element : kElements) {
    if (element.space == space && EqualsNoCase(element.local, name.local)) return element.tag;
  }
  return FeedTag::kUnknown;
}

}  // namespace

FeedInside Inside(FeedTag tag) {
  switch (tag) {
    case FeedTag::kRss:
    case FeedTag::kChannel:
    case FeedTag::kFeed:
    case FeedTag::kItem:
    case FeedTag::kPodcastAlternateEnclosure:
    case FeedTag::kPscChapters:
    case FeedTag::kMediaGroup:
      return FeedInside::kElements;
    case FeedTag::kUnknown:
    case FeedTag::kEnclosure:
    case FeedTag::kPodcastTranscript:
    case FeedTag::kPodcastChapters:
    case FeedTag::kPodcastSource:
    case FeedTag::kPodcastLiveItem:
    case FeedTag::kPscChapter:
    case FeedTag::kMediaContent:
      return FeedInside::kNothing;
    case FeedTag::kTitle:
    case FeedTag::kDescription:
    case FeedTag::kContent:
    case FeedTag::kItunesTitle:
    case FeedTag::kItunesSummary:
    case FeedTag::kItunesSubtitle:
      return FeedInside::kMarkup;
    default:
      return FeedInside::kText;
  }
}

std::size_t FeedNames::KeyHash::operator()(const Key& key) const {
  // The addresses are of interned strings; the multiplier is that of Fibonacci hashing.
  const auto mix = [](const char* pointer) {
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(pointer));
  };
  std::uint64_t hash = mix(key.local);
  hash = (hash ^ (mix(key.uri) << 1) ^ (mix(key.prefix) << 2)) * 0x9E3779B97F4A7C15u;
  return static_cast<std::size_t>(hash >> 16);
}

FeedTag FeedNames::Find(const XmlName& name) {
  const Key key{name.prefix.data(), name.local.data(), name.uri.data()};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  const FeedTag tag = Lookup(name);
  if (known_.size() >= kMaxRemembered) known_.clear();
  known_.emplace(key, tag);
  return tag;
}

}  // namespace cuepoint
