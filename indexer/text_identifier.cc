#include "indexer/text_identifier.h"

#include <algorithm>
#include <cassert>

namespace cuepoint::text {
namespace {

bool IsSplit(const Atom& atom) {
  return atom.kind == AtomKind::kLettersDigits || atom.kind == AtomKind::kDigitsLetters;
}

std::size_t PartCount(const Atom& atom) { return IsSplit(atom) ? 2 : 1; }

std::size_t PartCount(std::span<const Atom> chain) {
  std::size_t parts = 0;
  for (const Atom& atom : chain) parts += PartCount(atom);
  return parts;
}

bool HasLetters(std::span<const Atom> chain) {
  return std::any_of(chain.begin(), chain.end(),
                     [](const Atom& atom) { return atom.kind != AtomKind::kDigits; });
}

// Whether some of the chain is an identifier by itself: "node.js", "http3", but not "1.1".
bool HasTightWord(std::span<const Atom> chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (IsSplit(chain[i])) return true;
    if (i > 0 && chain[i].join == Join::kTight && HasLetters(chain.subspan(i - 1, 2))) return true;
  }
  return false;
}

// Where a chain that cannot stay whole is cut: at the loosest separator. Names of hosts and files
// are the exception, since there the hyphen is part of a label: "rust-lang.org" is "rust-lang" and
// "org".
Join CutOf(std::span<const Atom> chain) {
  Join loosest = Join::kTight;
  for (const Atom& atom : chain.subspan(1)) loosest = std::min(loosest, atom.join);
  const bool ends_in_label =
      chain.back().join == Join::kTight && chain.back().kind == AtomKind::kLetters;
  return loosest == Join::kHyphen && ends_in_label ? Join::kTight : loosest;
}

// The end of the segment that begins at `from`: the next atom bound by `cut`.
std::size_t SegmentEnd(std::span<const Atom> chain, std::size_t from, Join cut) {
  std::size_t end = from + 1;
  while (end < chain.size() && chain[end].join != cut) ++end;
  return end;
}

// "1,000" but not "1,2".
bool IsThousands(const Atom& before, const Atom& after) {
  return before.kind == AtomKind::kDigits && after.kind == AtomKind::kDigits &&
         before.term.size() <= 3 && after.term.size() == 3;
}

// "AT&T" and "Q&A" but not "a=fonts&display=swap".
bool IsInitials(const Atom& before, const Atom& after) {
  constexpr std::uint8_t kInitials = 2;
  return before.kind == AtomKind::kLetters && after.kind == AtomKind::kLetters &&
         std::min(before.letters, after.letters) <= kInitials;
}

bool IsClitic(std::string_view term) {
  switch (term.size()) {
    case 1:
      return term == "s" || term == "d" || term == "m";
    case 2:
      return term == "ll" || term == "re" || term == "ve";
    default:
      return false;
  }
}

}  // namespace

Join IdentifierBuilder::JoinTo(const Atom& previous, const Atom& atom) const {
  if (previous.from_dictionary || atom.from_dictionary) return Join::kNone;
  switch (gap_.Single()) {
    case CharClass::kHyphen:
      return Join::kHyphen;
    case CharClass::kSlash:
      return Join::kSlash;
    case CharClass::kDot:
    case CharClass::kUnderscore:
      return Join::kTight;
    case CharClass::kAmpersand:
      return IsInitials(previous, atom) ? Join::kTight : Join::kNone;
    case CharClass::kApostrophe:
      return previous.kind == AtomKind::kDigits || atom.kind == AtomKind::kDigits ? Join::kNone
                                                                                  : Join::kTight;
    case CharClass::kComma:
      return IsThousands(previous, atom) ? Join::kTight : Join::kNone;
    default:
      break;
  }
  if (gap_.Is(CharClass::kColon, CharClass::kColon)) return Join::kTight;
  if (gap_.empty() && previous.kind == AtomKind::kSymbol && atom.kind == AtomKind::kDigits) {
    return Join::kTight;  // "C++20"
  }
  return Join::kNone;
}

