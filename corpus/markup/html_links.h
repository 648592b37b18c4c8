// Addresses in HTML and text: which of them are links, and where they lead.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_LINKS_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_LINKS_H_

#include <string>
#include <string_view>

#include "corpus/markup/rich_text.h"

namespace cuepoint {

/// The address that an href stands for: white space at its ends and line breaks within are removed
/// (WHATWG URL, 4.4), it is resolved against `base_url` where that is given, and "www.…" without a
/// scheme is taken for what its author meant. Empty unless it is http, https or mailto, or, without
/// a base, relative. Thread-safe.
std::string ResolveLink(std::string_view href, std::string_view base_url);

/// Adds links over the http and https addresses that are written out in the block's text and are
/// not linked yet. Punctuation that ends a sentence is no part of an address. Linear.
void LinkAddresses(TextBlock& block);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_LINKS_H_
