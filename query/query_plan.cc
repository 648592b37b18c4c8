#include "query/query_plan.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "corpus/text.h"
#include "indexer/schema.h"
#include "query/prefix_stems.h"
#include "query/search.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

constexpr std::size_t kNeighbourTokens = 12;
constexpr std::size_t kNeighbourBytes = 5;

/// Other names in one query, at most.
constexpr std::size_t kOtherNames = 16;
/// What another name counts for beside the one that was typed.
constexpr double kOtherNameWeight = 0.5;

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
        return Wrap(excludes ? Kind::kNot : Kind::kMust, std::move(child));
      }
      case QueryNode::Kind::kAnd:
        return All(node.children);
      case QueryNode::Kind::kOr: {
        std::vector<PlanNode> children;
        for (const QueryNode& child : node.children) Append(children, Plan(child));
        return Combine(Kind::kOr, std::move(children));
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
    PlanNode ranked = Combine(Kind::kOr, std::move(soft));
    if (binding.empty()) return ranked;
    if (ranked.kind != Kind::kNothing) {
      const bool positive = std::any_of(binding.begin(), binding.end(), SaysWhatToFind);
      ranked.is_evidence = true;
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
    if (function_words) return Phrase(text);
    std::vector<PlanNode> nodes = Evidence(tokens);
    AddOtherNames(tokens, nodes);
    return Combine(Kind::kOr, std::move(nodes));
  }

  /// What the words are called, too, as alternatives that count for less.
  void AddOtherNames(const std::vector<QueryToken>& tokens, std::vector<PlanNode>& nodes) {
    if (!synonyms_ || nodes.empty()) return;
    std::vector<std::string> stems;
    for (const QueryToken& token : tokens) {
      if (token.kind != TokenKind::kCompound) stems.push_back(token.stems.front());
    }
    for (std::size_t i = 0; i < stems.size();) {
      const SynonymTable::Match match = reader_.view->synonyms().Find(stems, i);
      for (std::size_t n = 0; match.words > 0 && n < match.others->size(); ++n) {
        if (other_names_ == kOtherNames) return;
        PlanNode node = OtherName((*match.others)[n]);
        if (node.kind == Kind::kNothing) continue;
        ++other_names_;
        nodes.push_back(std::move(node));
      }
      i += std::max<std::size_t>(match.words, 1);
    }
  }

  /// A name that the index has the words of, else nothing. Its words share the weight of one, so
  /// that a long name does not count for more than the short one that was typed.
  PlanNode OtherName(const std::string& name) {
    const std::vector<QueryToken> tokens = Analyze(name);
    std::size_t words = 0;
    bool one_identifier = true;
    bool known = false;
    for (const QueryToken& token : tokens) {
      one_identifier = one_identifier && token.group == tokens.front().group;
      if (token.kind == TokenKind::kCompound) known = known || IsKnown(token);
    }
    bool all_known = true;
    for (const QueryToken& token : tokens) {
      if (token.kind == TokenKind::kCompound) continue;
      ++words;
      if (!token.stop_somewhere) all_known = all_known && IsKnown(token);
    }
    if (words == 0 || (!all_known && !known)) return {};
    const std::size_t counted = words_;
    PlanNode node;
    if (one_identifier && !field_) {
      node = Combine(Kind::kOr, Evidence(tokens));
    } else {
      node = Phrase(name);
    }
    words_ = counted;  // Nobody typed them.
    if (node.kind == Kind::kNothing) return node;
    PlanNode also = Wrap(Kind::kAlso, std::move(node));
    also.weight = kOtherNameWeight / static_cast<double>(words);
    return also;
  }

  bool IsKnown(const QueryToken& token) {
    return std::any_of(token.stems.begin(), token.stems.end(), [&](const std::string& stem) {
      return !stem_sets_.Find(reader_, stem)->empty();
    });
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
    node.field = field_;
    const std::vector<QueryToken> tokens = Analyze(text);
    for (const QueryToken& token : tokens) {
      if (token.kind == TokenKind::kCompound) continue;
      node.forms.push_back(token.term);
      if (!token.stop_somewhere) node.required_stems.push_back(token.stems);
    }
    if (node.forms.empty()) return {};
    node.patterns = Patterns(text);
    node.children = Evidence(tokens);
    return node;
  }

  /// The phrase as the episodes of each language have it.
  std::vector<std::string> Patterns(std::string_view text) {
    std::vector<std::string> patterns;
    for (Analyzer& analyzer : reader_.analyzers) {
      reader_.tokens.Clear();
      analyzer.Analyze(text, 0, reader_.tokens);
      std::vector<SequenceWord> words;
      for (const Token& token : reader_.tokens.tokens()) {
        if (token.kind == TokenKind::kCompound) continue;
        words.push_back({std::string(token.term), std::string(token.stem)});
      }
      std::string pattern = EncodePhrase(words);
      if (!pattern.empty() &&
          std::find(patterns.begin(), patterns.end(), pattern) == patterns.end()) {
        patterns.push_back(std::move(pattern));
      }
    }
    return patterns;
  }

  PlanNode Near(const QueryNode& query) {
    std::vector<QueryToken> tokens = Analyze(query.text);
    PlanNode node = NearNode(tokens, query.others);
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

  /// Without evidence.
  PlanNode NearNode(const std::vector<QueryToken>& tokens, std::size_t others) {
    PlanNode node;
    node.kind = Kind::kNear;
    node.field = field_;
    node.near.others = others;
    for (const QueryToken& token : tokens) {
      if (token.kind != TokenKind::kCompound) AddNearWord(token, node);
    }
    return node;
  }

  static void AddNearWord(const QueryToken& token, PlanNode& node) {
    std::vector<std::uint32_t> numbers;
    for (const std::string& stem : token.stems) numbers.push_back(StemNumber(stem));
    // The same word twice is one that is to be there.
    if (std::find(node.near.words.begin(), node.near.words.end(), numbers) !=
        node.near.words.end()) {
      return;
    }
    node.near.words.push_back(std::move(numbers));
    node.forms.push_back(token.term);
    if (!token.stop_somewhere) node.required_stems.push_back(token.stems);
  }

  /// A bare word in a field: its parts side by side, or joined.
  PlanNode FieldWord(const QueryNode& query) {
    if (!HoldsText(*field_)) return Filter(query);
    const std::vector<QueryToken> tokens = Analyze(query.text);
    PlanNode words = NearNode(tokens, 0);
    if (words.forms.empty()) return {};
    words.children = Evidence(tokens);
    std::vector<PlanNode> alternatives;
    for (const QueryToken& token : tokens) {
      if (token.kind != TokenKind::kCompound) continue;
      PlanNode joined = NearNode({}, 0);
      AddNearWord(token, joined);
      joined.children.push_back(Stem(token.stems));
      alternatives.push_back(std::move(joined));
    }
    if (*field_ == QueryField::kLink) words.text = ToLowerAscii(query.text);
    alternatives.insert(alternatives.begin(), std::move(words));
    AddOtherNames(tokens, alternatives);
    return Combine(Kind::kOr, std::move(alternatives));
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
    std::vector<QueryToken> tokens = Analyze(query.text);
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
    if (!field_) return Stem(std::move(found.stems));
    PlanNode node = NearNode({}, 0);
    QueryToken token = tokens.front();
    token.term += "*";
    token.stems = found.stems;
    token.stop_somewhere = false;
    AddNearWord(token, node);
    node.children.push_back(Stem(std::move(found.stems)));
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

void CollectStems(const PlanNode& node, std::set<std::string>& stems) {
  if (node.kind == Kind::kNot) return;
  if (node.kind == Kind::kStem) stems.insert(node.forms.begin(), node.forms.end());
  for (const PlanNode& child : node.children) CollectStems(child, stems);
}

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

bool SaysWhatToFind(const PlanNode& plan) {
  switch (plan.kind) {
    case Kind::kStem:
    case Kind::kPhrase:
    case Kind::kNear:
      return true;
    case Kind::kFilter:
    case Kind::kNot:
    case Kind::kNothing:
      return false;
    case Kind::kAlso:
    case Kind::kMust:
    case Kind::kOptional:
    case Kind::kAnd:
    case Kind::kOr:
      return std::any_of(plan.children.begin(), plan.children.end(), SaysWhatToFind);
  }
  return false;
}

bool IsPlain(const PlanNode& plan) {
  switch (plan.kind) {
    case Kind::kStem:
    case Kind::kOr:
      break;
    case Kind::kAlso:
      if (plan.children.front().kind == Kind::kPhrase) return true;
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
  if (plan.kind == Kind::kPhrase) {
    for (const Xapian::docid episode : plan.places.episodes) set.Add(episode);
    return set;
  }
  assert(plan.kind == Kind::kOr || plan.kind == Kind::kAnd || plan.kind == Kind::kAlso);
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

namespace {

std::string Describe(const PlanNode& plan) {
  std::string text;
  switch (plan.kind) {
    case Kind::kNothing:
      return "(nothing)";
    case Kind::kStem:
      if (plan.forms.size() == 1) return plan.forms.front();
      text = "(one-of";
      for (const std::string& form : plan.forms) text += " " + form;
      return text + ")";
    case Kind::kNear:
      if (plan.forms.size() == 1) {
        text = "(word " + plan.forms.front();
        break;
      }
      text = "(near " + std::to_string(plan.near.others) + " \"";
      for (std::size_t i = 0; i < plan.forms.size(); ++i) text += (i ? " " : "") + plan.forms[i];
      text += "\"";
      break;
    case Kind::kPhrase: {
      text = "(phrase \"";
      for (std::size_t i = 0; i < plan.forms.size(); ++i) text += (i ? " " : "") + plan.forms[i];
      text += "\"";
      break;
    }
    case Kind::kFilter:
      return "\"" + plan.text + (plan.is_prefix ? "*\"" : "\"");
    case Kind::kAlso:
      text = "(also";
      break;
    case Kind::kMust:
      text = "(must";
      break;
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

}  // namespace

std::string ToString(const PlanNode& plan) {
  if (!plan.field) return Describe(plan);
  return "(" + std::string(Name(*plan.field)) + " " + Describe(plan) + ")";
}

}  // namespace cuepoint
