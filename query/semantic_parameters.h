// How much meaning counts, for each encoder: their cosines live on different scales, and the better
// an encoder, the more weight it bears.
#ifndef CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_
#define CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_

#include "indexer/encoder.h"

namespace cuepoint {

/// The defaults are those of the static encoder.
struct SemanticParameters {
  /// Share of meaning in a score (query/fusion.h): of episodes, of moments across episodes, and of
  /// either for questions of one or two words.
  double alpha = 0.3;
  double moment_alpha = 0.2;
  double short_alpha = 0.05;
  /// Least nearness of a hit without a word of the question. Nonsense stays below it: of questions
  /// on physics and aeronautics one in twenty and one in 250 reach it on the Syntax notes, random
  /// letters come to .17, and three of four paraphrased titles reach it.
  double floor = 0.42;
  /// The same for a moment by itself.
  double moment_floor = 0.45;
  /// A moment's vector has its episode's title in it, so that all moments of an episode named in
  /// the question are near. Only one that is nearer than the others by this much is meant itself.
  double moment_margin = 0.05;
  /// The shares of meaning in longer questions are multiplied with this power of the question's
  /// familiarity (Encoder::Familiarity). 0 for encoders that read a word's pieces in their context.
  double familiarity_power = 2;
  /// Above the hundredth nearest, the nearest has to stand by this much for the whole share of
  /// meaning in longer questions; by less, the share is less in proportion. Where all are alike
  /// near (a collection of one trade, in words that the encoder has not been taught), order is
  /// chance. 0: always the whole share.
  double full_spread = 0.3;
  /// How much of an episode's nearness is that of the whole of it, the rest being that of its
  /// nearest piece. For transformers 0, 1/4, 1/2, 3/4 and 1 were tried, for static .3 to .8; flat
  /// around it.
  double whole_share = 0.7;
  /// Whether an episode is also as near as its nearest moment. A table's vector of a short title is
  /// too coarse for that: guests fell from .993 to .975.
  bool moments_as_pieces = false;
};

/// `parameters` for a question of that familiarity: shares of meaning become smaller, floors are
/// divided by it. Pure.
SemanticParameters ForFamiliarity(SemanticParameters parameters, double familiarity);

/// Those for an index whose texts were encoded by `documents`, and questions by `questions`.
/// Measured on the development sets (bench/RESULTS.md).
SemanticParameters ParametersFor(const EncoderIdentity& documents,
                                 const EncoderIdentity& questions);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SEMANTIC_PARAMETERS_H_
