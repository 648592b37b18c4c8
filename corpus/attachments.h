// Chapters and transcripts from documents of their own, read into the episodes that refer to them.
#ifndef CUEPOINT_CORPUS_ATTACHMENTS_H_
#define CUEPOINT_CORPUS_ATTACHMENTS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "corpus/document.h"
#include "corpus/result.h"
#include "corpus/source.h"

namespace cuepoint {

/// Reads attachments of the episodes of one source. Not thread-safe.
///
/// An address is fetched where fetching is possible; a path counts only for a source that is a
/// file, and only inside its directory, so that a stranger's document cannot name files of this
/// machine.
class Attacher {
 public:
  /// `source` is the path or address that the episodes come from. `credentials_of` is an address
  /// whose user name and password, if it has any, are sent to the same server for attachments, too.
  Attacher(const ReadOptions& options, const ReadContext& context, std::string source,
           std::string credentials_of = {})
      : options_(options),
        context_(context),
        source_(std::move(source)),
        credentials_of_(std::move(credentials_of)) {}

  /// Reads what `episode` (which has its id) refers to, and what stands in `siblings`, into it: its
  /// own chapters give way to those of a document, its transcript is the first that can be read.
  /// What could not be read is left out with a warning, but for what was not to be fetched.
  void Attach(DocumentEpisode& episode, const std::vector<Attachment>& siblings,
              std::vector<Error>& warnings);

  std::size_t attached() const { return attached_; }
  std::size_t bytes() const { return bytes_; }
  /// Addresses that were left alone because fetching is turned off.
  std::size_t not_fetched() const { return not_fetched_; }
  /// Whether everything that could be fetched was, so that asking again would bring nothing new.
  bool complete() const { return complete_; }

 private:
  struct Loaded {
    std::string text;
    std::string type;
    bool not_modified = false;
  };
  Result<Loaded> Load(const Attachment& attachment, bool have_stored);
  Result<Loaded> LoadFile(const std::string& path, bool sibling);
  Result<Loaded> LoadUrl(const std::string& url, bool have_stored);
  bool AttachChapters(const Attachment& attachment, Episode& episode, std::vector<Error>& warnings);
  bool AttachTranscript(const Attachment& attachment, Episode& episode,
                        std::vector<Error>& warnings);

  const ReadOptions& options_;
  const ReadContext& context_;
  std::string source_;
  std::string credentials_of_;
  std::size_t attached_ = 0;
  std::size_t bytes_ = 0;
  std::size_t not_fetched_ = 0;
  bool complete_ = true;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_ATTACHMENTS_H_
