// Podcast feeds: RSS 2.0 and Atom with the itunes, content, podcast (Podcasting 2.0) and psc
// (Podlove Simple Chapters) namespaces.
#ifndef CUEPOINT_CORPUS_FEED_FEED_READER_H_
#define CUEPOINT_CORPUS_FEED_FEED_READER_H_

#include <string_view>

#include "corpus/document.h"

namespace cuepoint {

/// Whether content that starts with `head` is an RSS or Atom feed, after a byte order mark, an XML
/// declaration, comments and white space.
bool LooksLikeFeed(std::string_view head);

/// Reads a feed in any encoding that it or `charset` (from a Content-Type; may be empty) declares
/// or that can be detected. `base_url` resolves relative links; the feed's own address when it was
/// fetched, else empty. Real-world breakage is repaired and reported; a feed that declares entities
/// of its own, nests deeper than 256 or is cut off is an error that says where, and the episodes
/// before it are kept. Never touches the network or the file system. Thread-safe.
Document ReadFeed(std::string_view feed, std::string_view base_url = {},
                  std::string_view charset = {});

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_READER_H_
