#include "query/operator_roles.h"

#include <algorithm>

namespace cuepoint {

std::vector<ItemRole> AssignRoles(const std::vector<QueryItem>& items, OperatorReading reading) {
  std::vector<ItemRole> roles(items.size(), ItemRole::kOperand);
  if (reading == OperatorReading::kPlain) return roles;
  const auto candidate = [&](std::size_t i) {
    return items[i].word != QueryItem::Word::kPlain &&
           (items[i].capital || reading == OperatorReading::kAnyCase);
  };
  const auto and_or = [&](std::size_t i) { return items[i].IsAndOr() && candidate(i); };
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    const QueryItem& next = items[i + 1];
    if (and_or(i)) {
      const bool follows_operand = i > 0 && roles[i - 1] == ItemRole::kOperand;
      if (!follows_operand || and_or(i + 1)) continue;
      roles[i] = items[i].word == QueryItem::Word::kAnd ? ItemRole::kAnd : ItemRole::kOr;
    } else if (items[i].word == QueryItem::Word::kNot) {
      const bool follows_and = i > 0 && roles[i - 1] == ItemRole::kAnd;
      if (!items[i].capital && !follows_and) continue;
      if (next.excluded || next.word != QueryItem::Word::kPlain) continue;
      roles[i] = ItemRole::kNot;
    }
  }
  return roles;
}

std::size_t LongestRun(const std::vector<QueryItem>& items, const std::vector<ItemRole>& roles) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    run = roles[i] == ItemRole::kOperand && items[i].IsBareWord() ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool OperandsAreSingle(const std::vector<QueryItem>& items, const std::vector<ItemRole>& roles) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (roles[i] == ItemRole::kAnd || roles[i] == ItemRole::kOr) {
      found = 0;
    } else if (roles[i] == ItemRole::kOperand && !items[i].excluded &&
               (i == 0 || roles[i - 1] != ItemRole::kNot)) {
      if (++found > 1) return false;
    }
  }
  return true;
}

}  // namespace cuepoint