// Contractions and possessives, which are folded into the word before, and elisions, which are
// dropped.
IdentifierBuilder::AtApostrophe IdentifierBuilder::Contract(const Atom& atom) {
  Atom& previous = chain_[chain_size_ - 1];
  if (IsClitic(atom.term)) return AtApostrophe::kDropAtom;
  if (atom.term == "t" && previous.kind == AtomKind::kLetters && previous.term.ends_with('n') &&
      previous.term.size() < kMaxTermBytes) {
    // "don't" is written "dont" as well. The two terms are neighbours unless a block ended.
    const std::size_t bytes = previous.term.size() + 1;
    if (previous.term.data() + previous.term.size() == atom.term.data()) {
      previous.term = {previous.term.data(), bytes};
    } else {
      char* joined = arena().Reserve(bytes);
      *std::copy(previous.term.begin(), previous.term.end(), joined) = 't';
      arena().Commit(bytes);
      previous.term = {joined, bytes};
    }
    previous.end = atom.end;
    return AtApostrophe::kDropAtom;
  }
  const bool elided =
      atom.kind == AtomKind::kLetters &&
      std::find(elisions_.begin(), elisions_.end(), previous.term) != elisions_.end();
  return elided ? AtApostrophe::kDropPrevious : AtApostrophe::kJoin;
}

// Puts the atom at the end of the chain when it belongs there.
bool IdentifierBuilder::Extend(Atom& atom) {
  if (chain_size_ == 0) return false;
  const Atom& previous = chain_[chain_size_ - 1];
  if (gap_.Is(CharClass::kApostrophe) && !atom.from_dictionary) {
    switch (Contract(atom)) {
      case AtApostrophe::kDropAtom:
        return true;
      case AtApostrophe::kDropPrevious:
        atom.join = previous.join;
        chain_[chain_size_ - 1] = atom;
        return true;
      case AtApostrophe::kJoin:
        break;
    }
  }
  atom.join = JoinTo(previous, atom);
  if (atom.join == Join::kNone) return false;
  if (chain_size_ == kMaxChain) FinishChain(nullptr);
  chain_[chain_size_++] = atom;
  return true;
}

void IdentifierBuilder::AddAtom(Atom& atom) {
  if (Extend(atom)) {
    gap_.Clear();
    return;
  }
  if (chain_size_ > 0 && gap_.Is(CharClass::kColon, CharClass::kSlash, CharClass::kSlash)) {
    const std::string_view scheme = chain_[chain_size_ - 1].term;
    if (scheme == "https" || scheme == "http") --chain_size_;
  }
  FinishChain(&atom);
  if (gap_.EndsInOneDot() && atom.kind == AtomKind::kLetters && !atom.from_dictionary) {
    // ".NET" is spoken, and often written, "dotnet".
    Atom dot;
    dot.term = "dot";
    dot.begin = separator_begin_;
    dot.end = atom.begin;
    dot.letters = 3;
    chain_[chain_size_++] = dot;
    atom.join = Join::kTight;
  }
  chain_[chain_size_++] = atom;
  gap_.Clear();
}

std::uint32_t IdentifierBuilder::Finish() {
  FinishChain(nullptr);
  return position_;
}

bool IdentifierBuilder::FitsPair(const Atom& word) const {
  constexpr std::uint8_t kShortLetters = 4;
  return (word.all_caps || word.letters <= kShortLetters) && !stems_.IsStopWord(word.term);
}

bool IdentifierBuilder::MayPair(const Atom& a, const Atom& b) const {
  if (a.from_dictionary || b.from_dictionary) return false;
  if (a.kind == AtomKind::kLetters && b.kind == AtomKind::kDigits) return FitsPair(a);
  if (a.kind == AtomKind::kDigits && b.kind == AtomKind::kLetters) return FitsPair(b);
  return false;
}

void IdentifierBuilder::FinishChain(const Atom* next) {
  const std::span<Atom> chain(chain_.data(), chain_size_);
  chain_size_ = 0;
  if (held_) {
    const Atom held = *held_;
    held_.reset();
    if (chain.size() == 1 && MayPair(held, chain[0])) {  // Not if an apostrophe changed it.
      const Atom pair[] = {held, chain[0]};
      EmitGroup(pair);
      return;
    }
    EmitParts(held, TokenKind::kWord, stream_.next_group_++);
  }
  if (chain.empty()) return;
  if (next != nullptr && chain.size() == 1 && gap_.Is(CharClass::kSpace) &&
      MayPair(chain[0], *next)) {
    held_ = chain[0];
    return;
  }
  EmitChain(chain);
}

