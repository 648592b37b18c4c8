#include "query/query_plan.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "indexer/schema.h"
#include "query/search.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

constexpr std::size_t kNeighbourTokens = 12;
constexpr std::size_t kNeighbourBytes = 5;

PlanNode Combine(Kind kind, std::vector<PlanNode> children) {
  if (children.empty()) return {};
  if (children.size() == 1) return std::move(children.front());
  PlanNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

PlanNode Wrap(Kind kind, PlanNode child) {
  PlanNode node;
  node.kind = kind;
  node.children.push_back(std::move(child));
  return node;
}

/// A token as every language of the index sees it.
struct QueryToken {
  std::string term;
  std::vector<std::string> stems;  // Distinct.
  std::uint32_t position = 0;
  std::uint32_t group = 0;
  TokenKind kind = TokenKind::kWord;
  bool stop_word = true;        // In all languages.
  bool stop_somewhere = false;  // In one language at least.
};

class Planner {
 public:
  Planner(Reader& reader, StemSets& stem_sets) : reader_(reader), stem_sets_(stem_sets) {}

  /// Words found so far, parts of identifiers included.
  std::size_t words() const { return words_; }

  PlanNode Plan(const QueryNode& node) {
    switch (node.kind) {
      case QueryNode::Kind::kWords:
        return Words(node.text);
      case QueryNode::Kind::kPhrase:
        return Phrase(node.text);
      case QueryNode::Kind::kNot:
        return Wrap(Kind::kNot, Plan(node.children.front()));
      case QueryNode::Kind::kAnd:
        return All(node.children);
      case QueryNode::Kind::kOr: {
        std::vector<PlanNode> children;
        for (const QueryNode& child : node.children) Append(children, Plan(child));
        return Combine(Kind::kOr, std::move(children));
      }
      case QueryNode::Kind::kAny:
        return Any(node.children);
    }
    return {};
  }

 private:
  static void Append(std::vector<PlanNode>& nodes, PlanNode node) {
    if (node.kind != Kind::kNothing) nodes.push_back(std::move(node));
  }

  PlanNode All(const std::vector<QueryNode>& nodes) {
    std::vector<PlanNode> children;
    for (const QueryNode& node : nodes) Append(children, Plan(node));
    return Combine(Kind::kAnd, std::move(children));
  }

  PlanNode Any(const std::vector<QueryNode>& nodes) {
    std::vector<PlanNode> binding;
    std::vector<PlanNode> soft;
    std::string words;
    for (const QueryNode& node : nodes) {
      switch (node.kind) {
        case QueryNode::Kind::kWords:
          // Analysed together, because an identifier may be typed with a space ("RFC 9000").
          words.append(words.empty() ? "" : " ").append(node.text);
          break;
        case QueryNode::Kind::kAny:
          Append(soft, Plan(node));
          break;
        default:
          Append(binding, Plan(node));
      }
    }
    PlanNode typed = Words(words);
    // Function words alone stand for themselves, but beside anything else they say nothing.
    if (typed.kind == Kind::kPhrase && !(soft.empty() && binding.empty())) typed = {};
    if (typed.kind == Kind::kOr) {
      std::move(typed.children.begin(), typed.children.end(), std::back_inserter(soft));
    } else {
      Append(soft, std::move(typed));
    }
    PlanNode ranked = Combine(Kind::kOr, std::move(soft));
    if (binding.empty()) return ranked;
    if (ranked.kind != Kind::kNothing) {
      const bool positive = std::any_of(binding.begin(), binding.end(), [](const PlanNode& node) {
        return node.kind != Kind::kNot;
      });
      binding.push_back(positive ? Wrap(Kind::kOptional, std::move(ranked)) : std::move(ranked));
    }
    return Combine(Kind::kAnd, std::move(binding));
  }

  std::vector<QueryToken> Analyze(std::string_view text) {
    std::vector<QueryToken> tokens;
    for (std::size_t i = 0; i < reader_.analyzers.size(); ++i) {
      reader_.tokens.Clear();
      reader_.analyzers[i].Analyze(text, 0, reader_.tokens);
      const std::vector<Token>& analysed = reader_.tokens.tokens();
      if (i == 0) {
        for (const Token& token : analysed) {
          tokens.push_back({.term = std::string(token.term),
                            .stems = {},
                            .position = token.position,
                            .group = token.group,
                            .kind = token.kind});
        }
      }
      // Languages differ in stems and elisions; where they cut differently the first one decides.
      if (analysed.size() != tokens.size()) {
        for (QueryToken& token : tokens) token.stop_somewhere = true;
        continue;
      }
      for (std::size_t t = 0; t < tokens.size(); ++t) {
        const std::string stem(analysed[t].stem);
        if (std::find(tokens[t].stems.begin(), tokens[t].stems.end(), stem) ==
            tokens[t].stems.end()) {
          tokens[t].stems.push_back(stem);
        }
        tokens[t].stop_word = tokens[t].stop_word && analysed[t].stop_word;
        tokens[t].stop_somewhere = tokens[t].stop_somewhere || analysed[t].stop_word;
      }
    }
    return tokens;
  }

  static PlanNode Stem(std::vector<std::string> stems) {
    PlanNode node;
    node.kind = Kind::kStem;
    node.forms = std::move(stems);
    return node;
  }

  /// Adds a stem unless it is there already.
  static void AddStem(std::vector<PlanNode>& nodes, std::set<std::string>& seen,
                      const std::vector<std::string>& stems) {
    if (seen.insert(stems.front()).second) nodes.push_back(Stem(stems));
  }

  /// Plain text: ranked evidence, or, when it is all function words (which carry no weight in the
  /// index), the very words in order.
  PlanNode Words(std::string_view text) {
    const std::vector<QueryToken> tokens = Analyze(text);
    const bool function_words =
        !tokens.empty() && std::all_of(tokens.begin(), tokens.end(),
                                       [](const QueryToken& token) { return token.stop_word; });
    return function_words ? Phrase(text) : Combine(Kind::kOr, Evidence(tokens));
  }

  /// Ranked evidence for plain text: one node per word or identifier.
  std::vector<PlanNode> Evidence(const std::vector<QueryToken>& tokens) {
    words_ += tokens.size();
    if (words_ > SearchLimits::kQueryTerms) return {};
    const bool keep_stop_words = std::all_of(
        tokens.begin(), tokens.end(), [](const QueryToken& token) { return token.stop_word; });
    std::vector<PlanNode> nodes;
    std::set<std::string> seen;
    for (std::size_t begin = 0; begin < tokens.size();) {
      std::size_t end = begin;
      while (end < tokens.size() && tokens[end].group == tokens[begin].group) ++end;
      AddGroup(tokens, begin, end, keep_stop_words, nodes, seen);
      begin = end;
    }
    AddNeighbours(tokens, nodes, seen);
    return nodes;
  }

  static void AddGroup(const std::vector<QueryToken>& tokens, std::size_t begin, std::size_t end,
                       bool keep_stop_words, std::vector<PlanNode>& nodes,
                       std::set<std::string>& seen) {
    std::vector<PlanNode> alternatives;
    std::vector<PlanNode> parts;
    for (std::size_t i = begin; i < end; ++i) {
      const QueryToken& token = tokens[i];
      switch (token.kind) {
        case TokenKind::kWord:
          if (!token.stop_word || keep_stop_words) AddStem(nodes, seen, token.stems);
          break;
        case TokenKind::kPart:
          if (!token.stop_word) parts.push_back(Stem(token.stems));
          break;
        case TokenKind::kCompound:
          alternatives.push_back(Stem(token.stems));
          break;
      }
    }
    if (!parts.empty()) alternatives.push_back(Combine(Kind::kAnd, std::move(parts)));
    if (alternatives.empty()) return;
    if (seen.insert("\n" + tokens[begin].term).second) {
      nodes.push_back(Combine(Kind::kOr, std::move(alternatives)));
    }
  }

  /// "node js" also finds "nodejs", and "web site" "website", where the index has such a word. Each
  /// pair costs a look into the index, so long texts are left alone, and so are pairs of long
  /// words, which are hardly ever written as one.
  void AddNeighbours(const std::vector<QueryToken>& tokens, std::vector<PlanNode>& nodes,
                     std::set<std::string>& seen) {
    if (tokens.size() > kNeighbourTokens) return;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      const QueryToken& left = tokens[i - 1];
      const QueryToken& right = tokens[i];
      if (left.kind != TokenKind::kWord || right.kind != TokenKind::kWord || left.stop_word ||
          right.stop_word || right.position != left.position + 1 ||
          std::min(left.term.size(), right.term.size()) > kNeighbourBytes) {
        continue;
      }
      const std::vector<QueryToken> joined = Analyze(left.term + right.term);
      if (joined.size() != 1) continue;
      if (!stem_sets_.Find(reader_, joined.front().stems.front())->empty()) {
        AddStem(nodes, seen, joined.front().stems);
      }
    }
  }

  PlanNode Phrase(std::string_view text) {
    PlanNode node;
    node.kind = Kind::kPhrase;
    const std::vector<QueryToken> tokens = Analyze(text);
    for (const QueryToken& token : tokens) {
      if (token.kind == TokenKind::kCompound) continue;
      node.forms.push_back(token.term);
      if (!token.stop_somewhere) node.required_stems.push_back(token.stems);
    }
    if (node.forms.empty()) return {};
    node.children = Evidence(tokens);
    return node;
  }

  Reader& reader_;
  StemSets& stem_sets_;
  std::size_t words_ = 0;
};

