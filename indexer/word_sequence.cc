#include "indexer/word_sequence.h"

#include <algorithm>

#include <xxhash.h>

namespace cuepoint {
namespace {

constexpr std::size_t kBytes = 4;
constexpr unsigned kTermBits = 12;
constexpr std::uint32_t kTermMask = (1u << kTermBits) - 1;
constexpr std::uint32_t kFieldMask = WordSequenceBuilder::kPassageMark - 1;

std::uint32_t Hash(std::string_view text) {
  return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
}

std::uint32_t NumberOf(std::string_view term, std::string_view stem) {
  const std::uint32_t hash = Hash(term);
  const std::uint32_t upper = (term == stem ? hash : Hash(stem)) & ~kTermMask;
  // Only a stem whose hash is 0 could give a number that reads as a mark.
  return std::max(upper | (hash & kTermMask), WordSequenceBuilder::kFirstWord);
}

void Append(std::uint32_t number, std::string& to) {
  const char bytes[kBytes] = {static_cast<char>(number), static_cast<char>(number >> 8),
                              static_cast<char>(number >> 16), static_cast<char>(number >> 24)};
  to.append(bytes, kBytes);
}

std::uint32_t At(std::string_view sequence, std::size_t offset) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(sequence[offset + i])};
  };
  return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

bool IsMark(std::uint32_t number) { return number < WordSequenceBuilder::kFirstWord; }
bool IsPassageMark(std::uint32_t number) {
  return IsMark(number) && (number & WordSequenceBuilder::kPassageMark) != 0;
}

/// Calls `add` with each label of a host name, lower case.
template <class Add>
void ForEachLabel(std::string_view host, Add add) {
  while (!host.empty()) {
    const std::size_t dot = std::min(host.find('.'), host.size());
    if (dot > 0) add(host.substr(0, dot));
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
}

}  // namespace

void WordSequenceBuilder::Mark(WordField field) {
  Append(passage_mark_ | static_cast<std::uint32_t>(field), value_);
  passage_mark_ = 0;
}

void WordSequenceBuilder::AddField(WordField field, const TokenStream& text, std::size_t begin,
                                   std::size_t end) {
  const auto starts_before = [](const Token& token, std::size_t at) { return token.begin < at; };
  const std::vector<Token>& tokens = text.tokens();
  const auto first = std::lower_bound(tokens.begin(), tokens.end(), begin, starts_before);
  const auto last = std::lower_bound(first, tokens.end(), end, starts_before);
  // A passage has its mark even when its first field is empty.
  if (first == last && passage_mark_ == 0) return;
  Mark(field);
  for (auto token = first; token != last; ++token) {
    if (token->kind != TokenKind::kCompound) Append(NumberOf(token->term, token->stem), value_);
  }
}

void WordSequenceBuilder::AddHost(std::string_view host) {
  if (host.empty()) return;
  Mark(WordField::kLink);
  ForEachLabel(host, [&](std::string_view label) { Append(NumberOf(label, label), value_); });
}

std::string EncodePhrase(const std::vector<SequenceWord>& words) {
  std::string phrase;
  for (const SequenceWord& word : words) Append(NumberOf(word.term, word.stem), phrase);
  return phrase;
}

std::string EncodeHost(std::string_view host) {
  std::string phrase;
  ForEachLabel(host, [&](std::string_view label) { Append(NumberOf(label, label), phrase); });
  return phrase;
}

std::vector<std::size_t> FindInSequence(std::string_view sequence, std::string_view phrase,
                                        WordFields fields) {
  std::vector<std::size_t> ordinals;
  std::size_t ordinal = 0;
  std::uint32_t mark = 0;
  std::size_t counted = 0;  // Marks before this offset are in `ordinal` and `mark`.
  for (std::size_t at = sequence.find(phrase); at != std::string_view::npos;
       at = sequence.find(phrase, at + 1)) {
    if (at % kBytes != 0) continue;  // The end of one number and the start of the next.
    for (; counted < at; counted += kBytes) {
      const std::uint32_t number = At(sequence, counted);
      if (!IsMark(number)) continue;
      mark = number;
      ordinal += IsPassageMark(number);
    }
    if ((fields >> (mark & kFieldMask) & 1) == 0) continue;
    if (ordinals.empty() || ordinals.back() != ordinal) ordinals.push_back(ordinal);
  }
  return ordinals;
}

std::uint32_t StemNumber(std::string_view stem) { return Hash(stem) >> kTermBits; }

std::vector<std::size_t> FindNearInSequence(std::string_view sequence, const NearWords& near,
                                            WordFields fields) {
  std::vector<std::size_t> ordinals;
  if (near.words.empty()) return ordinals;
  // Where each word was seen last in the current field: 0 for nowhere, else one more than the
  // offset.
  std::vector<std::size_t> seen(near.words.size());
  const std::size_t stretch = (near.words.size() + near.others) * kBytes;
  std::size_t ordinal = 0;
  bool wanted = false;
  for (std::size_t at = 0; at + kBytes <= sequence.size(); at += kBytes) {
    const std::uint32_t number = At(sequence, at);
    if (IsMark(number)) {
      ordinal += IsPassageMark(number);
      wanted = (fields >> (number & kFieldMask) & 1) != 0 &&
               (ordinals.empty() || ordinals.back() != ordinal);
      std::fill(seen.begin(), seen.end(), 0);
      continue;
    }
    if (!wanted) continue;
    bool one_of_them = false;
    for (std::size_t i = 0; i < near.words.size(); ++i) {
      for (const std::uint32_t stem : near.words[i]) {
        if (number >> kTermBits != stem) continue;
        seen[i] = at + 1;
        one_of_them = true;
      }
    }
    if (!one_of_them) continue;
    const std::size_t earliest = *std::min_element(seen.begin(), seen.end());
    if (earliest == 0 || at + kBytes - (earliest - 1) > stretch) continue;
    ordinals.push_back(ordinal);
    wanted = false;
  }
  return ordinals;
}

std::size_t CountPassages(std::string_view sequence) {
  std::size_t count = 0;
  for (std::size_t at = 0; at + kBytes <= sequence.size(); at += kBytes) {
    count += IsPassageMark(At(sequence, at));
  }
  return count;
}

}  // namespace cuepoint
