#include "query/query_item.h"

#include <string_view>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

using Kind = QueryNode::Kind;

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

QueryItem MakeLeaf(const QueryLexeme& lexeme) {
  QueryItem item;
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
  const std::pair<std::string_view, QueryItem::Word> operators[] = {
      {"AND", QueryItem::Word::kAnd}, {"OR", QueryItem::Word::kOr}, {"NOT", QueryItem::Word::kNot}};
  for (const auto& [name, word] : operators) {
    if (!EqualsNoCase(lexeme.text, name)) continue;
    item.word = word;
    item.capital = lexeme.text == name;
  }
  return item;
}

}  // namespace

std::vector<QueryItem> TakeLevel(std::span<const QueryLexeme>& lexemes) {
  std::vector<QueryItem> items;
  QueryItem next;  // What stands before the atom.
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
    QueryItem item;
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
    if (item.excluded || item.required || item.field) item.word = QueryItem::Word::kPlain;
    begin.reset();
    if (item.is_group ? !item.group.empty() : !item.leaf.text.empty()) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

}  // namespace cuepoint
