// An item of a feed to an episode.
#ifndef CUEPOINT_CORPUS_FEED_FEED_ITEM_H_
#define CUEPOINT_CORPUS_FEED_FEED_ITEM_H_

#include <optional>

#include "corpus/document.h"
#include "corpus/feed/feed_show.h"
#include "corpus/feed/feed_tree.h"
#include "corpus/problem_log.h"

namespace cuepoint {

/// What a feed's item gave.
struct FeedItem {
  DocumentEpisode episode;  ///< Without its show.
  bool own_people = false;  ///< It names people, so that the channel's do not count.
};

/// Reads the <item> or <entry> that is the root of `tree`. `atom`: text is plain unless it says
/// otherwise, as in Atom feeds. What is wrong or missing goes to `problems`. Nullopt, with an
/// error, for an item that has nothing in it.
std::optional<FeedItem> ReadFeedItem(const FeedTree& tree, const FeedShow& show, bool atom,
                                     ProblemLog& problems);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_ITEM_H_
