// Podlove Simple Chapters (https://podlove.org/simple-chapters/) within an item of a feed.
#ifndef CUEPOINT_CORPUS_FEED_FEED_CHAPTERS_H_
#define CUEPOINT_CORPUS_FEED_FEED_CHAPTERS_H_

#include <string_view>
#include <vector>

#include "corpus/feed/feed_tree.h"
#include "corpus/model.h"
#include "corpus/problem_log.h"

namespace cuepoint {

/// The chapters of the psc:chapters element at `list`, by strictly ascending start: those without
/// a time or a title are left out with a warning, and of two at one second the first stays.
std::vector<Chapter> ReadFeedChapters(const FeedTree& tree, FeedTree::Index list,
                                      std::string_view base_url, ProblemLog& problems);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_CHAPTERS_H_
