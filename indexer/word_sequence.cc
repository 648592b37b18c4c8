#include "indexer/word_sequence.h"

#include <algorithm>

#include <xxhash.h>

namespace cuepoint {
namespace {

constexpr std::size_t kBytes = 4;
/// Hashes below this would read as marks.
constexpr std::uint32_t kFirstHash = 2;

std::uint32_t HashOf(std::string_view word) {
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(word.data(), word.size()));
  return std::max(hash, kFirstHash);
}

void Append(std::uint32_t number, std::string& to) {
  const char bytes[kBytes] = {static_cast<char>(number), static_cast<char>(number >> 8),
                              static_cast<char>(number >> 16), static_cast<char>(number >> 24)};
  to.append(bytes, kBytes);
}

bool IsPassageMark(std::string_view sequence, std::size_t offset) {
  return sequence[offset] == static_cast<char>(WordSequenceBuilder::kPassageMark) &&
         sequence[offset + 1] == 0 && sequence[offset + 2] == 0 && sequence[offset + 3] == 0;
}

std::size_t CountPassages(std::string_view sequence, std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t at = begin; at + kBytes <= end; at += kBytes) {
    count += IsPassageMark(sequence, at);
  }
  return count;
}

}  // namespace

void WordSequenceBuilder::Add(std::uint32_t number) { Append(number, value_); }

void WordSequenceBuilder::AddField(const TokenStream& text) {
  // A passage has its mark even when its first field is empty.
  if (text.tokens().empty() && mark_ == kFieldMark) return;
  Add(mark_);
  mark_ = kFieldMark;
  for (const Token& token : text.tokens()) {
    if (token.kind != TokenKind::kCompound) Add(HashOf(token.term));
  }
}

std::string EncodePhrase(const std::vector<std::string>& words) {
  std::string phrase;
  for (const std::string& word : words) Append(HashOf(word), phrase);
  return phrase;
}

std::vector<std::size_t> FindInSequence(std::string_view sequence, std::string_view phrase) {
  std::vector<std::size_t> ordinals;
  std::size_t ordinal = 0;
  std::size_t counted = 0;  // Marks before this offset are in `ordinal`.
  for (std::size_t at = sequence.find(phrase); at != std::string_view::npos;
       at = sequence.find(phrase, at + 1)) {
    if (at % kBytes != 0) continue;  // The end of one hash and the start of the next.
    ordinal += CountPassages(sequence, counted, at);
    counted = at;
    if (ordinals.empty() || ordinals.back() != ordinal) ordinals.push_back(ordinal);
  }
  return ordinals;
}

std::size_t CountPassages(std::string_view sequence) {
  return CountPassages(sequence, 0, sequence.size());
}

}  // namespace cuepoint
