// An episode as a Markdown file of show notes: front matter (YAML, TOML or JSON) above the notes.
#ifndef CUEPOINT_CORPUS_MARKDOWN_MARKDOWN_READER_H_
#define CUEPOINT_CORPUS_MARKDOWN_MARKDOWN_READER_H_

#include <optional>
#include <string>
#include <string_view>

#include "corpus/document.h"

namespace cuepoint {

/// Whether content that starts with `head` opens with front matter: "---", "+++" or a JSON object
/// followed by text.
bool HasFrontMatter(std::string_view head);

/// Reads a file of notes. `file_name` is its name without the directory: it gives what the front
/// matter does not (a date, a number, a slug). A file without front matter takes title and date
/// from its first heading. Errors: front matter that cannot be parsed (with its line), no title to
/// be found; the file is then left out. A file that is no episode is left out with a warning: kind
/// "draft", "transcript" (ReadMarkdownTranscript) or "not-an-episode" (a README). Thread-safe.
Document ReadMarkdownNotes(std::string_view content, std::string_view file_name);

/// A transcript in Markdown, whose front matter says which file of notes it belongs to.
struct MarkdownTranscript {
  std::string episode;    ///< As written: "_episodes/17-http.md", a path in the show's repository.
  std::string_view body;  ///< What stands under the front matter.
};

/// The transcript that `content` is; nullopt when it is anything else. The body points into
/// `content`. Thread-safe.
std::optional<MarkdownTranscript> ReadMarkdownTranscript(std::string_view content);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_MARKDOWN_READER_H_
