// What a feed says about its show, gathered while it is read: items inherit from it.
#ifndef CUEPOINT_CORPUS_FEED_FEED_SHOW_H_
#define CUEPOINT_CORPUS_FEED_FEED_SHOW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/feed/feed_tree.h"
#include "corpus/model.h"
#include "corpus/problem_log.h"

namespace cuepoint {

/// The show of a feed, from the elements of its channel as they come by. Not thread-safe.
class FeedShow {
 public:
  /// `base_url` is the feed's own address; empty when not known.
  explicit FeedShow(std::string_view base_url) : base_url_(base_url) {}

  /// An xml:base of the feed.
  void SetBase(std::string_view base);

  /// Takes a child of the channel, the root of `tree`. Elements that say nothing about the show
  /// are passed over.
  void Take(const FeedTree& tree, ProblemLog& problems);

  /// What relative links of the feed are resolved against: its base, else the show's page.
  std::string_view LinkBase() const { return base_url_.empty() ? show_.url : base_url_; }

  /// The show, with an id: the slug of its title, else of what else it is known by.
  Show Finish() const;

  /// podcast:person of the channel, which items without people of their own inherit.
  const std::vector<Person>& people() const { return people_; }

 private:
  std::string base_url_;
  std::string guid_;
  Show show_;
  std::vector<Person> people_;
};

/// Episodes of one feed beyond which items are counted only. The longest-running daily shows have
/// some ten thousand.
inline constexpr std::size_t kMaxFeedEpisodes = 100'000;

/// Cuts what every episode gets a copy of to a few kilobytes, so that a feed of many small items
/// does not become gigabytes: the title, the address, and the people beyond the first dozens.
void BoundInherited(Show& show, std::vector<Person>& people);

/// An error for `count` items beyond kMaxFeedEpisodes.
Error TooManyItems(std::size_t count);

/// The person of a podcast:person element: a missing role is "host", roles come in lower case.
/// Nullopt without a name.
std::optional<Person> ReadFeedPerson(const FeedTree& tree, FeedTree::Index element,
                                     std::string_view base_url);

/// A language tag (BCP 47) as feeds have it, "en_US" too; empty for what is none.
std::string ReadLanguageTag(std::string_view text);

/// Whether the Atom link `element` leads to what it stands in, rather than to a feed or a licence.
bool IsAlternateLink(const FeedTree& tree, FeedTree::Index element);

/// Where a link element leads: its href, else its text; resolved, empty for what is no link.
std::string ReadFeedLink(const FeedTree& tree, FeedTree::Index element, std::string_view base_url);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_SHOW_H_
