#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "corpus/text.h"
#include "query/query_ast.h"
#include "query/query_lexer.h"
#include "query/utf8_char.h"

namespace cuepoint {
namespace {

using Kind = QueryNode::Kind;

/// Bare words in a row from which on a capitalised AND is emphasis in prose. Measured on 1,300
/// posts: all that shout AND or NOT have a longer run somewhere, hand-written expressions do not.
constexpr std::size_t kProseRun = 7;
/// The same where the whole query is in capitals, which then tell nothing.
constexpr std::size_t kCapitalsProseRun = 4;

/// An item of one bracket level: an atom, possibly excluded, or a word that may be an operator.
struct Item {
  enum class Word { kPlain, kAnd, kOr, kNot };
  QueryNode leaf;           ///< A word or phrase, unless this is a group.
  std::vector<Item> group;  ///< Never empty for a group.
  std::size_t offset = 0;   ///< Of the item with its "-".
  bool excluded = false;    ///< By "-".
  bool required = false;    ///< By "+".
  std::optional<QueryLexeme> field;
  bool is_group = false;
  Word word = Word::kPlain;
  bool capital = false;  ///< An operator word in capitals.

  bool IsBareWord() const {
    return !is_group && !excluded && !required && !field &&
           (leaf.kind == Kind::kWords || leaf.kind == Kind::kPrefix);
  }
  bool IsAndOr() const { return word == Word::kAnd || word == Word::kOr; }
};

/// What an item is at its level under one reading of the query.
enum class Role { kOperand, kAnd, kOr, kNot };

/// How a level reads its operator words.
enum class Reading { kAnyCase, kCapitals, kPlain };

/// What the levels around a level say about it.
struct Context {
  bool all_capitals = false;  ///< The query has no lower-case letter outside quotation marks.
  bool words_around = false;  ///< Two bare words stand side by side at a level around.
};

/// Whether a word ends in a "*" that stands for any ending: "quic*", but not "f***" or "C*".
bool IsPrefix(std::string_view word) {
  constexpr std::size_t kShortest = 2;
  if (!word.ends_with('*') || word.find('*') != word.size() - 1) return false;
  word.remove_suffix(1);
  std::size_t characters = 0;
  for (const char c : word) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return characters >= kShortest &&
         (IsAlnum(word.back()) || static_cast<unsigned char>(word.back()) >= 0x80);
}

Item MakeLeaf(const QueryLexeme& lexeme) {
  Item item;
  item.leaf.offset = lexeme.offset;
  if (lexeme.kind == QueryLexeme::Kind::kPhrase) {
    item.leaf.kind = lexeme.near ? Kind::kNear : Kind::kPhrase;
    item.leaf.others = lexeme.near.value_or(0);
    item.leaf.text = Trim(lexeme.text);
    return item;
  }
  item.leaf.kind = IsPrefix(lexeme.text) ? Kind::kPrefix : Kind::kWords;
  item.leaf.text = lexeme.text;
  if (item.leaf.kind == Kind::kPrefix) item.leaf.text.pop_back();
  if (lexeme.is_value) return item;
  const std::pair<std::string_view, Item::Word> operators[] = {
      {"AND", Item::Word::kAnd}, {"OR", Item::Word::kOr}, {"NOT", Item::Word::kNot}};
  for (const auto& [name, word] : operators) {
    if (!EqualsNoCase(lexeme.text, name)) continue;
    item.word = word;
    item.capital = lexeme.text == name;
  }
  return item;
}

/// The items up to the bracket that closes this level. The recursion is as deep as the brackets,
/// which LexQuery bounds and balances.
std::vector<Item> TakeLevel(std::span<const QueryLexeme>& lexemes) {
  std::vector<Item> items;
  Item next;  // What stands before the atom.
  std::optional<std::size_t> begin;
  while (!lexemes.empty()) {
    const QueryLexeme lexeme = lexemes.front();
    lexemes = lexemes.subspan(1);
    if (lexeme.kind == QueryLexeme::Kind::kClose) break;
    if (!begin) begin = lexeme.offset;
    if (lexeme.kind == QueryLexeme::Kind::kExclude) {
      next.excluded = true;
      continue;
    }
    if (lexeme.kind == QueryLexeme::Kind::kRequire) {
      next.required = true;
      continue;
    }
    if (lexeme.kind == QueryLexeme::Kind::kField) {
      next.field = lexeme;
      continue;
    }
    Item item;
    if (lexeme.kind == QueryLexeme::Kind::kOpen) {
      item.is_group = true;
      item.group = TakeLevel(lexemes);
    } else {
      item = MakeLeaf(lexeme);
    }
    item.offset = *begin;
    item.excluded = next.excluded;
    item.required = next.required && !next.excluded;
    item.field = std::exchange(next, {}).field;
    if (item.excluded || item.required || item.field) item.word = Item::Word::kPlain;
    begin.reset();
    if (item.is_group ? !item.group.empty() : !item.leaf.text.empty()) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

/// The role of each item, were `reading` the right one. Operators always have operands.
std::vector<Role> AssignRoles(const std::vector<Item>& items, Reading reading) {
  std::vector<Role> roles(items.size(), Role::kOperand);
  if (reading == Reading::kPlain) return roles;
  const auto candidate = [&](std::size_t i) {
    return items[i].word != Item::Word::kPlain &&
           (items[i].capital || reading == Reading::kAnyCase);
  };
  const auto and_or = [&](std::size_t i) { return items[i].IsAndOr() && candidate(i); };
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    const Item& next = items[i + 1];
    if (and_or(i)) {
      const bool follows_operand = i > 0 && roles[i - 1] == Role::kOperand;
      if (!follows_operand || and_or(i + 1)) continue;
      roles[i] = items[i].word == Item::Word::kAnd ? Role::kAnd : Role::kOr;
    } else if (items[i].word == Item::Word::kNot) {
      const bool follows_and = i > 0 && roles[i - 1] == Role::kAnd;
      if (!items[i].capital && !follows_and) continue;
      if (next.excluded || next.word != Item::Word::kPlain) continue;
      roles[i] = Role::kNot;
    }
  }
  return roles;
}

/// The most bare words that stand side by side without an operator, bracket or phrase between.
std::size_t LongestRun(const std::vector<Item>& items, const std::vector<Role>& roles) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    run = roles[i] == Role::kOperand && items[i].IsBareWord() ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// Whether every operand of AND and OR is one item, exclusions aside.
bool OperandsAreSingle(const std::vector<Item>& items, const std::vector<Role>& roles) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (roles[i] == Role::kAnd || roles[i] == Role::kOr) {
      found = 0;
    } else if (roles[i] == Role::kOperand && !items[i].excluded &&
               (i == 0 || roles[i - 1] != Role::kNot)) {
      if (++found > 1) return false;
    }
  }
  return true;
}

/// Whether the node says what to find, rather than only what not to.
bool Finds(const QueryNode& node) {
  switch (node.kind) {
    case Kind::kWords:
    case Kind::kPrefix:
    case Kind::kPhrase:
    case Kind::kNear:
    case Kind::kField:
    case Kind::kMust:
      return true;
    case Kind::kNot:
      return false;
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kAny:
      return std::any_of(node.children.begin(), node.children.end(), Finds);
  }
  return false;
}

class Builder {
 public:
  explicit Builder(bool all_capitals) { top_.all_capitals = all_capitals; }

