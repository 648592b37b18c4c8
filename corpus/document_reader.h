// Which reader a document is for, decided by its content: a feed, a page, notes in Markdown, or
// something that belongs to an episode but is none.
#ifndef CUEPOINT_CORPUS_DOCUMENT_READER_H_
#define CUEPOINT_CORPUS_DOCUMENT_READER_H_

#include <string>
#include <string_view>

#include "corpus/document.h"

namespace cuepoint {

/// What kind of document something is. The names (NameOf) stand in reports.
enum class DocumentKind {
  kNativeJson,
  kFeed,
  kJsonFeed,
  kMarkdown,
  kPage,
  kHtmlPage,
  kChapters,    ///< Chapters of one episode.
  kTranscript,  ///< A transcript of one episode.
};

/// "native-json", "feed", "json-feed", "markdown", "page", "html", "chapters", "transcript".
std::string_view NameOf(DocumentKind kind);

/// The kind of a document that starts with `head`, UTF-8 or close to it. The name of the file (or
/// the path of its address) only decides where the content leaves it open. Never fails: what is
/// nothing else is a page.
DocumentKind DetectDocument(std::string_view head, std::string_view file_name);

/// Where a document came from.
struct DocumentOrigin {
  std::string file_name;  ///< Without directories; may be empty.
  std::string base_url;   ///< Of a document that was fetched; empty for a file.
  std::string charset;    ///< As declared by a server; may be empty.
};

/// Reads a whole document of any kind but kNativeJson. A transcript or chapters alone give no
/// episode and an error of kind "attachment-alone". `content` may be in any encoding.
Document ReadDocument(DocumentKind kind, std::string_view content, const DocumentOrigin& origin);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_DOCUMENT_READER_H_
