#include "query/other_names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/plan_leaves.h"
#include "query/synonyms.h"
#include "query/word_evidence.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// What another name counts for beside the one that was typed.
constexpr double kOtherNameWeight = 0.5;

bool IsKnown(const QueryToken& token, Reader& reader, StemSets& stem_sets) {
  return std::any_of(token.stems.begin(), token.stems.end(), [&](const std::string& stem) {
    return !stem_sets.Find(reader, stem)->empty();
  });
}

/// A name that the index has the words of, else nothing. Its words share the weight of one, so
/// that a long name does not count for more than the short one that was typed.
PlanNode OtherName(const std::string& name, std::optional<QueryField> field, Reader& reader,
                   StemSets& stem_sets) {
  const std::vector<QueryToken> tokens = AnalyzeQuery(name, reader);
  std::size_t words = 0;
  bool one_identifier = true;
  bool known = false;
  bool all_known = true;
  for (const QueryToken& token : tokens) {
    one_identifier = one_identifier && token.group == tokens.front().group;
    if (token.kind == TokenKind::kCompound) {
      known = known || IsKnown(token, reader, stem_sets);
      continue;
    }
    ++words;
    if (!token.stop_somewhere) all_known = all_known && IsKnown(token, reader, stem_sets);
  }
  if (words == 0 || (!all_known && !known)) return {};
  PlanNode node;
  std::vector<PlanNode> evidence = WordEvidence(tokens, reader, stem_sets);
  if (one_identifier && !field) {
    node = CombineNodes(Kind::kOr, std::move(evidence));
  } else {
    node = PhraseNode(name, tokens, field, reader);
    if (node.kind != Kind::kNothing) node.children = std::move(evidence);
  }
  if (node.kind == Kind::kNothing) return node;
  PlanNode also = WrapNode(Kind::kAlso, std::move(node));
  also.weight = kOtherNameWeight / static_cast<double>(words);
  return also;
}

}  // namespace

std::vector<PlanNode> OtherNames(const std::vector<QueryToken>& tokens,
                                 std::optional<QueryField> field, std::size_t limit, Reader& reader,
                                 StemSets& stem_sets) {
  std::vector<std::string> stems;
  for (const QueryToken& token : tokens) {
    if (token.kind != TokenKind::kCompound) stems.push_back(token.stems.front());
  }
  std::vector<PlanNode> names;
  for (std::size_t i = 0; i < stems.size();) {
    const SynonymTable::Match match = reader.view->synonyms().Find(stems, i);
    for (std::size_t n = 0; match.words > 0 && n < match.others->size(); ++n) {
      if (names.size() == limit) return names;
      PlanNode name = OtherName((*match.others)[n], field, reader, stem_sets);
      if (name.kind != Kind::kNothing) names.push_back(std::move(name));
    }
    i += std::max<std::size_t>(match.words, 1);
  }
  return names;
}

}  // namespace cuepoint
