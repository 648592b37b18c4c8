#include "query/vocabulary_words.h"

#include <algorithm>
#include <array>
#include <limits>

#include "query/utf8_char.h"

namespace cuepoint {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kMaxShared = std::numeric_limits<std::uint8_t>::max();
constexpr std::size_t kMaxLength = std::numeric_limits<std::uint8_t>::max();

/// Appends the characters of `text` to `out` until there are `limit`.
void AppendCharacters(std::string_view text, std::size_t limit, std::u32string& out) {
  for (std::size_t at = 0; at < text.size() && out.size() < limit;) {
    const Utf8Char character = Utf8CharAt(text, at);
    out += character.code < 0 ? kReplacement : static_cast<char32_t>(character.code);
    at += character.bytes;
  }
}

std::size_t SharedCharacters(std::string_view a, std::string_view b) {
  std::size_t characters = 0;
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && characters < kMaxShared) {
    const std::size_t bytes = Utf8CharAt(a, at).bytes;
    if (b.substr(at, bytes) != a.substr(at, bytes)) break;
    at += bytes;
    ++characters;
  }
  return characters;
}

/// A bit for each character: one of its own for those of English words.
std::uint64_t LettersOf(std::u32string_view word) {
  std::uint64_t letters = 0;
  for (const char32_t c : word) {
    const unsigned bit = c >= U'a' && c <= U'z'   ? static_cast<unsigned>(c - U'a')
                         : c >= U'0' && c <= U'9' ? static_cast<unsigned>(c - U'0') + 26
                                                  : static_cast<unsigned>(c) % 28 + 36;
    letters |= std::uint64_t{1} << bit;
  }
  return letters;
}

/// Without counting them all.
bool HasMoreBits(std::uint64_t bits, unsigned than) {
  for (unsigned i = 0; i < than; ++i) bits &= bits - 1;
  return bits != 0;
}

/// The rows of the distance table, one per character of the word at hand.
class DistanceTable {
 public:
  static constexpr std::size_t kColumns = SortedWords::kMaxCharacters + 1;

  explicit DistanceTable(std::u32string_view typed) : typed_(typed) {
    for (std::size_t column = 0; column <= typed.size(); ++column) {
      rows_[0][column] = static_cast<std::uint8_t>(column);
    }
  }

  /// Fills the row of the character at `depth` (from 0) of `word`, whose rows before are filled.
  /// Returns the least entry: no continuation of the word comes nearer.
  unsigned Fill(std::u32string_view word, std::size_t depth) {
    const auto& above = rows_[depth];
    auto& row = rows_[depth + 1];
    row[0] = static_cast<std::uint8_t>(depth + 1);
    unsigned least = row[0];
    for (std::size_t column = 1; column <= typed_.size(); ++column) {
      const bool same = typed_[column - 1] == word[depth];
      unsigned best = above[column - 1] + (same ? 0u : 1u);
      best = std::min({best, above[column] + 1u, row[column - 1] + 1u});
      if (depth > 0 && column > 1 && typed_[column - 1] == word[depth - 1] &&
          typed_[column - 2] == word[depth]) {
        best = std::min(best, rows_[depth - 1][column - 2] + 1u);
      }
      row[column] = static_cast<std::uint8_t>(best);
      least = std::min(least, best);
    }
    // Two letters swapped are seen a row late.
    if (depth > 0) {
      for (std::size_t column = 0; column <= typed_.size(); ++column) {
        least = std::min(least, static_cast<unsigned>(above[column]) + 1);
      }
    }
    return least;
  }

  /// Edits between all that was typed and the first `depth` characters of the word.
  unsigned Distance(std::size_t depth) const { return rows_[depth][typed_.size()]; }

 private:
  std::u32string_view typed_;
  std::array<std::array<std::uint8_t, kColumns>, 2 * SortedWords::kMaxCharacters + 1> rows_{};
};

}  // namespace

std::u32string ToCharacters(std::string_view text) {
  std::u32string characters;
  AppendCharacters(text, text.size(), characters);
  return characters;
}

unsigned EditDistance(std::u32string_view a, std::u32string_view b) {
  std::vector<unsigned> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    row[0] = static_cast<unsigned>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u), above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

