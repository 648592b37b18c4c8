// Markdown to rich text.
#ifndef CUEPOINT_CORPUS_MARKUP_MARKDOWN_TEXT_H_
#define CUEPOINT_CORPUS_MARKUP_MARKDOWN_TEXT_H_

#include <string_view>

#include "corpus/markup/rich_text.h"

namespace cuepoint {

/// Markdown (CommonMark with tables, autolinks and the HTML inside) to rich text, by md4c.
/// Template directives of site generators ("{% … %}", "{{ … }}") are dropped. Thread-safe.
RichText ReadMarkdown(std::string_view markdown);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_MARKDOWN_TEXT_H_
