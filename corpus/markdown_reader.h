// An episode as a Markdown file of show notes: front matter (YAML, TOML or JSON) above the notes.
#ifndef CUEPOINT_CORPUS_MARKDOWN_READER_H_
#define CUEPOINT_CORPUS_MARKDOWN_READER_H_

#include <string>
#include <string_view>

#include "corpus/document.h"
#include "corpus/rich_text.h"

namespace cuepoint {

/// Markdown (CommonMark with tables, autolinks and the HTML inside) to rich text, by md4c.
/// Template directives of site generators ("{% … %}", "{{ … }}") are dropped. Thread-safe.
RichText ReadMarkdown(std::string_view markdown);

/// Whether content that starts with `head` opens with front matter: "---", "+++" or a JSON object
/// followed by text.
bool HasFrontMatter(std::string_view head);

/// Reads a file of notes. `file_name` is its name without the directory: it gives what the front
/// matter does not (a date, a number, a slug). A file without front matter takes title and date
/// from its first heading. Errors: front matter that cannot be parsed (with its line), no title to
/// be found; the file is then left out. Thread-safe.
Document ReadMarkdownNotes(std::string_view content, std::string_view file_name);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_READER_H_
