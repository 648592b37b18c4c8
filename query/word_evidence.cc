#include "query/word_evidence.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "query/plan_leaves.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

constexpr std::size_t kNeighbourTokens = 12;
constexpr std::size_t kNeighbourBytes = 5;

/// Adds a stem unless it is there already.
void AddStem(std::vector<PlanNode>& nodes, std::set<std::string>& seen,
             const std::vector<std::string>& stems) {
  if (seen.insert(stems.front()).second) nodes.push_back(StemNode(stems));
}

void AddGroup(const std::vector<QueryToken>& tokens, std::size_t begin, std::size_t end,
              bool keep_stop_words, std::vector<PlanNode>& nodes, std::set<std::string>& seen) {
  std::vector<PlanNode> alternatives;
  std::vector<PlanNode> parts;
  for (std::size_t i = begin; i < end; ++i) {
    const QueryToken& token = tokens[i];
    switch (token.kind) {
      case TokenKind::kWord:
        if (!token.stop_word || keep_stop_words) AddStem(nodes, seen, token.stems);
        break;
      case TokenKind::kPart:
        if (!token.stop_word) parts.push_back(StemNode(token.stems));
        break;
      case TokenKind::kCompound:
        alternatives.push_back(StemNode(token.stems));
        break;
    }
  }
  if (!parts.empty()) alternatives.push_back(CombineNodes(Kind::kAnd, std::move(parts)));
  if (alternatives.empty()) return;
  if (seen.insert("\n" + tokens[begin].term).second) {
    nodes.push_back(CombineNodes(Kind::kOr, std::move(alternatives)));
  }
}

/// "node js" also finds "nodejs", and "web site" "website", where the index has such a word. Each
/// pair costs a look into the index, so long texts are left alone, and so are pairs of long
/// words, which are hardly ever written as one.
void AddNeighbours(const std::vector<QueryToken>& tokens, Reader& reader, StemSets& stem_sets,
                   std::vector<PlanNode>& nodes, std::set<std::string>& seen) {
  if (tokens.size() > kNeighbourTokens) return;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const QueryToken& left = tokens[i - 1];
    const QueryToken& right = tokens[i];
    if (left.kind != TokenKind::kWord || right.kind != TokenKind::kWord || left.stop_word ||
        right.stop_word || right.position != left.position + 1 ||
        std::min(left.term.size(), right.term.size()) > kNeighbourBytes) {
      continue;
    }
    const std::vector<QueryToken> joined = AnalyzeQuery(left.term + right.term, reader);
    if (joined.size() != 1) continue;
    if (!stem_sets.Find(reader, joined.front().stems.front())->empty()) {
      AddStem(nodes, seen, joined.front().stems);
    }
  }
}

}  // namespace

std::vector<PlanNode> WordEvidence(const std::vector<QueryToken>& tokens, Reader& reader,
                                   StemSets& stem_sets) {
  const bool keep_stop_words = std::all_of(tokens.begin(), tokens.end(),
                                           [](const QueryToken& token) { return token.stop_word; });
  std::vector<PlanNode> nodes;
  std::set<std::string> seen;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && tokens[end].group == tokens[begin].group) ++end;
    AddGroup(tokens, begin, end, keep_stop_words, nodes, seen);
    begin = end;
  }
  AddNeighbours(tokens, reader, stem_sets, nodes, seen);
  return nodes;
}

}  // namespace cuepoint
