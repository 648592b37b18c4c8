#include "query/suggest_match.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <span>

namespace cuepoint {
namespace {

/// Added where the words stand side by side as typed, where the last word is typed in full, where
/// nothing else is in the entry.
constexpr float kSideBySide = 1;
constexpr float kWholeWord = 0.5f;
constexpr float kWholeEntry = 1.5f;
/// Taken off for an edit, and for one of the first letter, which people hardly ever get wrong.
constexpr float kEdit = 3;
constexpr float kFirstLetter = 1;
/// Entries that are looked at for one combination of words.
constexpr std::size_t kMaxCandidates = 20'000;
constexpr std::size_t kMaxContextWords = 64;
constexpr float kContextWeight = 1.5f;

std::size_t CountOccurrences(const Vocabulary& vocabulary, const TypedWord& typed) {
  std::size_t count = 0;
  for (const WordRange& range : typed.ranges) {
    count += vocabulary.occurrences_begin[range.last] - vocabulary.occurrences_begin[range.first];
  }
  return count;
}

std::vector<Stretch> OccurrencesOf(const Vocabulary& vocabulary, const TypedWord& typed) {
  std::vector<Stretch> stretches;
  stretches.reserve(typed.ranges.size());
  for (const WordRange& range : typed.ranges) {
    stretches.push_back(
        {vocabulary.occurrences_begin[range.first], vocabulary.occurrences_begin[range.last]});
  }
  return stretches;
}

class Scorer {
 public:
  Scorer(const Vocabulary& vocabulary, const TypedWords& typed)
      : vocabulary_(vocabulary), typed_(typed) {}

  /// The score of an entry; negative when a word is missing.
  float Score(std::uint32_t entry) const {
    const std::span<const EntryWord> words = vocabulary_.WordsOf(entry);
    float score = vocabulary_.entries[entry].weight;
    std::uint32_t previous = 0;
    bool in_order = true;
    for (std::size_t i = 0; i < typed_.size(); ++i) {
      const EntryWord* best = nullptr;
      float best_worth = 0;
      for (const EntryWord& word : words) {
        if (!typed_[i].Matches(word.word)) continue;
        const float worth =
            Worth(typed_[i], word) + (i > 0 && word.position == previous + 1 ? kSideBySide : 0);
        if (best != nullptr && worth <= best_worth) continue;
        best = &word;
        best_worth = worth;
      }
      if (best == nullptr) return -1;
      score += best_worth;
      in_order = in_order && best->position == (i == 0 ? 0 : previous + 1);
      previous = best->position;
    }
    const std::uint32_t last = words.back().position;
    if (in_order && previous == last && IsWhole(typed_.back(), words)) score += kWholeEntry;
    return score;
  }

 private:
  float Worth(const TypedWord& typed, const EntryWord& word) const {
    float worth = word.position == 0 ? Vocabulary::kFirstWord : 0;
    if (typed.exact) {
      if (typed.prefix && vocabulary_.words[word.word] == typed.term) worth += kWholeWord;
      return worth;
    }
    worth -= kEdit;
    if (vocabulary_.words[word.word].front() != typed.term.front()) worth -= kFirstLetter;
    return worth;
  }

  bool IsWhole(const TypedWord& typed, std::span<const EntryWord> words) const {
    return !typed.prefix || vocabulary_.words[words.back().word] == typed.term;
  }

  const Vocabulary& vocabulary_;
  const TypedWords& typed_;
};

/// Keeps the best matches, each entry once.
std::vector<EntryMatch> Best(std::vector<EntryMatch> matches, std::size_t count) {
  std::sort(matches.begin(), matches.end(), [](const EntryMatch& a, const EntryMatch& b) {
    return a.entry != b.entry ? a.entry < b.entry : a.score > b.score;
  });
  matches.erase(
      std::unique(matches.begin(), matches.end(),
                  [](const EntryMatch& a, const EntryMatch& b) { return a.entry == b.entry; }),
      matches.end());
  const std::size_t kept = std::min(count, matches.size());
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(kept),
                    matches.end(), [](const EntryMatch& a, const EntryMatch& b) {
                      return a.score != b.score ? a.score > b.score : a.entry < b.entry;
                    });
  matches.resize(kept);
  return matches;
}

/// Episodes in which all words but the last occur; as a bit for each.
std::vector<bool> EpisodesInContext(const Vocabulary& vocabulary, const TypedWords& words) {
  std::vector<std::uint32_t> hits(vocabulary.episodes.size(), 0);
  std::uint32_t asked = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i, ++asked) {
    for (const WordRange& range : words[i].ranges) {
      for (std::uint32_t word = range.first; word < range.last; ++word) {
        for (const std::uint32_t episode : vocabulary.EpisodesOf(word)) {
          if (hits[episode] == asked) ++hits[episode];
        }
      }
    }
  }
  std::vector<bool> context(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) context[i] = hits[i] == asked;
  return context;
}

}  // namespace