void IdentifierBuilder::EmitChain(std::span<Atom> chain) {
  if (chain.size() > 1 && chain[0].term == "www" && chain[1].join == Join::kTight) {
    chain = chain.subspan(1);
  }
  const bool tight = std::all_of(chain.begin() + 1, chain.end(),
                                 [](const Atom& atom) { return atom.join == Join::kTight; });
  if (chain.size() == 1 || (PartCount(chain) <= kMaxParts && (tight || !HasTightWord(chain)))) {
    return EmitGroup(chain);
  }
  const Join cut = CutOf(chain);
  for (std::size_t from = 0; from < chain.size();) {
    const std::size_t end = SegmentEnd(chain, from, cut);
    EmitChain(chain.subspan(from, end - from));
    from = end;
  }
}

void IdentifierBuilder::EmitGroup(std::span<const Atom> chain) {
  const std::uint32_t group = stream_.next_group_++;
  if (chain.size() == 1 && PartCount(chain[0]) == 1) {
    return EmitParts(chain[0], TokenKind::kWord, group);
  }
  std::size_t bytes = 0;
  for (const Atom& atom : chain) bytes += atom.term.size();
  if (bytes <= kMaxTermBytes) EmitCompound(chain, bytes, group);
  for (const Atom& atom : chain) EmitParts(atom, TokenKind::kPart, group);
}

void IdentifierBuilder::EmitCompound(std::span<const Atom> chain, std::size_t bytes,
                                     std::uint32_t group) {
  bool letters = true;
  bool adjacent = true;  // The arena often holds the terms side by side already.
  for (std::size_t i = 0; i < chain.size(); ++i) {
    letters = letters && chain[i].kind == AtomKind::kLetters;
    adjacent = adjacent && (i == 0 || chain[i - 1].term.data() + chain[i - 1].term.size() ==
                                          chain[i].term.data());
  }
  std::string_view term(chain[0].term.data(), bytes);
  if (!adjacent) {
    char* joined = arena().Reserve(bytes);
    char* to = joined;
    for (const Atom& atom : chain) to = std::copy(atom.term.begin(), atom.term.end(), to);
    arena().Commit(bytes);
    term = {joined, bytes};
  }
  EmitPart(term, letters ? AtomKind::kLetters : AtomKind::kMixed, chain.front().begin,
           chain.back().end, TokenKind::kCompound, group);
}

void IdentifierBuilder::EmitParts(const Atom& atom, TokenKind kind, std::uint32_t group) {
  if (!IsSplit(atom)) {
    return EmitPart(atom.term, atom.kind, atom.begin, atom.end, kind, group);
  }
  const bool letters_first = atom.kind == AtomKind::kLettersDigits;
  EmitPart(atom.term.substr(0, atom.split), letters_first ? AtomKind::kLetters : AtomKind::kDigits,
           atom.begin, atom.split_end, kind, group);
  EmitPart(atom.term.substr(atom.split), letters_first ? AtomKind::kDigits : AtomKind::kLetters,
           atom.split_begin, atom.end, kind, group);
}

void IdentifierBuilder::EmitPart(std::string_view term, AtomKind kind, std::uint32_t begin,
                                 std::uint32_t end, TokenKind token_kind, std::uint32_t group) {
  Token& token = stream_.tokens_.emplace_back();
  token.term = term;
  token.stem = term;
  token.position = position_;
  token.begin = begin;
  token.end = end;
  token.group = group;
  token.kind = token_kind;
  if (token_kind != TokenKind::kCompound) ++position_;
  if (kind != AtomKind::kLetters) return;
  const Stem stem = stems_.Find(term);
  token.stop_word = stem.stop_word && token_kind != TokenKind::kCompound;
  token.stem = stem.prefix ? term.substr(0, stem.text.size()) : arena().Copy(stem.text);
}

}  // namespace cuepoint::text
