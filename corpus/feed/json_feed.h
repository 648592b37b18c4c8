// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) as podcasts use it: audio as
// attachments, guests as authors, notes as content_html or content_text.
#ifndef CUEPOINT_CORPUS_FEED_JSON_FEED_H_
#define CUEPOINT_CORPUS_FEED_JSON_FEED_H_

#include <string_view>

#include "corpus/document.h"

namespace cuepoint {

/// Whether content that starts with `head` is a JSON Feed: an object whose "version" is an address
/// at jsonfeed.org.
bool LooksLikeJsonFeed(std::string_view head);

/// Reads a JSON Feed. An item that is not what it should be is left out with an error; bounded in
/// depth like native JSON. Thread-safe.
Document ReadJsonFeed(std::string_view feed, std::string_view base_url = {});

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_JSON_FEED_H_
