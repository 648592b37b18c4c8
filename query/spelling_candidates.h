// Words of the index that a misspelt word may stand for.
#ifndef CUEPOINT_QUERY_SPELLING_CANDIDATES_H_
#define CUEPOINT_QUERY_SPELLING_CANDIDATES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "query/vocabulary.h"

namespace cuepoint {

/// Fewer letters than this say too little.
inline constexpr std::size_t kLeastMisspeltCharacters = 4;

/// A word, or two that were written as one, and how far from what was typed.
struct SpellingCandidate {
  std::uint32_t word = 0;
  std::optional<std::uint32_t> second = {};
  double cost = 0;  ///< In edits; less for slips that are common, more for those that are rare.
};

/// Every candidate for a normalised word that the index does not know, in no order. Pure.
std::vector<SpellingCandidate> FindCandidates(std::string_view term, const Vocabulary& vocabulary);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SPELLING_CANDIDATES_H_
