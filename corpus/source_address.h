// A source that is an address: a part of ReadSource (corpus/source.h).
#ifndef CUEPOINT_CORPUS_SOURCE_ADDRESS_H_
#define CUEPOINT_CORPUS_SOURCE_ADDRESS_H_

#include <string>

#include "corpus/episode_collector.h"
#include "corpus/source.h"

namespace cuepoint {

/// Fetches `url` and passes its episodes on; of a web page that names a feed, those of the feed. A
/// user name and a password in `url` are also sent for the feed, the chapters and the transcripts
/// on the same server, and never to another. Problems go to the collector, what was read to the
/// report, whose source is `url` without them.
void ReadAddress(const std::string& url, const ReadOptions& options, const ReadContext& context,
                 FileReport& report, EpisodeCollector& collector);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_SOURCE_ADDRESS_H_
