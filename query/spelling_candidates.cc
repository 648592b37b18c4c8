#include "query/spelling_candidates.h"

#include <algorithm>
#include <string>

#include "query/spelling_names.h"

namespace cuepoint {
namespace {

/// Letters from which on two edits are allowed.
constexpr std::size_t kTwoEditsCharacters = 8;
/// Letters that either half of a split word has.
constexpr std::size_t kLeastHalf = 3;

/// What the kinds of slips add to their number of edits: the first letter is hardly ever wrong, two
/// letters swapped and one too many or too few of a double are the commonest.
constexpr double kFirstLetter = 0.5;
constexpr double kCommonSlip = -0.2;
constexpr double kSplit = 1.2;
/// A name that sounds the same, of which the letters are further away.
constexpr double kSameSound = 1;
constexpr double kNearSound = 1.6;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Without doubled letters, so that "netwwork" and "bannnana" are what they were to be.
std::u32string Undoubled(std::u32string text) {
  text.erase(std::unique(text.begin(), text.end()), text.end());
  return text;
}

double CostOf(std::u32string_view typed, std::u32string_view meant, unsigned edits) {
  double cost = edits;
  if (typed.front() != meant.front()) cost += kFirstLetter;
  std::u32string a(typed);
  std::u32string b(meant);
  const bool doubled = typed.size() != meant.size() && Undoubled(a) == Undoubled(b);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  if (doubled || (edits == 1 && a == b)) cost += kCommonSlip;
  return cost;
}

class Finder {
 public:
  Finder(std::string_view term, const Vocabulary& vocabulary)
      : term_(term), characters_(ToCharacters(term)), vocabulary_(vocabulary) {}

  std::vector<SpellingCandidate> Find() {
    if (characters_.size() < kLeastMisspeltCharacters) return {};
    AddNear();
    AddNames();
    AddSplits();
    return std::move(candidates_);
  }

 private:
  void AddNear() {
    const unsigned most = characters_.size() < kTwoEditsCharacters ? 1 : 2;
    for (const WordRange& range : vocabulary_.words.Near(term_, most)) {
      Add(range.first,
          CostOf(characters_, ToCharacters(vocabulary_.words[range.first]), range.edits));
    }
  }

  void AddNames() {
    NameKeys keys;
    const std::string key = keys.KeyOf(term_);
    if (key.size() < kLeastHalf) return;
    const auto [first, last] = vocabulary_.names.equal_range(key);
    for (auto name = first; name != last; ++name) Add(name->second, kSameSound);
    if (IsAscii(term_)) return;
    // What is not written in Latin letters shares none with names that are.
    const std::u32string sound = ToCharacters(key);
    for (const auto& [other, word] : vocabulary_.names) {
      if (other.size() + 1 < key.size() || key.size() + 1 < other.size()) continue;
      if (EditDistance(sound, ToCharacters(other)) == 1) Add(word, kNearSound);
    }
  }

  void AddSplits() {
    for (std::size_t at = kLeastHalf; at + kLeastHalf <= term_.size(); ++at) {
      if ((static_cast<unsigned char>(term_[at]) & 0xC0) == 0x80) continue;
      const auto left = vocabulary_.words.Find(term_.substr(0, at));
      const auto right = vocabulary_.words.Find(term_.substr(at));
      if (!left || !right || vocabulary_.is_stop_word[*left] || vocabulary_.is_stop_word[*right]) {
        continue;
      }
      candidates_.push_back({.word = *left, .second = *right, .cost = kSplit});
    }
  }

  void Add(std::uint32_t word, double cost) {
    if (vocabulary_.is_stop_word[word]) return;
    candidates_.push_back({.word = word, .cost = cost});
  }

  const std::string_view term_;
  const std::u32string characters_;
  const Vocabulary& vocabulary_;
  std::vector<SpellingCandidate> candidates_;
};

}  // namespace

std::vector<SpellingCandidate> FindCandidates(std::string_view term, const Vocabulary& vocabulary) {
  return Finder(term, vocabulary).Find();
}

}  // namespace cuepoint