  Result<QueryNode> Build(const std::vector<Item>& items) {
    if (items.empty()) return QueryNode{};
    QueryNode root = BuildLevel(items, top_);
    if (error_) return *std::move(error_);
    return root;
  }

 private:
  void NoteExclusion(std::size_t offset, std::string_view what) {
    if (error_) return;
    error_ = Error{.code = ErrorCode::kBadQuery,
                   .message = std::string(what),
                   .source = "query",
                   .offset = offset,
                   .remedy = "add what to find"};
  }

  QueryNode BuildLevel(const std::vector<Item>& items, Context context) {
    const std::vector<Role> any_case = AssignRoles(items, Reading::kAnyCase);
    std::vector<Role> roles = any_case;
    if (context.words_around || !OperandsAreSingle(items, roles)) {
      roles = AssignRoles(items, Reading::kCapitals);
      const std::size_t bound = context.all_capitals ? kCapitalsProseRun : kProseRun;
      if (LongestRun(items, roles) >= bound) roles = AssignRoles(items, Reading::kPlain);
    }
    context.words_around = context.words_around || LongestRun(items, any_case) > 1;

    // OR binds loosest: alternatives of operands of items.
    std::vector<QueryNode> alternatives;
    std::vector<QueryNode> operands;
    std::vector<QueryNode> adjacent;
    for (std::size_t i = 0; i <= items.size(); ++i) {
      const bool end = i == items.size();
      if (!end && roles[i] == Role::kNot) continue;
      if (!end && roles[i] == Role::kOperand) {
        const bool negated = i > 0 && roles[i - 1] == Role::kNot;
        Adjoin(adjacent, BuildItem(items[i], negated ? &items[i - 1] : nullptr, context));
        continue;
      }
      if (std::none_of(adjacent.begin(), adjacent.end(), Finds)) {
        // "x AND -a -b": no group of its own, but two more conditions.
        std::move(adjacent.begin(), adjacent.end(), std::back_inserter(operands));
        adjacent.clear();
      } else {
        operands.push_back(Join(Kind::kAny, std::exchange(adjacent, {})));
      }
      if (!end && roles[i] == Role::kAnd) continue;
      alternatives.push_back(Join(Kind::kAnd, std::exchange(operands, {})));
    }
    if (alternatives.size() > 1) {
      for (const QueryNode& alternative : alternatives) {
        if (!Finds(alternative))
          NoteExclusion(alternative.offset, "this alternative only excludes");
      }
    }
    return Join(Kind::kOr, std::move(alternatives));
  }

