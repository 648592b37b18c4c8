// HTML to rich text, by libxml2's HTML parser: block structure and links kept, scripts, styles,
// comments and tracking pixels dropped, entities decoded once.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_TEXT_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_TEXT_H_

#include <string>
#include <string_view>

#include "corpus/markup/rich_text.h"

namespace cuepoint {

/// Reads a fragment or a page of HTML in UTF-8 (ill-formed bytes are replaced). Text without any
/// markup is read as lines: each line break in it is an author's. Links are resolved against
/// `base_url` where it is given. Bounded: elements nested deeper than 256 are flattened; linear in
/// the input. Never fails: what a browser would show is what comes back, and what stands behind a
/// <style>, a comment or the like that nobody closed (html_unclosed.h). Thread-safe.
RichText ReadHtml(std::string_view html, std::string_view base_url = {});

/// The text of a snippet that should be plain but may carry tags or entities, such as a title in a
/// feed ("Q&amp;amp;A" in the source, "<b>Q&amp;A</b>"), on one line.
std::string HtmlToLine(std::string_view html);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_TEXT_H_
