// A way into Analyzer for its tests; nothing else uses it.
#ifndef CUEPOINT_INDEXER_ANALYZER_PEER_H_
#define CUEPOINT_INDEXER_ANALYZER_PEER_H_

#include "indexer/analyzer.h"

namespace cuepoint {

class AnalyzerPeer {
 public:
  /// Makes `analyzer` take the general path for ASCII as well and ask ICU about every word. The
  /// tokens are the same, only slower.
  static void UseGeneralPathOnly(Analyzer& analyzer);
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ANALYZER_PEER_H_
