// Which entries of a vocabulary a row of typed words stands for, and how well.
#ifndef CUEPOINT_QUERY_SUGGEST_MATCH_H_
#define CUEPOINT_QUERY_SUGGEST_MATCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/vocabulary.h"

namespace cuepoint {

/// What one typed word may stand for.
struct TypedWord {
  std::string term;               ///< Normalised.
  bool prefix = false;            ///< More letters may follow.
  bool exact = true;              ///< The ranges begin with, or are, the term itself.
  std::vector<WordRange> ranges;  ///< Ascending.

  bool Matches(std::uint32_t word) const;
};

using TypedWords = std::vector<TypedWord>;

/// An entry that has all the words.
struct EntryMatch {
  std::uint32_t entry = 0;
  float score = 0;
};

/// The best `count` entries that have all `words`, in any order; best first. Scores are the
/// entries' weights, and more for what begins with the words, has them side by side or consists of
/// them. Bounded: of a combination with very many candidates the heaviest are looked at.
std::vector<EntryMatch> MatchEntries(const Vocabulary& vocabulary, const TypedWords& words,
                                     std::size_t count);

/// A word that could complete the last of `words`, in the company of the ones before: both occur in
/// one episode.
struct WordMatch {
  std::uint32_t word = 0;
  float score = 0;  ///< Comparable to those of MatchEntries.
};

/// The best `count`, best first. At least two words, the last one a prefix.
std::vector<WordMatch> MatchInContext(const Vocabulary& vocabulary, const TypedWords& words,
                                      std::size_t count);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SUGGEST_MATCH_H_