void CollectStems(const PlanNode& node, std::set<std::string>& stems) {
  if (node.kind == Kind::kNot) return;
  if (node.kind == Kind::kStem) stems.insert(node.forms.begin(), node.forms.end());
  for (const PlanNode& child : node.children) CollectStems(child, stems);
}

}  // namespace

Result<PlanNode> PlanQuery(const QueryNode& query, Reader& reader, StemSets& stem_sets) {
  Planner planner(reader, stem_sets);
  PlanNode plan = planner.Plan(query);
  if (planner.words() > SearchLimits::kQueryTerms) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "the query has more than " + std::to_string(SearchLimits::kQueryTerms) +
                            " words",
                 .source = "query",
                 .remedy = "search with fewer words"};
  }
  return plan;
}

bool IsPlain(const PlanNode& plan) {
  switch (plan.kind) {
    case Kind::kStem:
    case Kind::kOr:
      break;
    case Kind::kAnd:  // Joins the parts of an identifier, or binds: only its children tell.
      if (std::any_of(plan.children.begin(), plan.children.end(),
                      [](const PlanNode& child) { return child.kind != Kind::kStem; })) {
        return false;
      }
      break;
    default:
      return false;
  }
  return std::all_of(plan.children.begin(), plan.children.end(), IsPlain);
}

