// The elements of feeds that mean something to us, by namespace and name.
#ifndef CUEPOINT_CORPUS_FEED_FEED_NAMES_H_
#define CUEPOINT_CORPUS_FEED_FEED_NAMES_H_

#include <string_view>
#include <unordered_map>

#include "corpus/xml/xml_parser.h"

namespace cuepoint {

/// An element of a feed. RSS and Atom have names in common; where they mean the same they are the
/// same here.
enum class FeedTag {
  kUnknown,  ///< Left out, with all that is in it.
  kRss,      ///< <rss>, <rdf:RDF>.
  kChannel,
  kFeed,  ///< Atom.
  kItem,  ///< <item>, <entry>.
  kTitle,
  kLink,         ///< RSS: text. Atom: href, rel.
  kGuid,         ///< <guid>, <id>, dc:identifier.
  kDescription,  ///< <description>, <summary>.
  kContent,      ///< content:encoded, Atom's <content>, xhtml:body.
  kPublished,    ///< <pubDate>, <published>, dc:date.
  kUpdated,      ///< Atom; a date for want of a better one.
  kEnclosure,
  kCategory,
  kLanguage,
  kItunesTitle,
  kItunesSummary,
  kItunesSubtitle,
  kItunesEpisode,
  kItunesSeason,
  kItunesDuration,
  kItunesKeywords,
  kPodcastGuid,
  kPodcastPerson,
  kPodcastTranscript,
  kPodcastChapters,
  kPodcastSeason,
  kPodcastEpisode,
  kPodcastAlternateEnclosure,
  kPodcastSource,
  kPodcastLiveItem,
  kPscChapters,
  kPscChapter,
  kMediaGroup,
  kMediaContent,
};

/// What the reader does with the inside of an element.
enum class FeedInside {
  kNothing,   ///< Only the attributes count.
  kText,      ///< Text.
  kMarkup,    ///< Text, or markup that is text as HTML.
  kElements,  ///< Elements of this table.
};

FeedInside Inside(FeedTag tag);

/// Recognises elements. Namespaces count by their address, in the variants seen in the wild; a
/// prefix without a declaration has its usual meaning. Not thread-safe; for one document, whose
/// names it remembers.
class FeedNames {
 public:
  FeedTag Find(const XmlName& name);

 private:
  struct Key {
    const char* prefix;
    const char* local;
    const char* uri;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };

  std::unordered_map<Key, FeedTag, KeyHash> known_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_NAMES_H_
