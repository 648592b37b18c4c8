#include "indexer/wordpiece.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <string>
#include <utility>

#include "indexer/wordpiece_text.h"

namespace cuepoint {

namespace {

constexpr std::string_view kContinued = "##";

// FNV-1a's parameters: one multiplication a byte, and the hash of every prefix on the way.
constexpr std::uint64_t kHashPrime = 0x100000001b3;
constexpr std::uint64_t kWordSeed = 0xcbf29ce484222325;
constexpr std::uint64_t kContinuedSeed = 0x84222325cbf29ce4;

constexpr std::uint64_t Extend(std::uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * kHashPrime;
}

constexpr bool IsContinued(std::string_view token) {
  return token.size() > kContinued.size() && token.starts_with(kContinued);
}

std::uint64_t HashOf(std::string_view piece, bool continued) {
  std::uint64_t hash = continued ? kContinuedSeed : kWordSeed;
  for (const char c : piece) hash = Extend(hash, c);
  return hash;
}

// FNV's low bits are the well-mixed ones only after a fold.
constexpr std::size_t Place(std::uint64_t hash) {
  return static_cast<std::size_t>(hash ^ (hash >> 29) ^ (hash >> 47));
}

constexpr std::uint32_t Tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

constexpr bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

bool IsTooLong(std::string_view word) {
  return word.size() > WordPiece::kMaxWordChars &&
         static_cast<std::size_t>(std::count_if(word.begin(), word.end(), StartsCharacter)) >
             WordPiece::kMaxWordChars;
}

Error Bad(std::string message) {
  return {.code = ErrorCode::kCorrupt, .message = std::move(message), .kind = "bad-vocabulary"};
}

}  // namespace

Result<WordPiece> WordPiece::Create(std::vector<std::string_view> tokens) {
  WordPiece pieces;
  pieces.tokens_ = std::move(tokens);
  pieces.slots_.resize(std::bit_ceil(2 * pieces.tokens_.size() + 2));
  for (TokenId id = 0; id < pieces.tokens_.size(); ++id) {
    const std::string_view token = pieces.tokens_[id];
    if (token.empty()) return Bad("token " + std::to_string(id) + " of the vocabulary is empty");
    if (!pieces.Insert(id)) {
      return Bad("token " + std::to_string(id) + " of the vocabulary occurs twice");
    }
    const std::size_t bytes = token.size() - (IsContinued(token) ? kContinued.size() : 0);
    pieces.longest_bytes_ = std::max(pieces.longest_bytes_, bytes);
  }
  const std::optional<TokenId> unknown = pieces.Find("[UNK]");
  if (!unknown) return Bad("the vocabulary has no [UNK]");
  pieces.unknown_ = *unknown;
  return pieces;
}

bool WordPiece::Insert(TokenId id) {
  const std::string_view token = tokens_[id];
  const bool continued = IsContinued(token);
  const std::string_view piece = continued ? token.substr(kContinued.size()) : token;
  const std::uint64_t hash = HashOf(piece, continued);
  if (Find(piece, hash, continued)) return false;
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = Place(hash) & mask;
  while (slots_[place].id_plus != 0) place = (place + 1) & mask;
  slots_[place] = {Tag(hash), id + 1};
  return true;
}

std::optional<TokenId> WordPiece::Find(std::string_view token) const {
  const bool continued = IsContinued(token);
  if (continued) token.remove_prefix(kContinued.size());
  return Find(token, HashOf(token, continued), continued);
}

std::optional<TokenId> WordPiece::Find(std::string_view piece, std::uint64_t hash,
                                       bool continued) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t place = Place(hash) & mask;; place = (place + 1) & mask) {
    const Slot slot = slots_[place];
    if (slot.id_plus == 0) return std::nullopt;
    if (slot.tag != Tag(hash)) continue;
    std::string_view token = tokens_[slot.id_plus - 1];
    if (IsContinued(token) != continued) continue;
    if (continued) token.remove_prefix(kContinued.size());
    if (token == piece) return slot.id_plus - 1;
  }
}

void WordPiece::CutWord(std::string_view word, std::vector<TokenId>& ids) const {
  // Hashes of the prefixes of what is left, at character boundaries. A word has at most
  // kMaxWordChars characters.
  struct Prefix {
    std::uint64_t hash;
    std::size_t bytes;
  };
  std::array<Prefix, kMaxWordChars> prefixes;
  if (IsTooLong(word)) {
    ids.push_back(unknown_);
    return;
  }
  const std::size_t first = ids.size();
  bool continued = false;
  while (!word.empty()) {
    std::size_t count = 0;
    std::uint64_t hash = continued ? kContinuedSeed : kWordSeed;
    const std::size_t limit = std::min(word.size(), longest_bytes_);
    for (std::size_t i = 0; i < limit; ++i) {
      hash = Extend(hash, word[i]);
      if (i + 1 == word.size() || StartsCharacter(word[i + 1])) prefixes[count++] = {hash, i + 1};
    }
    std::optional<TokenId> found;
    while (count > 0 && !found) {
      --count;
      found = Find(word.substr(0, prefixes[count].bytes), prefixes[count].hash, continued);
    }
    if (!found) {  // As in the reference, the whole word is unknown then.
      ids.resize(first);
      ids.push_back(unknown_);
      return;
    }
    ids.push_back(*found);
    word.remove_prefix(prefixes[count].bytes);
    continued = true;
  }
}

void WordPiece::Encode(std::string_view text, std::vector<TokenId>& ids) const {
  const std::string normalised = wordpiece::Normalise(text);
  wordpiece::WordReader words(normalised);
  while (words.Next()) CutWord(words.word(), ids);
}

double WordPiece::Familiarity(std::string_view text) const {
  const std::string normalised = wordpiece::Normalise(text);
  wordpiece::WordReader words(normalised);
  std::vector<TokenId> pieces;
  double familiar = 0;
  std::size_t count = 0;
  while (words.Next()) {
    const std::string_view word = words.word();
    if (word.size() == 1 && std::ispunct(static_cast<unsigned char>(word.front())) != 0) continue;
    pieces.clear();
    CutWord(word, pieces);
    ++count;
    if (pieces.front() != unknown_) familiar += 1 / static_cast<double>(pieces.size());
  }
  return count == 0 ? 0 : familiar / static_cast<double>(count);
}

}  // namespace cuepoint
