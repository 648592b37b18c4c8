#include "corpus/document_passer.h"

#include <utility>
#include <vector>

#include "corpus/sibling_files.h"
#include "corpus/text.h"
#include "corpus/url.h"

namespace cuepoint {

void DocumentPasser::Pass(Document document) {
  for (Error& warning : document.warnings) collector_.AddWarning(std::move(warning));
  for (Error& error : document.errors) collector_.AddError(std::move(error));
  const bool one_of_many = document.episodes.size() > 1;
  const bool file = !IsUrl(report_.source) && report_.source != "-";
  for (DocumentEpisode& episode : document.episodes) {
    Show& show = episode.episode.show;
    if (show.title.empty() && show.id.empty() && !options_.show.empty()) {
      show.title = options_.show;
      show.id = Slug(options_.show);
    }
    collector_.EnsureId(episode.episode, episode.guid, episode.line, one_of_many);
    std::vector<Error> warnings;
    attacher_.Attach(
        episode, file && !one_of_many ? FindSiblings(report_.source) : std::vector<Attachment>(),
        warnings);
    for (Error& warning : warnings) collector_.AddWarning(std::move(warning));
    if (!collector_.Pass(std::move(episode.episode))) break;
  }
  if (const std::size_t count = attacher_.not_fetched(); count > 0) {
    collector_.AddWarning({.code = ErrorCode::kUnavailable,
                           .message = "refers to " + std::to_string(count) +
                                      " chapter or transcript documents, which were not fetched",
                           .remedy = "leave --no-fetch out to read them",
                           .kind = "not-fetched"});
  }
  report_.attachments = attacher_.attached();
  report_.bytes += attacher_.bytes();
}

}  // namespace cuepoint
