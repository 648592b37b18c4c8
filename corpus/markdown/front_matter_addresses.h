// The addresses in front matter: which is the recording, which the page.
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_ADDRESSES_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_ADDRESSES_H_

#include "corpus/markdown/front_matter_fields.h"
#include "corpus/model.h"

namespace cuepoint {

/// Fills `episode`'s audio_url and url. `url` is the recording where it ends like one or is on a
/// host that serves nothing else, otherwise the page. A video is the page where there is no other,
/// and a link where there is. Thread-safe.
void ReadAddresses(const FrontMatterFields& fields, Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_ADDRESSES_H_
