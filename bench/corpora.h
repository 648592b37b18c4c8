// The corpora that benches run on, and raw Xapian over the same text to compare with.
#ifndef CUEPOINT_BENCH_CORPORA_H_
#define CUEPOINT_BENCH_CORPORA_H_

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/model.h"

namespace cuepoint::bench {

/// Episodes in memory and as one file of native JSONL, which a run of indexing reads.
struct Corpus {
  std::string name;
  std::vector<Episode> episodes;
  std::string jsonl_path;
  std::vector<std::string> texts;  ///< Of each episode, everything that is searched, as plain text.
  std::size_t text_bytes = 0;      ///< Of `texts`.
};

/// The bundled corpus and, where the development data are there, Syntax. JSONL is written to
/// `directory`. Stops the program with a message when a corpus cannot be read.
std::vector<Corpus> LoadCorpora(const std::string& directory);

/// What a raw peer makes documents of: one per episode (the strict reading of "the same text"), or
/// one per episode and one per passage, as ours.
enum class RawUnits { kEpisodes, kPassages };

/// The texts of the passages of an episode, in order.
std::vector<std::string> PassageTexts(const Episode& episode);

/// Indexes with Xapian::TermGenerator (English stemmer, STEM_SOME, positions) in one transaction,
/// with the text as the document's data. `passages` holds PassageTexts of every episode.
void BuildRaw(const std::string& path, const Corpus& corpus, RawUnits units,
              const std::vector<std::vector<std::string>>& passages);

/// Ends the program with a message: a bench whose answers are wrong has nothing to time.
[[noreturn]] void Fail(const std::string& message);

}  // namespace cuepoint::bench

#endif  // CUEPOINT_BENCH_CORPORA_H_
