// Rankings as lines for programs that evaluate or join them.
#ifndef CUEPOINT_TOOLS_RANKING_FORMAT_H_
#define CUEPOINT_TOOLS_RANKING_FORMAT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "query/evaluation.h"
#include "query/search.h"

namespace cuepoint {

/// Lines, and how many hits are not among them because their episode has no such key (a number).
struct RankingLines {
  std::string text;
  std::size_t without_key = 0;
};

/// "qid Q0 KEY rank score cuepoint", one line per hit, ranks from 1 (or from `offset` + 1). White
/// space and control characters in ids become "_", since the format separates by spaces. Scores
/// have as many digits as it takes to tell them apart. With Group::kMoments an episode may appear
/// several times. Pure.
RankingLines TrecLines(std::string_view query_id, const SearchResponse& response, Key key,
                       std::size_t offset);

/// "qid<TAB>KEY<TAB>rank<TAB>score<TAB>start_s<TAB>title", one line per hit. start_s is empty and
/// the title the episode's with Group::kEpisodes; with Group::kMoments both are the moment's. Pure.
RankingLines TsvLines(std::string_view query_id, const SearchResponse& response, Key key,
                      std::size_t offset);

/// A line in the place of an answer: {"_id": …, "error": {"code", "message", "offset"}}.
std::string ErrorLineToJson(std::string_view query_id, const Error& error);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_RANKING_FORMAT_H_
