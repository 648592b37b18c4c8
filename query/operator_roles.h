// Which words of a query are operators. "and" in prose is a word, and so is a shouted AND there.
#ifndef CUEPOINT_QUERY_OPERATOR_ROLES_H_
#define CUEPOINT_QUERY_OPERATOR_ROLES_H_

#include <cstddef>
#include <vector>

#include "query/query_item.h"

namespace cuepoint {

/// What an item is at its level under one reading of the query.
enum class ItemRole { kOperand, kAnd, kOr, kNot };

/// How a level reads its operator words.
enum class OperatorReading { kAnyCase, kCapitals, kPlain };

/// The role of each item, were `reading` the right one. Operators always have operands.
std::vector<ItemRole> AssignRoles(const std::vector<QueryItem>& items, OperatorReading reading);

/// The most bare words that stand side by side without an operator, bracket or phrase between.
std::size_t LongestRun(const std::vector<QueryItem>& items, const std::vector<ItemRole>& roles);

/// Whether every operand of AND and OR is one item, exclusions aside.
bool OperandsAreSingle(const std::vector<QueryItem>& items, const std::vector<ItemRole>& roles);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_OPERATOR_ROLES_H_
