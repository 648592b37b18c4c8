#include "indexer/index_check.h"

#include <sstream>
#include <unordered_set>
#include <utility>

#include <xapian.h>

#include "indexer/document_builder.h"
#include "indexer/episode_vectors.h"
#include "indexer/index_encoder.h"
#include "indexer/index_store.h"
#include "indexer/index_writer.h"
#include "indexer/passage.h"
#include "indexer/schema.h"
#include "indexer/statistics.h"
#include "indexer/vector_text.h"
#include "indexer/word_sequence.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

bool HasTerm(const Xapian::Database& database, Xapian::docid docid, std::string_view term) {
  auto position = database.termlist_begin(docid);
  position.skip_to(std::string(term));
  return position != database.termlist_end(docid) && *position == term;
}

class Checker {
 public:
  explicit Checker(const Xapian::Database& database) : database_(database) {}

  CheckReport Check() {
    if (const auto recorded = RecordedEncoder(database_)) {
      encoder_ = *recorded;
    } else {
      Problem(0, recorded.error().message);
    }
    const std::string kind(schema::kEpisodeKind);
    for (auto posting = database_.postlist_begin(kind); posting != database_.postlist_end(kind);
         ++posting) {
      CheckEpisode(*posting);
    }
    if (found_.episodes + found_.passages != database_.get_doccount()) {
      Problem(0, "there are documents that belong to no episode");
    }
    const Result<IndexStatistics> recorded =
        DecodeStatistics(database_.get_metadata(schema::kStatisticsKey));
    if (!recorded) {
      Problem(0, recorded.error().message);
    } else if (found_.next_episode = recorded->next_episode; *recorded != found_) {
      Problem(0, "the recorded statistics " + EncodeStatistics(*recorded) +
                     " differ from those counted, " + EncodeStatistics(found_));
    }
    report_.episodes = found_.episodes;
    report_.passages = found_.passages;
    return std::move(report_);
  }

 private:
  void Problem(Xapian::docid docid, std::string text) {
    if (docid != 0) text = "document " + std::to_string(docid) + ": " + text;
    report_.problems.push_back(std::move(text));
  }

  void CheckEpisode(Xapian::docid docid) {
    const Xapian::Document document = database_.get_document(docid);
    if (docid >= schema::kFirstPassage) Problem(docid, "an episode stands among the passages");
    found_.episodes += 1;
    found_.episode_length += database_.get_doclength(docid);
    const std::string data = document.get_data();
    const Result<EpisodeRecord> record = DecodeRecord(data);
    if (!record) return Problem(docid, record.error().message);
    const Episode& episode = record->episode;
    if (document.get_value(schema::kContentHashSlot) != schema::ContentHash(data)) {
      Problem(docid, "the content hash does not fit the record");
    }
    if (!ids_.insert(episode.id).second) Problem(docid, "the id " + episode.id + " is there twice");
    if (!HasTerm(database_, docid, schema::Term(schema::kIdPrefix, episode.id))) {
      Problem(docid, "the term of the id " + episode.id + " is missing");
    }
    const std::vector<Passage> passages = MakePassages(episode);
    const schema::PassageRange range =
        schema::DecodePassageRange(document.get_value(schema::kPassagesSlot));
    if (range.count != passages.size()) {
      Problem(docid, "the number of passages does not fit the record");
    }
    CheckVectors(docid, document.get_value(schema::kVectorsSlot), passages.size());
    if (CountPassages(document.get_value(schema::kWordsSlot)) != passages.size()) {
      Problem(docid, "the words of the passages do not fit the record");
    }
    for (std::size_t i = 0; i < passages.size(); ++i) {
      const auto passage = static_cast<Xapian::docid>(range.first + i);
      try {
        found_.passage_length += database_.get_doclength(passage);
        found_.passages += 1;
      } catch (const Xapian::DocNotFoundError&) {
        Problem(passage, "a passage of " + episode.id + " is missing");
        continue;
      }
      if (!HasTerm(database_, passage, KindTerm(passages[i].kind))) {
        Problem(passage, "a passage of " + episode.id + " is of the wrong kind");
      }
    }
  }

  void CheckVectors(Xapian::docid docid, const std::string& value, std::size_t passages) {
    if (!encoder_) {
      if (!value.empty()) Problem(docid, "there are vectors of no encoder");
      return;
    }
    std::string_view rest = value;
    while (const auto stored = TakeEpisodeVector(rest, encoder_->dimensions)) {
      const bool known = stored->passage <= passages || stored->passage == kWholeEpisode;
      if (!known) Problem(docid, "a vector is of no passage");
    }
    if (!rest.empty()) Problem(docid, "the vectors are damaged");
  }

  const Xapian::Database& database_;
  std::optional<EncoderIdentity> encoder_;
  IndexStatistics found_;
  std::unordered_set<std::string> ids_;
  CheckReport report_;
};

}  // namespace

Result<CheckReport> CheckIndex(const std::string& path) {
  Result<std::string> generation = CurrentGeneration(path);
  if (!generation) return generation.error();
  Result<Xapian::Database> database = OpenGeneration(*generation, path);
  if (!database) return database.error();
  std::ostringstream output;
  std::size_t damaged = 0;
  Result<CheckReport> report = CatchXapian(path, [&]() -> Result<CheckReport> {
    damaged = Xapian::Database::check(*generation, 0, &output);
    return Checker(*database).Check();
  });
  if (!report) {
    // What cannot be read is itself a finding of a check.
    CheckReport broken;
    broken.problems.push_back(report.error().message);
    return broken;
  }
  if (damaged != 0) {
    report->problems.push_back("the database's tables are damaged: " + output.str());
  }
  return report;
}

}  // namespace cuepoint
