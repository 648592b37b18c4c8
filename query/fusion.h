// Fusing two rankings by their scores: words and meaning.
//
// Ranks alone (reciprocal rank fusion) would let a poor hit of one ranking stand between good ones
// of the other; scores say how good a hit is. Each ranking is brought to 0 … 1, words by the best
// score, meaning by the span between its best and its hundredth cosine, and both are mixed:
//
//   score = (1 − α) · lexical / best_lexical + α · max(0, cosine − low) / (high − low)
#ifndef CUEPOINT_QUERY_FUSION_H_
#define CUEPOINT_QUERY_FUSION_H_

#include <cstddef>
#include <vector>

#include <xapian.h>

namespace cuepoint {

/// One document that either ranking found.
struct FusionCandidate {
  Xapian::docid document = 0;
  double lexical = 0;  ///< Score by words; 0 when no word matches.
  double cosine = 0;   ///< With the query.
  bool exact = false;  ///< Is what was asked for by name.
};

struct FusionParameters {
  double alpha = 0.3;  ///< Share of meaning, 0 … 1.
  double high = 1;     ///< Best cosine of all documents.
  double low = 0;      ///< The cosine that is worth nothing: that of the hundredth.
  /// Documents without a matching word need at least this cosine, or nonsense would find something;
  /// but not those asked for by name.
  double floor = 0;
};

/// A document of the fused ranking with the components of its score.
struct FusedDocument {
  Xapian::docid document = 0;
  double score = 0;     ///< 0 … 1.
  double lexical = 0;   ///< (1 − α) times the share of words.
  double semantic = 0;  ///< α times the share of meaning.
  double cosine = 0;
  bool exact = false;
  bool by_words = false;

  bool operator==(const FusedDocument&) const = default;
};

/// The candidates in their fused order: exact ones first, then by score, equals by document.
/// Candidates with neither a word nor the floor, nor asked for by name, are left out. Pure.
std::vector<FusedDocument> Fuse(const std::vector<FusionCandidate>& candidates,
                                const FusionParameters& parameters);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_FUSION_H_
