// The index as the memory of what was fetched: validators beside the episodes they belong to.
#ifndef CUEPOINT_INDEXER_INDEX_MEMORY_H_
#define CUEPOINT_INDEXER_INDEX_MEMORY_H_

#include <map>
#include <optional>
#include <string>

#include <xapian.h>

#include "corpus/fetch/fetch_memory.h"

namespace cuepoint {

/// Reads from the committed index, and collects what the run learns until it is written. Used by
/// one thread. Problems of the database read as "nothing known", which costs a download.
class IndexMemory : public FetchMemory {
 public:
  /// `generation` is the committed one; nothing for an index that is new or rebuilt. What was read
  /// in another way (`reading`, a word for the options that matter) is not remembered.
  IndexMemory(const std::optional<std::string>& generation, std::string reading);

  Validators Recall(const std::string& url) override;
  void Remember(const std::string& url, const Validators& validators) override;
  std::optional<Episode> Stored(const std::string& id) override;

  /// Metadata to be written with the run: keys and values.
  const std::map<std::string, std::string>& learned() const { return learned_; }

 private:
  std::optional<Xapian::Database> committed_;
  std::string reading_;
  std::map<std::string, std::string> learned_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_MEMORY_H_