  QueryNode BuildItem(const Item& item, const Item* negation, const Context& context) {
    QueryNode node = item.leaf;
    if (item.is_group) {
      node = BuildLevel(item.group, context);
      // Exclusions in brackets are exclusions, but nothing can be done to them.
      const bool alone = !item.excluded && !item.required && !item.field && negation == nullptr;
      if (!Finds(node) && !alone) NoteExclusion(item.offset, "this group only excludes");
    }
    if (item.field) {
      node = Wrap(Kind::kField, std::move(node), item.field->offset);
      node.field = item.field->field;
      node.range = item.field->range;
    }
    if (item.required && negation == nullptr)
      node = Wrap(Kind::kMust, std::move(node), item.offset);
    if (!item.excluded && negation == nullptr) return node;
    return Wrap(Kind::kNot, std::move(node), negation != nullptr ? negation->offset : item.offset);
  }

  static QueryNode Wrap(Kind kind, QueryNode child, std::size_t offset) {
    QueryNode node;
    node.kind = kind;
    node.offset = offset;
    node.children.push_back(std::move(child));
    return node;
  }

  /// Adds to a row of adjacent items; a group of mere words, or one that only excludes, is that
  /// many items more.
  static void Adjoin(std::vector<QueryNode>& row, QueryNode node) {
    const bool mere_words =
        node.kind == Kind::kAny &&
        std::all_of(node.children.begin(), node.children.end(), [](const QueryNode& child) {
          return child.kind == Kind::kWords || child.kind == Kind::kPrefix;
        });
    if (!mere_words && (node.kind == Kind::kNot || Finds(node))) {
      row.push_back(std::move(node));
      return;
    }
    std::move(node.children.begin(), node.children.end(), std::back_inserter(row));
  }

  /// One node over `nodes`, which are not empty: the only one itself, or a `kind` with those of the
  /// same kind spliced in (AND and OR are associative).
  static QueryNode Join(Kind kind, std::vector<QueryNode> nodes) {
    assert(!nodes.empty());
    if (nodes.size() == 1) return std::move(nodes.front());
    QueryNode joined;
    joined.kind = kind;
    joined.offset = nodes.front().offset;
    for (QueryNode& node : nodes) {
      if (kind != Kind::kAny && node.kind == kind) {
        std::move(node.children.begin(), node.children.end(), std::back_inserter(joined.children));
      } else {
        joined.children.push_back(std::move(node));
      }
    }
    return joined;
  }

  Context top_;
  std::optional<Error> error_;
};

/// The words of a query as evidence and nothing else.
QueryNode PlainWords(std::span<const QueryLexeme> lexemes, std::string_view query) {
  QueryNode any;
  for (const QueryLexeme& lexeme : lexemes) {
    if (lexeme.kind != QueryLexeme::Kind::kWord && lexeme.kind != QueryLexeme::Kind::kPhrase) {
      continue;
    }
    std::string_view rest = lexeme.text;
    while (!rest.empty()) {
      std::size_t bytes = 0;
      for (Utf8Char c = Utf8CharAt(rest, 0); c.bytes != 0 && !IsBlank(c.code);
           c = Utf8CharAt(rest, bytes)) {
        bytes += c.bytes;
      }
      if (bytes > 0) {
        QueryNode word;
        word.kind = Kind::kWords;
        word.text = rest.substr(0, bytes);
        word.offset = static_cast<std::size_t>(rest.data() - query.data());
        any.children.push_back(std::move(word));
      }
      bytes += Utf8CharAt(rest, bytes).bytes;
      rest.remove_prefix(bytes);
    }
  }
  if (any.children.empty()) return any;
  any.offset = any.children.front().offset;
  if (any.children.size() == 1) return QueryNode(any.children.front());
  return any;
}

/// Whether no word has a lower-case letter (of ASCII: other alphabets have no operators to shout).
bool IsAllCapitals(std::span<const QueryLexeme> lexemes) {
  return std::none_of(lexemes.begin(), lexemes.end(), [](const QueryLexeme& lexeme) {
    return lexeme.kind == QueryLexeme::Kind::kWord &&
           std::any_of(lexeme.text.begin(), lexeme.text.end(), IsLower);
  });
}

}  // namespace

Result<QueryNode> ParseQuery(std::string_view query, QueryNotes* notes) {
  Result<std::vector<QueryLexeme>> lexemes = LexQuery(query, notes);
  if (!lexemes) return std::move(lexemes).error();
  std::span<const QueryLexeme> rest = *lexemes;
  const std::vector<Item> items = TakeLevel(rest);
  Result<QueryNode> tree = Builder(IsAllCapitals(*lexemes)).Build(items);
  if (tree) return tree;
  AddNote(notes, {.code = "plain_words",
                  .message = tree.error().message + "; searched as plain words",
                  .offset = tree.error().offset});
  return PlainWords(*lexemes, query);
}

}  // namespace cuepoint
