// The leaves of plans: words, phrases and words near each other.
#ifndef CUEPOINT_QUERY_PLAN_LEAVES_H_
#define CUEPOINT_QUERY_PLAN_LEAVES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan_node.h"
#include "query/query_field.h"
#include "query/query_token.h"

namespace cuepoint {

/// A kStem of stems that count as one word.
PlanNode StemNode(std::vector<std::string> stems);

/// A kPhrase of `text`, which was analysed into `tokens`, without evidence; kNothing when there are
/// no words. As thread-safe as the reader: one thread.
PlanNode PhraseNode(std::string_view text, const std::vector<QueryToken>& tokens,
                    std::optional<QueryField> field, Reader& reader);

/// A kNear of the tokens but compounds, without evidence.
PlanNode NearNode(const std::vector<QueryToken>& tokens, std::size_t others,
                  std::optional<QueryField> field);

/// Adds a word to a kNear, unless it is there already: the same word twice is one that is to be
/// there.
void AddNearWord(const QueryToken& token, PlanNode& node);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PLAN_LEAVES_H_
