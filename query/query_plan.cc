#include "query/query_plan.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/text.h"
#include "indexer/schema.h"
#include "query/other_names.h"
#include "query/plan_leaves.h"
#include "query/prefix_stems.h"
#include "query/query_token.h"
#include "query/search.h"
#include "query/word_evidence.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// Other names in one query, at most.
constexpr std::size_t kOtherNames = 16;

class Planner {
 public:
  Planner(Reader& reader, StemSets& stem_sets, QueryNotes* notes, bool synonyms)
      : reader_(reader), stem_sets_(stem_sets), notes_(notes), synonyms_(synonyms) {}

  /// Words found so far, parts of identifiers included.
  std::size_t words() const { return words_; }

  PlanNode Plan(const QueryNode& node) {
    switch (node.kind) {
      case QueryNode::Kind::kWords:
        if (field_) return FieldWord(node);
        return Words(node.text);
      case QueryNode::Kind::kPrefix:
        return field_ && !HoldsText(*field_) ? Filter(node) : Prefix(node);
      case QueryNode::Kind::kPhrase:
        if (field_ && !HoldsText(*field_)) return Filter(node);
        return Phrase(node.text);
      case QueryNode::Kind::kNear:
        if (field_ && !HoldsText(*field_)) return Filter(node);
        return Near(node);
      case QueryNode::Kind::kField:
        return Field(node);
      case QueryNode::Kind::kMust:
      case QueryNode::Kind::kNot: {
        const bool excludes = node.kind == QueryNode::Kind::kNot;
        // Other names are found on a hunch; nothing is left out on one.
        const bool synonyms = std::exchange(synonyms_, synonyms_ && !excludes);
        PlanNode child = Plan(node.children.front());
        synonyms_ = synonyms;
        if (child.kind == Kind::kNothing) return child;
        return WrapNode(excludes ? Kind::kNot : Kind::kMust, std::move(child));
      }
      case QueryNode::Kind::kAnd:
        return All(node.children);
      case QueryNode::Kind::kOr: {
        std::vector<PlanNode> children;
        for (const QueryNode& child : node.children) Append(children, Plan(child));
        return CombineNodes(Kind::kOr, std::move(children));
      }
      case QueryNode::Kind::kAny:
        // The words that a field is to have are a condition, all of them.
        return field_ ? All(node.children) : Any(node.children);
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
    return CombineNodes(Kind::kAnd, std::move(children));
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
        case QueryNode::Kind::kPrefix:
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
    PlanNode ranked = CombineNodes(Kind::kOr, std::move(soft));
    if (binding.empty()) return ranked;
    if (ranked.kind != Kind::kNothing) {
      const bool positive = std::any_of(binding.begin(), binding.end(), SaysWhatToFind);
      ranked.is_evidence = true;
      binding.push_back(positive ? WrapNode(Kind::kOptional, std::move(ranked))
                                 : std::move(ranked));
    }
    return CombineNodes(Kind::kAnd, std::move(binding));
  }

  /// Plain text: ranked evidence, or, when it is all function words (which carry no weight in the
  /// index), the very words in order.
  PlanNode Words(std::string_view text) {
    const std::vector<QueryToken> tokens = AnalyzeQuery(text, reader_);
    const bool function_words =
        !tokens.empty() && std::all_of(tokens.begin(), tokens.end(),
                                       [](const QueryToken& token) { return token.stop_word; });
    if (function_words) return Phrase(text);
    std::vector<PlanNode> nodes = Evidence(tokens);
    AddOtherNames(tokens, nodes);
    return CombineNodes(Kind::kOr, std::move(nodes));
  }

  /// Adds what the words are called, too, as alternatives that count for less.
  void AddOtherNames(const std::vector<QueryToken>& tokens, std::vector<PlanNode>& nodes) {
    if (!synonyms_ || nodes.empty()) return;
    std::vector<PlanNode> others =
        OtherNames(tokens, field_, kOtherNames - other_names_, reader_, stem_sets_);
    other_names_ += others.size();
    std::move(others.begin(), others.end(), std::back_inserter(nodes));
  }

  /// Ranked evidence, unless the query has too many words.
  std::vector<PlanNode> Evidence(const std::vector<QueryToken>& tokens) {
    words_ += tokens.size();
    if (words_ > SearchLimits::kQueryTerms) return {};
    return WordEvidence(tokens, reader_, stem_sets_);
  }

  PlanNode Phrase(std::string_view text) {
    const std::vector<QueryToken> tokens = AnalyzeQuery(text, reader_);
    PlanNode node = PhraseNode(text, tokens, field_, reader_);
    if (node.kind != Kind::kNothing) node.children = Evidence(tokens);
    return node;
  }

  PlanNode Near(const QueryNode& query) {
    std::vector<QueryToken> tokens = AnalyzeQuery(query.text, reader_);
    PlanNode node = NearNode(tokens, query.others, field_);
    if (node.forms.size() > SearchLimits::kNearWords) {
      node.forms.resize(SearchLimits::kNearWords);
      node.near.words.resize(SearchLimits::kNearWords);
      AddNote(notes_, {.code = "shortened",
                       .message = "only the first " + std::to_string(SearchLimits::kNearWords) +
                                  " words have to be near each other",
                       .offset = query.offset});
    }
    if (node.forms.empty()) return {};
    node.children = Evidence(tokens);
    return node;
  }

  /// A bare word in a field: its parts side by side, or joined.
  PlanNode FieldWord(const QueryNode& query) {
    if (!HoldsText(*field_)) return Filter(query);
    const std::vector<QueryToken> tokens = AnalyzeQuery(query.text, reader_);
    PlanNode words = NearNode(tokens, 0, field_);
    if (words.forms.empty()) return {};
    words.children = Evidence(tokens);
    std::vector<PlanNode> alternatives;
    for (const QueryToken& token : tokens) {
      if (token.kind != TokenKind::kCompound) continue;
      PlanNode joined = NearNode({}, 0, field_);
      AddNearWord(token, joined);
      joined.children.push_back(StemNode(token.stems));
      alternatives.push_back(std::move(joined));
    }
    if (*field_ == QueryField::kLink) words.text = ToLowerAscii(query.text);
    alternatives.insert(alternatives.begin(), std::move(words));
    AddOtherNames(tokens, alternatives);
    return CombineNodes(Kind::kOr, std::move(alternatives));
  }

  PlanNode Field(const QueryNode& query) {
    if (IsRange(query.field)) {
      PlanNode node;
      node.kind = Kind::kFilter;
      node.field = query.field;
      node.range = query.range;
      node.text = query.children.front().text;
      return node;
    }
    const std::optional<QueryField> outer = std::exchange(field_, query.field);
    PlanNode node = Plan(query.children.front());
    field_ = outer;
    return node;
  }

  PlanNode Filter(const QueryNode& query) {
    PlanNode node;
    node.text = FoldKey(query.text);
    if (node.text.empty()) return {};
    words_ += 1;
    node.kind = Kind::kFilter;
    node.field = field_;
    node.is_prefix = query.kind == QueryNode::Kind::kPrefix;
    node.offset = query.offset;
    return node;
  }

  /// The stems that begin as the prefix does. A stem is shorter than its words, so a prefix that
  /// reaches beyond it ("implementat*") is cut until something begins so.
  PlanNode Prefix(const QueryNode& query) {
    std::vector<QueryToken> tokens = AnalyzeQuery(query.text, reader_);
    // The compound, which comes first, is what an identifier is written as without separators.
    if (tokens.size() != 1 && (tokens.empty() || tokens.front().kind != TokenKind::kCompound)) {
      if (tokens.empty()) return {};
      AddNote(notes_, {.code = "prefix",
                       .message = "\"*\" completes one word; searched for the words themselves",
                       .offset = query.offset});
      return field_ ? FieldWord(query) : Words(query.text);
    }
    words_ += 1;
    const std::string& prefix = tokens.front().term;
    const std::size_t room = SearchLimits::kAllPrefixStems - prefix_stems_;
    PrefixStems found;
    if (room > 0) {
      found = FindPrefixStems(reader_.database, prefix, std::min(SearchLimits::kPrefixStems, room));
    } else {
      AddNote(notes_, {.code = "shortened",
                       .message = "the \"*\" before it stand for " + std::to_string(prefix_stems_) +
                                  " words already; searched for the word itself",
                       .offset = query.offset});
    }
    prefix_stems_ += found.stems.size();
    if (found.truncated) {
      AddNote(notes_,
              {.code = "shortened",
               .message = "many words begin with \"" + prefix + "\"; searched for the commonest " +
                          std::to_string(found.stems.size()),
               .offset = query.offset});
    }
    if (found.stems.empty()) found.stems = tokens.front().stems;
    if (!field_) return StemNode(std::move(found.stems));
    PlanNode node = NearNode({}, 0, field_);
    QueryToken token = tokens.front();
    token.term += "*";
    token.stems = found.stems;
    token.stop_somewhere = false;
    AddNearWord(token, node);
    node.children.push_back(StemNode(std::move(found.stems)));
    return node;
  }

  Reader& reader_;
  StemSets& stem_sets_;
  QueryNotes* notes_;
  bool synonyms_;
  std::size_t other_names_ = 0;      // Added so far.
  std::size_t prefix_stems_ = 0;     // The same.
  std::optional<QueryField> field_;  // The one around.
  std::size_t words_ = 0;
};

}  // namespace

Result<PlanNode> PlanQuery(const QueryNode& query, Reader& reader, StemSets& stem_sets,
                           QueryNotes* notes, bool synonyms) {
  Planner planner(reader, stem_sets, notes, synonyms);
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

}  // namespace cuepoint
