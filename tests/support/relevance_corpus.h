// The classic test collections as episodes, for tests and benches.
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

/// Writes episodes as native JSONL. Error: kUnavailable.
Result<void> WriteNativeJsonl(const std::vector<Episode>& episodes, const std::string& path);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_RELEVANCE_CORPUS_H_
