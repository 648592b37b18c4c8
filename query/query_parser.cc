#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "corpus/text.h"
#include "query/operator_roles.h"
#include "query/query_ast.h"
#include "query/query_item.h"
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

/// What the levels around a level say about it.
struct Context {
  bool all_capitals = false;  ///< The query has no lower-case letter outside quotation marks.
  bool words_around = false;  ///< Two bare words stand side by side at a level around.
};

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

  Result<QueryNode> Build(const std::vector<QueryItem>& items) {
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

  QueryNode BuildLevel(const std::vector<QueryItem>& items, Context context) {
    const std::vector<ItemRole> any_case = AssignRoles(items, OperatorReading::kAnyCase);
    std::vector<ItemRole> roles = any_case;
    if (context.words_around || !OperandsAreSingle(items, roles)) {
      roles = AssignRoles(items, OperatorReading::kCapitals);
      const std::size_t bound = context.all_capitals ? kCapitalsProseRun : kProseRun;
      if (LongestRun(items, roles) >= bound) roles = AssignRoles(items, OperatorReading::kPlain);
    }
    context.words_around = context.words_around || LongestRun(items, any_case) > 1;

    // OR binds loosest: alternatives of operands of items.
    std::vector<QueryNode> alternatives;
    std::vector<QueryNode> operands;
    std::vector<QueryNode> adjacent;
    for (std::size_t i = 0; i <= items.size(); ++i) {
      const bool end = i == items.size();
      if (!end && roles[i] == ItemRole::kNot) continue;
      if (!end && roles[i] == ItemRole::kOperand) {
        const bool negated = i > 0 && roles[i - 1] == ItemRole::kNot;
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
      if (!end && roles[i] == ItemRole::kAnd) continue;
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

  QueryNode BuildItem(const QueryItem& item, const QueryItem* negation, const Context& context) {
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
  const std::vector<QueryItem> items = TakeLevel(rest);
  Result<QueryNode> tree = Builder(IsAllCapitals(*lexemes)).Build(items);
  if (tree) return tree;
  AddNote(notes, {.code = "plain_words",
                  .message = tree.error().message + "; searched as plain words",
                  .offset = tree.error().offset});
  return PlainWords(*lexemes, query);
}

}  // namespace cuepoint
