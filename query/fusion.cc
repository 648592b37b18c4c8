#include "query/fusion.h"

#include <algorithm>
#include <tuple>

namespace cuepoint {

std::vector<FusedDocument> Fuse(const std::vector<FusionCandidate>& candidates,
                                const FusionParameters& parameters) {
  double best_lexical = 0;
  for (const FusionCandidate& candidate : candidates) {
    best_lexical = std::max(best_lexical, candidate.lexical);
  }
  const double span = parameters.high - parameters.low;
  std::vector<FusedDocument> fused;
  fused.reserve(candidates.size());
  for (const FusionCandidate& candidate : candidates) {
    const bool by_words = candidate.lexical > 0;
    if (!by_words && !candidate.exact && candidate.cosine < parameters.floor) continue;
    const double words = by_words ? candidate.lexical / best_lexical : 0;
    const double meaning =
        span > 0 ? std::clamp((candidate.cosine - parameters.low) / span, 0.0, 1.0) : 0;
    FusedDocument& document = fused.emplace_back();
    document.document = candidate.document;
    document.lexical = (1 - parameters.alpha) * words;
    document.semantic = parameters.alpha * meaning;
    document.score = document.lexical + document.semantic;
    document.cosine = candidate.cosine;
    document.exact = candidate.exact;
    document.by_words = by_words;
  }
  std::sort(fused.begin(), fused.end(), [](const FusedDocument& a, const FusedDocument& b) {
    return std::tuple(!a.exact, -a.score, a.document) < std::tuple(!b.exact, -b.score, b.document);
  });
  return fused;
}

}  // namespace cuepoint
