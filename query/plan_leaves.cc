#include "query/plan_leaves.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "indexer/word_sequence.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

}  // namespace

PlanNode StemNode(std::vector<std::string> stems) {
  PlanNode node;
  node.kind = Kind::kStem;
  node.forms = std::move(stems);
  return node;
}

PlanNode PhraseNode(std::string_view text, const std::vector<QueryToken>& tokens,
                    std::optional<QueryField> field, Reader& reader) {
  PlanNode node;
  node.kind = Kind::kPhrase;
  node.field = field;
  for (const QueryToken& token : tokens) {
    if (token.kind == TokenKind::kCompound) continue;
    node.forms.push_back(token.term);
    if (!token.stop_somewhere) node.required_stems.push_back(token.stems);
  }
  if (node.forms.empty()) return {};
  node.patterns = PhrasePatterns(text, reader);
  return node;
}

PlanNode NearNode(const std::vector<QueryToken>& tokens, std::size_t others,
                  std::optional<QueryField> field) {
  PlanNode node;
  node.kind = Kind::kNear;
  node.field = field;
  node.near.others = others;
  for (const QueryToken& token : tokens) {
    if (token.kind != TokenKind::kCompound) AddNearWord(token, node);
  }
  return node;
}

void AddNearWord(const QueryToken& token, PlanNode& node) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& stem : token.stems) numbers.push_back(StemNumber(stem));
  if (std::find(node.near.words.begin(), node.near.words.end(), numbers) != node.near.words.end()) {
    return;
  }
  node.near.words.push_back(std::move(numbers));
  node.forms.push_back(token.term);
  if (!token.stop_somewhere) node.required_stems.push_back(token.stems);
}

}  // namespace cuepoint
