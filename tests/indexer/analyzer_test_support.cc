#include "tests/indexer/analyzer_test_support.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include <unicode/utf8.h>

#include "indexer/analyzer_peer.h"

namespace cuepoint::testing {
namespace {

template <class Text>
std::string RenderWith(const TokenStream& stream, Text text) {
  std::string out;
  bool open = false;
  std::uint32_t group = 0;
  for (const Token& token : stream.tokens()) {
    const bool in_group = token.kind != TokenKind::kWord;
    if (open && (!in_group || token.group != group)) {
      out += ')';
      open = false;
    }
    if (!out.empty() && out.back() != '(') out += ' ';
    if (token.kind == TokenKind::kPart && !open) {
      out += '(';
      open = true;
    }
    out += text(token);
    if (token.kind == TokenKind::kCompound) {
      out += '(';
      open = true;
    }
    group = token.group;
  }
  if (open) out += ')';
  return out;
}

// For each position of the document the terms that begin there, with the position after them.
using Edges = std::multimap<std::uint32_t, std::pair<std::string_view, std::uint32_t>>;

Edges EdgesOf(const TokenStream& stream) {
  std::map<std::uint32_t, std::uint32_t> parts_of_group;
  for (const Token& token : stream.tokens()) {
    if (token.kind == TokenKind::kPart) ++parts_of_group[token.group];
  }
  Edges edges;
  for (const Token& token : stream.tokens()) {
    const std::uint32_t width =
        token.kind == TokenKind::kCompound ? parts_of_group[token.group] : 1;
    edges.emplace(token.position, std::pair(token.term, token.position + width));
  }
  return edges;
}

// The positions that `document` can be at after the term, starting from any of `at`.
std::set<std::uint32_t> Step(const Edges& document, const std::set<std::uint32_t>& at,
                             std::string_view term) {
  std::set<std::uint32_t> next;
  for (const std::uint32_t position : at) {
    const auto [first, last] = document.equal_range(position);
    for (auto edge = first; edge != last; ++edge) {
      if (edge->second.first == term) next.insert(edge->second.second);
    }
  }
  return next;
}

}  // namespace

Analyzer MakeAnalyzer(std::string_view language, Path path) {
  Result<Analyzer> analyzer = Analyzer::Create(language);
  if (!analyzer) throw std::runtime_error(ToString(analyzer.error()));
  if (path == Path::kGeneralOnly) AnalyzerPeer::UseGeneralPathOnly(*analyzer);
  return std::move(analyzer).value();
}

TokenStream Analyze(std::string_view text, std::string_view language, Path path) {
  TokenStream stream;
  MakeAnalyzer(language, path).Analyze(text, 0, stream);
  return stream;
}

std::string Render(const TokenStream& stream) {
  return RenderWith(stream, [](const Token& token) { return token.term; });
}

std::string RenderStems(const TokenStream& stream) {
  return RenderWith(stream, [](const Token& token) { return token.stem; });
}

std::string Dump(const TokenStream& stream) {
  std::string out;
  for (const Token& token : stream.tokens()) {
    out += std::string(token.term) + ' ' + std::string(token.stem) + " @" +
           std::to_string(token.position) + " [" + std::to_string(token.begin) + ',' +
           std::to_string(token.end) + ") group " + std::to_string(token.group) + " kind " +
           std::to_string(static_cast<int>(token.kind)) + (token.stop_word ? " stop\n" : "\n");
  }
  return out;
}

bool Meets(std::string_view query, std::string_view document, std::string_view language) {
  Analyzer analyzer = MakeAnalyzer(language);
  TokenStream query_stream;
  TokenStream document_stream;
  analyzer.Analyze(query, 0, query_stream);
  analyzer.Analyze(document, 0, document_stream);
  const Edges query_edges = EdgesOf(query_stream);
  const Edges document_edges = EdgesOf(document_stream);
  // Walk the query from front to back; for each of its positions, keep where the document can be.
  std::map<std::uint32_t, std::set<std::uint32_t>> reached;
  std::uint32_t query_end = 0;
  for (const auto& [from, edge] : query_edges) query_end = std::max(query_end, edge.second);
  for (const auto& [position, edge] : document_edges) reached[0].insert(position);
  for (const auto& [from, edge] : query_edges) {
    const auto step = Step(document_edges, reached[from], edge.first);
    reached[edge.second].insert(step.begin(), step.end());
  }
  return query_end > 0 && !reached[query_end].empty();
}

std::string FindDefect(std::string_view text, const TokenStream& stream,
                       std::uint32_t first_position, std::uint32_t next_position) {
  const auto at_boundary = [text](std::size_t at) {
    if (at == 0 || at >= text.size()) return true;
    // A boundary is where a decoder that starts at the beginning stops; backing up finds it.
    auto back = static_cast<int32_t>(at);
    U8_SET_CP_START(reinterpret_cast<const std::uint8_t*>(text.data()), 0, back);
    return back == static_cast<int32_t>(at);
  };
  std::uint32_t expected = first_position;
  std::uint32_t last_begin = 0;
  std::set<std::uint32_t> closed_groups;
  const Token* previous = nullptr;
  for (const Token& token : stream.tokens()) {
    const std::string at = " at position " + std::to_string(token.position);
    if (token.term.empty() || token.stem.empty()) return "empty term or stem" + at;
    if (token.term.size() > Analyzer::kMaxTermBytes) return "term too long" + at;
    if (token.stem.size() > Analyzer::kMaxTermBytes) return "stem too long" + at;
    if (token.begin >= token.end || token.end > text.size()) return "bad range" + at;
    if (!at_boundary(token.begin) || !at_boundary(token.end)) return "cut character" + at;
    if (token.begin < last_begin) return "ranges go back" + at;
    last_begin = token.begin;
    if (token.position != expected) return "position skipped" + at;
    if (token.kind != TokenKind::kCompound) ++expected;
    if (previous != nullptr && previous->group != token.group) {
      closed_groups.insert(previous->group);
    }
    if (closed_groups.contains(token.group)) return "group reopened" + at;
    if (token.kind == TokenKind::kWord && previous != nullptr && previous->group == token.group) {
      return "word in a group" + at;
    }
    const bool compound_before = previous != nullptr && previous->kind == TokenKind::kCompound;
    if (compound_before && (token.kind != TokenKind::kPart || token.group != previous->group)) {
      return "compound without parts" + at;
    }
    for (int32_t i = 0; const std::string_view view : {token.term, token.stem}) {
      i = 0;
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(view.data());
      while (i < static_cast<int32_t>(view.size())) {
        UChar32 c;
        U8_NEXT(bytes, i, static_cast<int32_t>(view.size()), c);
        if (c < 0) return "term is not UTF-8" + at;
      }
    }
    previous = &token;
  }
  if (previous != nullptr && previous->kind == TokenKind::kCompound) return "compound at the end";
  if (expected != next_position) return "wrong next position";
  return "";
}

}  // namespace cuepoint::testing
