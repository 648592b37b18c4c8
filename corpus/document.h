// What a reader makes of one document (a feed, a file of notes): episodes, the documents they refer
// to, and what was wrong. Plain values; nothing here reads or fetches.
#ifndef CUEPOINT_CORPUS_DOCUMENT_H_
#define CUEPOINT_CORPUS_DOCUMENT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// What another document adds to an episode.
enum class AttachmentKind { kChapters, kTranscript };

/// A document that an episode refers to: chapters or a transcript.
struct Attachment {
  AttachmentKind kind = AttachmentKind::kTranscript;
  std::string url;       ///< Absolute, or relative to the document that named it.
  std::string type;      ///< Media type as declared, e.g. "text/vtt"; may be empty.
  std::string language;  ///< BCP 47; empty when not declared.

  bool operator==(const Attachment&) const = default;
};

/// An episode as a document has it.
struct DocumentEpisode {
  Episode episode;   ///< Its id may be empty.
  std::string guid;  ///< The publisher's own name for it (feed guid, slug); may be empty.
  std::vector<Attachment> attachments;  ///< In the order of the document.
  std::size_t line = 0;                 ///< 1-based line at which it starts; 0 when not known.
};

/// The outcome of reading one document. Problems have their line or offset in the document; their
/// `source` is left to the caller.
struct Document {
  std::vector<DocumentEpisode> episodes;
  std::vector<Error> errors;    ///< Episodes, or the whole document, that could not be read.
  std::vector<Error> warnings;  ///< What was repaired, guessed or left out.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_DOCUMENT_H_
