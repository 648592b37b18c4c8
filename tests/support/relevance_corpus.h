// Corpora as episodes, for tests and benches: show notes of any kind, and the classic test
// collections.
#ifndef CUEPOINT_TESTS_SUPPORT_RELEVANCE_CORPUS_H_
#define CUEPOINT_TESTS_SUPPORT_RELEVANCE_CORPUS_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Documents from JSONL {"_id", "title", "text"}, each as an episode with that id; one without a
/// title is titled by its id, its text becomes the description. `show` is the show's id. Errors:
/// kNotFound, and kParse with the line. Thread-safe.
Result<std::vector<Episode>> ReadRelevanceCorpus(const std::string& path, std::string_view show);

/// The episodes of a file or directory, as `cuepoint index` would read them without fetching.
/// Errors: those of ListFiles, and the first file that cannot be read.
Result<std::vector<Episode>> ReadEpisodes(const std::string& path);

/// Writes episodes as native JSONL. Error: kUnavailable.
Result<void> WriteNativeJsonl(const std::vector<Episode>& episodes, const std::string& path);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_RELEVANCE_CORPUS_H_
