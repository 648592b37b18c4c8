// Identifiers: atoms to tokens.
//
// Atoms that a single separator holds together form a chain ("DNS-over-HTTPS", "node.js"). A chain
// of up to four parts gives its parts and one compound. Separators bind with different strength:
// tight
// (. _ & ' ::) before hyphen before slash. A chain is cut at the loosest when it is too long or
// when something inside is an identifier of its own: "node.js/express" is "node.js" and "express",
// and a URL gives its host and the words of its path. Numbers are no such thing: "HTTP/1.1" stays
// whole.
//
// A word of letters that ends in digits is a chain of two ("rfc9000"), and so are a short or
// capitalised word and a number with one space between them, when both stand alone ("RFC 9000").
#ifndef CUEPOINT_INDEXER_TEXT_IDENTIFIER_H_
#define CUEPOINT_INDEXER_TEXT_IDENTIFIER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/analyzer.h"
#include "indexer/text_arena.h"
#include "indexer/text_atom.h"
#include "indexer/text_stem.h"

namespace cuepoint::text {

/// Receives the atoms of one text in order and appends tokens to a stream. Not thread-safe.
class IdentifierBuilder {
 public:
  /// `elisions` are the words that the language puts before an apostrophe ("l" of "l'école") and
  /// that are dropped there. All references must outlive the builder.
  IdentifierBuilder(TokenStream& stream, StemStore& stems,
                    std::span<const std::string_view> elisions, std::uint32_t first_position)
      : stream_(stream), stems_(stems), elisions_(elisions), position_(first_position) {}

  /// Where the scanner writes the terms of the atoms that it adds next.
  Arena& arena() { return stream_.arena_; }

  /// A character between words, and where it begins.
  void AddSeparator(CharClass c, std::uint32_t begin) {
    gap_.Add(c);
    separator_begin_ = begin;
  }
  /// A word; its term is in arena(). Sets `atom.join`.
  void AddAtom(Atom& atom);
  /// Ends the text; returns the next free position.
  std::uint32_t Finish();

 private:
  // No identifier is longer; a longer chain is treated as several.
  static constexpr std::size_t kMaxChain = 32;
  static constexpr std::size_t kMaxParts = 4;

  Join JoinTo(const Atom& previous, const Atom& atom) const;
  enum class AtApostrophe { kJoin, kDropAtom, kDropPrevious };
  AtApostrophe Contract(const Atom& atom);
  bool Extend(Atom& atom);
  void FinishChain(const Atom* next);
  bool MayPair(const Atom& a, const Atom& b) const;
  bool FitsPair(const Atom& word) const;
  void EmitChain(std::span<Atom> chain);
  void EmitGroup(std::span<const Atom> chain);
  void EmitCompound(std::span<const Atom> chain, std::size_t bytes, std::uint32_t group);
  void EmitParts(const Atom& atom, TokenKind kind, std::uint32_t group);
  void EmitPart(std::string_view term, AtomKind kind, std::uint32_t begin, std::uint32_t end,
                TokenKind token_kind, std::uint32_t group);

  TokenStream& stream_;
  StemStore& stems_;
  std::span<const std::string_view> elisions_;
  std::uint32_t position_;
  Gap gap_;
  std::uint32_t separator_begin_ = 0;
  std::array<Atom, kMaxChain> chain_;
  std::size_t chain_size_ = 0;
  std::optional<Atom> held_;  // "RFC" until it is known whether "9000" stands alone after it.
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_IDENTIFIER_H_
