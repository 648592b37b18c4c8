// What earlier runs know about documents that were fetched, so that a server is only asked for what
// has changed.
#ifndef CUEPOINT_CORPUS_FETCH_FETCH_MEMORY_H_
#define CUEPOINT_CORPUS_FETCH_FETCH_MEMORY_H_

#include <optional>
#include <string>

#include "corpus/fetch/fetcher.h"
#include "corpus/model.h"

namespace cuepoint {

/// Kept by whoever keeps the episodes, and together with them: validators that outlive the content
/// they were given with would hide it for ever. Not thread-safe.
class FetchMemory {
 public:
  virtual ~FetchMemory() = default;
  /// The validators of `url`; empty ones when it was never fetched.
  virtual Validators Recall(const std::string& url) = 0;
  virtual void Remember(const std::string& url, const Validators& validators) = 0;
  /// The episode as it was read last.
  virtual std::optional<Episode> Stored(const std::string& id) = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_FETCH_MEMORY_H_