EpisodeSet MatchingEpisodes(const PlanNode& plan, const Reader& reader, StemSets& stem_sets) {
  EpisodeSet set;
  if (plan.kind == Kind::kStem) {
    for (const std::string& form : plan.forms) set.UniteWith(*stem_sets.Find(reader, form));
    return set;
  }
  assert(plan.kind == Kind::kOr || plan.kind == Kind::kAnd);
  for (std::size_t i = 0; i < plan.children.size(); ++i) {
    const EpisodeSet child = MatchingEpisodes(plan.children[i], reader, stem_sets);
    if (i == 0 || plan.kind == Kind::kOr) {
      set.UniteWith(child);
    } else {
      set.IntersectWith(child);
    }
  }
  return set;
}

std::vector<std::string> EvidenceStems(const PlanNode& plan) {
  std::set<std::string> stems;
  CollectStems(plan, stems);
  return {stems.begin(), stems.end()};
}

std::string ToString(const PlanNode& plan) {
  std::string text;
  switch (plan.kind) {
    case Kind::kNothing:
      return "(nothing)";
    case Kind::kStem:
      if (plan.forms.size() == 1) return plan.forms.front();
      text = "(max";
      for (const std::string& form : plan.forms) text += " " + form;
      return text + ")";
    case Kind::kPhrase: {
      text = "(phrase \"";
      for (std::size_t i = 0; i < plan.forms.size(); ++i) text += (i ? " " : "") + plan.forms[i];
      text += "\"";
      break;
    }
    case Kind::kNot:
      text = "(not";
      break;
    case Kind::kOptional:
      text = "(maybe";
      break;
    case Kind::kAnd:
      text = "(and";
      break;
    case Kind::kOr:
      text = "(or";
      break;
  }
  for (const PlanNode& child : plan.children) text += " " + ToString(child);
  return text + ")";
}

}  // namespace cuepoint
