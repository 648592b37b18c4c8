#include "query/semantic_parameters.h"

#include <algorithm>
#include <cmath>

namespace cuepoint {

SemanticParameters ForFamiliarity(SemanticParameters parameters, double familiarity) {
  const double trust = std::pow(familiarity, parameters.familiarity_power);
  parameters.alpha *= trust;
  parameters.moment_alpha *= trust;
  const double unfamiliar = 1 / std::max(familiarity, 0.01);
  parameters.floor *= unfamiliar;
  parameters.moment_floor *= unfamiliar;
  return parameters;
}

SemanticParameters ParametersFor(const EncoderIdentity& documents,
                                 const EncoderIdentity& questions) {
  SemanticParameters parameters;
  if (documents.name == "minilm" || documents.name == "gte-small") {
    parameters.moments_as_pieces = true;
    parameters.whole_share = 0.5;
  }
  if (documents.name == "minilm") {
    parameters.alpha = 0.5;
    parameters.moment_alpha = 0.4;
    parameters.short_alpha = 0.1;
    // Random letters come to .38 and .41 on the Syntax notes.
    parameters.floor = 0.42;
    parameters.moment_floor = 0.45;
    parameters.familiarity_power = 0;
    parameters.full_spread = 0;
  } else if (documents.name == "gte-small" && questions == documents) {
    parameters.alpha = 0.5;
    parameters.moment_alpha = 0.4;
    parameters.short_alpha = 0.1;
    // Random letters come to .82 on the bundled corpus, where questions that mean it begin at .83.
    parameters.floor = 0.83;
    parameters.moment_floor = 0.83;
    parameters.moment_margin = 0.02;
    parameters.familiarity_power = 0;
    parameters.full_spread = 0;
  }
  return parameters;
}

}  // namespace cuepoint
