// An item of a JSON Feed to an episode. An implementation part of json_feed.cc.
#ifndef CUEPOINT_CORPUS_FEED_JSON_FEED_ITEM_H_
#define CUEPOINT_CORPUS_FEED_JSON_FEED_ITEM_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "corpus/document.h"
#include "corpus/problem_log.h"

namespace cuepoint {

/// What the top of a JSON Feed says about its show.
struct JsonFeedShow {
  Show show;
  std::string base_url;  ///< What relative links are resolved against; may be empty.
  std::vector<Person> authors;
};

/// A string member of `object`, trimmed; of a number or truth value its text. Empty when it is not
/// there, and, with a warning, where it is anything else.
std::string JsonFeedText(const nlohmann::json& object, const char* name, std::size_t line,
                         ProblemLog& problems);

/// The members "authors" (version 1.1) and "author" (1.0) of `object`: people without a role.
std::vector<Person> ReadJsonFeedAuthors(const nlohmann::json& object, std::string_view base_url,
                                        std::size_t line, ProblemLog& problems);

/// Reads an item that starts in `line`. Without authors of its own it has those of the feed, as
/// hosts; authors of its own that are not among the feed's are guests. Nullopt, with an error, for
/// what is no object or has nothing in it.
std::optional<DocumentEpisode> ReadJsonFeedItem(const nlohmann::json& item,
                                                const JsonFeedShow& show, std::size_t line,
                                                ProblemLog& problems);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_JSON_FEED_ITEM_H_
