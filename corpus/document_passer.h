// From a whole document to episodes passed on: a part of ReadSource (corpus/source.h).
#ifndef CUEPOINT_CORPUS_DOCUMENT_PASSER_H_
#define CUEPOINT_CORPUS_DOCUMENT_PASSER_H_

#include <string>
#include <utility>

#include "corpus/attachments.h"
#include "corpus/document.h"
#include "corpus/episode_collector.h"
#include "corpus/source.h"

namespace cuepoint {

/// Hands the episodes of a document on, with what belongs to them: the show's title where the
/// document has none, an id, chapters and transcripts. Not thread-safe.
class DocumentPasser {
 public:
  /// All must outlive the object. `credentials_of` as in Attacher.
  DocumentPasser(const ReadOptions& options, const ReadContext& context, FileReport& report,
                 EpisodeCollector& collector, std::string credentials_of = {})
      : options_(options),
        attacher_(options, context, report.source, std::move(credentials_of)),
        report_(report),
        collector_(collector) {}

  /// Passes all of `document` to the collector, and notes in the report what was read with it.
  void Pass(Document document);

  /// Whether everything that could be fetched was.
  bool complete() const { return attacher_.complete(); }

 private:
  const ReadOptions& options_;
  Attacher attacher_;
  FileReport& report_;
  EpisodeCollector& collector_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_DOCUMENT_PASSER_H_
