#include "query/semantic_parameters.h"

namespace cuepoint {

SemanticParameters ParametersFor(const EncoderIdentity& documents,
                                 const EncoderIdentity& questions) {
  SemanticParameters parameters;
  if (documents.name == "minilm") {
    parameters.alpha = 0.5;
    parameters.moment_alpha = 0.4;
    parameters.short_alpha = 0.1;
    parameters.floor = 0.35;
    parameters.moment_floor = 0.4;
  } else if (documents.name == "gte-small" && questions == documents) {
    parameters.alpha = 0.5;
    parameters.moment_alpha = 0.4;
    parameters.short_alpha = 0.1;
    parameters.floor = 0.8;
    parameters.moment_floor = 0.8;
    parameters.moment_margin = 0.02;
  }
  return parameters;
}

}  // namespace cuepoint
