// A look at HTML before libxml2 parses it: what kind of text it is, and the two shapes of tags on
// which that parser takes quadratic time.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_SCAN_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_SCAN_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// What a text has of markup.
struct MarkupScan {
  bool tags = false;         ///< An element or a comment starts somewhere.
  bool block_tags = false;   ///< Among them one that makes a block or breaks a line.
  bool comments = false;     ///< Among them a comment.
  bool entities = false;     ///< There is a "&".
  bool crowded_tag = false;  ///< A tag has more attributes than kAttributeLimit.
};

/// Attributes beyond this many in one tag are read as text: libxml2 compares each with all before.
inline constexpr int kAttributeLimit = 256;

/// Where a tag ends.
struct TagEnd {
  std::size_t offset = std::string_view::npos;  ///< Npos when the text ends before.
  bool crowded = false;                         ///< There it has one attribute too many.
};

/// Walks over the attributes of the tag whose name starts at or before `i` as libxml2 does: a quote
/// counts only after "=". Gives the offset of the ">" that ends it, or of the attribute that is one
/// too many. Thread-safe.
TagEnd FindTagEnd(std::string_view html, std::size_t i);

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
