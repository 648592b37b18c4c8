// Tags that hide all that follows them because nobody closed them.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_UNCLOSED_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_UNCLOSED_H_

#include <optional>
#include <string>
#include <string_view>

namespace cuepoint {

/// `html` with what hides the rest of the document made harmless: start tags of elements whose
/// contents are not shown ("style", "script", "video") and that are nowhere closed behind them, and
/// comments that never end. A browser would show nothing of what comes after; in show notes it is
/// somebody writing about "<style> tags". A tag without attributes becomes text, one with
/// attributes is dropped. Nothing when there is no such tag. Linear. Thread-safe.
std::optional<std::string> ShowUnclosed(std::string_view html);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_UNCLOSED_H_
