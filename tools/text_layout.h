// Text for a terminal: made safe to print, measured in columns and wrapped.
//
// Titles and notes come from strangers. Printed as they are, an escape sequence in a title could
// move the cursor, retitle the window or forge a line of output; so everything passes SafeText
// first.
#ifndef CUEPOINT_TOOLS_TEXT_LAYOUT_H_
#define CUEPOINT_TOOLS_TEXT_LAYOUT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tools/terminal.h"

namespace cuepoint {

/// `text` as one printable line: white space and line separators become spaces, other control
/// characters (C0, DEL, C1) and invalid UTF-8 become U+FFFD, bidirectional controls and byte order
/// marks vanish. Never holds a byte below 0x20. Thread-safe.
std::string SafeText(std::string_view text);

/// JSON with DEL and the C1 controls inside its strings written as \u escapes, so that it means the
/// same and does nothing to a terminal. (C0 controls are escaped in any JSON.)
std::string SafeJson(std::string_view json);

/// Columns that `text` (UTF-8) takes on a terminal: two for wide and fullwidth characters (UAX #11)
/// and emoji, none for combining marks; a grapheme cluster counts once. Thread-safe.
std::size_t DisplayWidth(std::string_view text);

/// A run of text, marked where it matched the query.
struct Span {
  std::string text;
  bool marked = false;

  bool operator==(const Span&) const = default;
};

/// A snippet (HTML-escaped text in which only <mark> is markup, see query/snippet.h) as safe runs
/// without markup. Anything else that looks like markup stays text. Thread-safe.
std::vector<Span> ParseSnippet(std::string_view snippet);

/// The runs as lines of at most `width` columns, each after `indent` spaces, broken where UAX #14
/// allows; a word that is wider keeps a line of its own. Marked runs are in the style's Match.
std::vector<std::string> WrapSpans(const std::vector<Span>& spans, std::size_t width,
                                   std::size_t indent, const Style& style);

/// WrapSpans for plain text, which is made safe first.
std::vector<std::string> WrapText(std::string_view text, std::size_t width, std::size_t indent);

/// `text` after as many spaces as bring it to `width` columns.
std::string PadLeft(std::string_view text, std::size_t width);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_TEXT_LAYOUT_H_