SortedWords SortedWords::Build(const std::vector<std::string>& words) {
  SortedWords sorted;
  std::size_t bytes = 0;
  for (const std::string& word : words) bytes += word.size();
  sorted.bytes_.reserve(bytes);
  sorted.begins_.reserve(words.size() + 1);
  sorted.shared_.reserve(words.size() + 1);
  sorted.letters_.reserve(words.size());
  sorted.lengths_.reserve(words.size());
  sorted.begins_.push_back(0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t shared = i == 0 ? 0 : SharedCharacters(words[i - 1], words[i]);
    sorted.shared_.push_back(static_cast<std::uint8_t>(shared));
    const std::u32string characters = ToCharacters(words[i]);
    sorted.letters_.push_back(LettersOf(characters));
    sorted.lengths_.push_back(static_cast<std::uint8_t>(std::min(characters.size(), kMaxLength)));
    sorted.bytes_ += words[i];
    sorted.begins_.push_back(static_cast<std::uint32_t>(sorted.bytes_.size()));
  }
  sorted.shared_.push_back(0);  // After the last word nothing is shared.
  return sorted;
}

std::optional<std::uint32_t> SortedWords::Find(std::string_view word) const {
  const WordRange range = WithPrefix(word);
  if (range.empty() || (*this)[range.first] != word) return std::nullopt;
  return range.first;
}

WordRange SortedWords::WithPrefix(std::string_view prefix) const {
  const auto partition = [this](std::size_t from, auto before) {
    std::size_t low = from;
    std::size_t high = size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (before((*this)[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return static_cast<std::uint32_t>(low);
  };
  WordRange range;
  range.first = partition(0, [&](std::string_view word) { return word < prefix; });
  range.last =
      partition(range.first, [&](std::string_view word) { return word.starts_with(prefix); });
  return range;
}

std::vector<WordRange> SortedWords::Near(std::string_view word, unsigned most) const {
  std::vector<WordRange> found;
  const std::u32string typed = ToCharacters(word);
  if (typed.empty() || typed.size() > kMaxCharacters) return found;
  DistanceTable table(typed);
  const std::uint64_t letters = LettersOf(typed);
  const std::size_t shortest = typed.size() - std::min<std::size_t>(most, typed.size());
  const std::size_t longest = typed.size() + most;
  std::u32string other;
  for (std::size_t i = 0; i < size(); ++i) {
    if (lengths_[i] < shortest || lengths_[i] > longest) continue;
    if (HasMoreBits(letters & ~letters_[i], most) || HasMoreBits(letters_[i] & ~letters, most)) {
      continue;
    }
    other.clear();
    AppendCharacters((*this)[i], longest + 1, other);
    bool far = false;
    for (std::size_t depth = 0; depth < other.size() && !far; ++depth) {
      far = table.Fill(other, depth) > most;
    }
    if (far) continue;
    const unsigned edits = table.Distance(other.size());
    if (edits == 0 || edits > most) continue;
    const auto at = static_cast<std::uint32_t>(i);
    found.push_back({at, at + 1, edits});
  }
  return found;
}

std::vector<WordRange> SortedWords::NearPrefix(std::string_view prefix, unsigned most) const {
  std::vector<WordRange> found;
  const std::u32string typed = ToCharacters(prefix);
  if (typed.empty() || typed.size() > kMaxCharacters) return found;
  DistanceTable table(typed);
  std::u32string word;
  // Longer beginnings than this cannot be near.
  const std::size_t deepest = typed.size() + most;
  for (std::size_t i = 0; i < size();) {
    std::size_t depth = std::min<std::size_t>(word.size(), shared_[i]);
    word.clear();
    AppendCharacters((*this)[i], deepest + 1, word);
    // The depth at which all words that begin like this one are decided, if there is one.
    std::optional<std::size_t> decided;
    unsigned edits = most + 1;
    for (std::size_t d = 1; d <= depth; ++d) edits = std::min(edits, table.Distance(d));
    bool far = false;
    while (depth < word.size() && depth < deepest && !far) {
      far = table.Fill(word, depth++) > most;
      edits = std::min(edits, table.Distance(depth));
      if (far) decided = depth;
    }
    if (!far && word.size() > deepest) decided = deepest;
    std::size_t next = i + 1;
    if (decided) {
      while (next < size() && shared_[next] >= *decided) ++next;
      if (word.size() > *decided) word.resize(*decided);
    }
    if (edits > 0 && edits <= most) {
      const auto first = static_cast<std::uint32_t>(i);
      const auto last = static_cast<std::uint32_t>(next);
      if (!found.empty() && found.back().last == first && found.back().edits == edits) {
        found.back().last = last;
      } else {
        found.push_back({first, last, edits});
      }
    }
    i = next;
  }
  return found;
}

}  // namespace cuepoint