bool TypedWord::Matches(std::uint32_t word) const {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), word,
                       [](std::uint32_t id, const WordRange& range) { return id < range.first; });
  return after != ranges.begin() && std::prev(after)->Contains(word);
}

std::vector<EntryMatch> MatchEntries(const Vocabulary& vocabulary, const TypedWords& words,
                                     std::size_t count) {
  if (words.empty()) return {};
  // The rarest word leads; the others are looked for in the entries that have it.
  const auto rarest =
      std::min_element(words.begin(), words.end(), [&](const TypedWord& a, const TypedWord& b) {
        return CountOccurrences(vocabulary, a) < CountOccurrences(vocabulary, b);
      });
  const Scorer scorer(vocabulary, words);
  std::vector<EntryMatch> matches;
  const auto add = [&](std::uint32_t entry) {
    const float score = scorer.Score(entry);
    if (score >= 0 || words.size() == 1) matches.push_back({entry, score});
  };
  const std::vector<Stretch> stretches = OccurrencesOf(vocabulary, *rarest);
  if (words.size() == 1) {
    // An entry may occur with several of its words, and a whole word is worth more than the tree
    // knows; so it is asked for some more.
    const std::size_t some = 4 * count + 16;
    for (const std::uint32_t occurrence : vocabulary.occurrence_worth.Greatest(stretches, some)) {
      add(vocabulary.occurrences[occurrence].entry);
    }
    if (const auto whole = vocabulary.words.Find(words.front().term)) {
      const Stretch stretch[] = {
          {vocabulary.occurrences_begin[*whole], vocabulary.occurrences_begin[*whole + 1]}};
      for (const std::uint32_t occurrence : vocabulary.occurrence_worth.Greatest(stretch, count)) {
        add(vocabulary.occurrences[occurrence].entry);
      }
    }
  } else if (CountOccurrences(vocabulary, *rarest) <= kMaxCandidates) {
    for (const Stretch stretch : stretches) {
      for (std::uint32_t i = stretch.first; i < stretch.last; ++i) {
        add(vocabulary.occurrences[i].entry);
      }
    }
  } else {
    for (const std::uint32_t occurrence :
         vocabulary.occurrence_worth.Greatest(stretches, kMaxCandidates / 10)) {
      add(vocabulary.occurrences[occurrence].entry);
    }
  }
  return Best(std::move(matches), count);
}

std::vector<WordMatch> MatchInContext(const Vocabulary& vocabulary, const TypedWords& words,
                                      std::size_t count) {
  assert(words.size() > 1 && words.back().prefix);
  std::vector<Stretch> stretches;
  for (const WordRange& range : words.back().ranges) stretches.push_back({range.first, range.last});
  const std::vector<bool> context = EpisodesInContext(vocabulary, words);
  std::vector<WordMatch> matches;
  for (const std::uint32_t word : vocabulary.word_worth.Greatest(stretches, kMaxContextWords)) {
    if (vocabulary.word_worth[word] == 0) break;
    const std::span<const std::uint32_t> episodes = vocabulary.EpisodesOf(word);
    const auto together = std::count_if(episodes.begin(), episodes.end(),
                                        [&](std::uint32_t episode) { return context[episode]; });
    if (together == 0) continue;
    matches.push_back({word, kContextWeight + 0.3f * std::log(static_cast<float>(together))});
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const WordMatch& a, const WordMatch& b) { return a.score > b.score; });
  if (matches.size() > count) matches.resize(count);
  return matches;
}

}  // namespace cuepoint
