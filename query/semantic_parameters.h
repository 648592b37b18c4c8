// How much meaning counts, for each encoder: their cosines live on different scales, and the better
// an encoder, the more weight it bears.
#ifndef CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_
#define CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_

#include "indexer/encoder.h"

namespace cuepoint {

/// The defaults are those of the static encoder.
struct SemanticParameters {
  /// Share of meaning in a score (query/fusion.h): of episodes, of moments across episodes, and of
  /// either for questions of one or two words. More gains on long questions (tweets .701 at 0.3)
  /// what it loses on terse ones (Vaswani .428).
  double alpha = 0.25;
  double moment_alpha = 0.2;
  double short_alpha = 0.05;
  /// Least cosine of a hit without a word of the question. Nonsense stays below it.
  double floor = 0.45;
  /// The same for a moment by itself.
  double moment_floor = 0.45;
  /// A moment's vector has its episode's title in it, so that all moments of an episode named in
  /// the question are near. Only one that is nearer than the others by this much is meant itself.
  double moment_margin = 0.05;
};

/// Those for an index whose texts were encoded by `documents`, and questions by `questions`.
/// Measured on the development sets (bench/RESULTS.md).
SemanticParameters ParametersFor(const EncoderIdentity& documents,
                                 const EncoderIdentity& questions);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_
