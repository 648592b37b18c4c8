// Episodes to documents: analysis and field weights, in the format of schema.h.
#ifndef CUEPOINT_INDEXER_DOCUMENT_BUILDER_H_
#define CUEPOINT_INDEXER_DOCUMENT_BUILDER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "corpus/model.h"
#include "corpus/result.h"
#include "indexer/analyzer.h"
#include "indexer/encoder.h"
#include "indexer/passage.h"
#include "indexer/term_counts.h"
#include "indexer/word_sequence.h"

namespace cuepoint {

/// How much one occurrence of a word counts by where it stands, in units of 1/schema::kWdfScale.
/// Chosen on the development sets; see bench/RESULTS.md.
struct FieldWeights {
  // On the episode.
  unsigned title = 20;
  unsigned person = 8;
  unsigned tag = 8;
  unsigned description = 4;
  unsigned chapter_title = 3;
  unsigned chapter_text = 3;
  unsigned link = 2;
  unsigned bio = 2;
  // On a passage.
  unsigned passage_title = 8;
  unsigned passage_text = 4;
  unsigned passage_link = 4;
};

/// The documents of one episode, ready for the writer, which knows where the passages will stand.
struct EpisodeDocuments {
  Xapian::Document episode;
  std::vector<Xapian::Document> passages;
  std::uint64_t episode_length = 0;  ///< Sum of wdf of the episode's document.
  std::uint64_t passage_length = 0;  ///< Sum over its passages'.
  // What writing them takes of memory.
  std::size_t postings = 0;     ///< Terms of all documents.
  std::size_t value_bytes = 0;  ///< Of the larger values.
  std::size_t data_bytes = 0;
};

/// What is stored with an episode's document.
struct EpisodeRecord {
  std::string source;
  Episode episode;
};

/// The document data of an episode, and the bytes that its content hash covers.
std::string EncodeRecord(std::string_view source, const Episode& episode);

/// The record in an episode document's data. Error: kCorrupt.
Result<EpisodeRecord> DecodeRecord(std::string_view data);

/// The host that a link leads to, in lower case and without "www."; empty for none.
std::string LinkHost(std::string_view url);

/// Just the source of a record; cheaper than decoding it.
Result<std::string> DecodeRecordSource(std::string_view data);

/// Builds documents. Keeps analyzers and buffers between calls; one per thread.
class DocumentBuilder {
 public:
  /// Without an encoder the documents have no vectors.
  explicit DocumentBuilder(FieldWeights weights = {},
                           std::shared_ptr<const Encoder> encoder = nullptr)
      : weights_(weights), encoder_(std::move(encoder)) {}

  /// The documents of an episode whose record is `data`. Errors: kInternal when ICU's data are
  /// missing, those of Encoder::Encode.
  Result<EpisodeDocuments> Build(const Episode& episode, std::string data);

 private:
  Result<Analyzer*> AnalyzerFor(const std::string& language);
  /// The words of a passage's links as they stand in its title or, with `in_title` false, in its
  /// text, whose tokens are in tokens_.
  void AddLinkWords(const Passage& passage, const Episode& episode, bool in_title,
                    WordSequenceBuilder& words) const;

  FieldWeights weights_;
  std::shared_ptr<const Encoder> encoder_;
  std::map<std::string, Analyzer> analyzers_;  // By primary language subtag.
  TokenStream tokens_;
  TermCounts episode_stems_;
  TermCounts passage_stems_;
  TermCounts title_stems_;
};

/// The boolean term of a passage's kind.
std::string_view KindTerm(PassageKind kind);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_DOCUMENT_BUILDER_H_
