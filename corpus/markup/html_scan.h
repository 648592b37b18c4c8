// A look at HTML before libxml2 parses it: what kind of text it is, and the two shapes of tags on
// which that parser takes quadratic time.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_SCAN_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_SCAN_H_

#include <string>
#include <string_view>

namespace cuepoint {

/// What a text has of markup.
struct MarkupScan {
  bool tags = false;         ///< An element or a comment starts somewhere.
  bool block_tags = false;   ///< Among them one that makes a block or breaks a line.
  bool entities = false;     ///< There is a "&".
  bool crowded_tag = false;  ///< A tag has more attributes than kAttributeLimit.
};

/// Attributes beyond this many in one tag are read as text: libxml2 compares each with all before.
inline constexpr int kAttributeLimit = 256;

/// Scans `html`. It does not skip comments and scripts: what it says of tags may be said of those
/// in them. Linear. Thread-safe.
MarkupScan ScanMarkup(std::string_view html);

/// `html` with crowded tags ended after kAttributeLimit attributes. Linear. Thread-safe.
std::string EndCrowdedTags(std::string_view html);

/// `line` with "<" escaped wherever it does not start or end an element of running text ("b", "a",
/// "code") that is also closed: "Vec<u8> in <b>Rust</b>" keeps "<u8>". Linear. Thread-safe.
std::string EscapeUnlikelyTags(std::string_view line);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_SCAN_H_
