#include "indexer/index_writer.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/glass_compression.h"
#include "indexer/index_encoder.h"
#include "indexer/schema.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

// What a run has in memory is bounded by these, whatever it indexes. Larger ones gain no time.
constexpr std::size_t kWaitingEpisodes = 128;
constexpr std::size_t kWaitingBytes = std::size_t{8} << 20;
constexpr std::size_t kUnwrittenBytes = std::size_t{8} << 20;
constexpr std::size_t kUnwrittenPostingsLeast = 30'000;
constexpr std::size_t kUnwrittenPostingsMost = 300'000;

/// Creates an empty, valid index database at `generation`.
void CreateEmpty(const std::string& generation, std::uint64_t revision) {
  {
    Xapian::WritableDatabase database(generation, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    database.set_metadata(schema::kSchemaKey, std::string(schema::kSchemaVersion));
    database.set_metadata(schema::kRevisionKey, std::to_string(revision));
    database.set_metadata(schema::kStatisticsKey, EncodeStatistics({}));
    database.commit();
  }
  static_cast<void>(StopCompressing(generation));  // Where it cannot, writing is only slower.
}

}  // namespace

std::uint64_t RevisionOf(const Xapian::Database& database) {
  const std::string text = database.get_metadata(schema::kRevisionKey);
  std::uint64_t revision = 0;
  std::from_chars(text.data(), text.data() + text.size(), revision);
  return revision;
}

std::set<std::string> LanguagesOf(const Xapian::Database& database) {
  const nlohmann::json json =
      nlohmann::json::parse(database.get_metadata(schema::kLanguagesKey), nullptr, false);
  std::set<std::string> languages;
  if (json.is_array()) {
    for (const auto& language : json) {
      if (language.is_string()) languages.insert(language.get<std::string>());
    }
  }
  return languages;
}

std::optional<StoredEpisode> FindEpisode(const Xapian::Database& database, std::string_view id) {
  const std::string term = schema::Term(schema::kIdPrefix, id);
  const auto posting = database.postlist_begin(term);
  if (posting == database.postlist_end(term)) return std::nullopt;
  const Xapian::Document document = database.get_document(*posting);
  return StoredEpisode{
      .docid = *posting,
      .passages = schema::DecodePassageRange(document.get_value(schema::kPassagesSlot)),
      .content_hash = document.get_value(schema::kContentHashSlot)};
}

Result<IndexWriter> IndexWriter::Open(const std::string& dir, bool rebuild) {
  Result<WriterLock> acquired = WriterLock::Acquire(dir);
  if (!acquired) return acquired.error();
  WriterLock lock = *std::move(acquired);
  lock.RemoveLeftovers();

  return CatchXapian(dir, [&]() -> Result<IndexWriter> {
    Result<std::string> current = CurrentGeneration(dir);
    if (!current && current.error().code != ErrorCode::kNotFound) return current.error();
    std::uint64_t revision = 0;
    std::string synonyms;
    if (current) {
      Result<Xapian::Database> committed = OpenGeneration(*current, dir);
      // A rebuild is the remedy for an index of another version or a damaged one.
      if (!committed && !rebuild) return committed.error();
      if (committed) {
        revision = RevisionOf(*committed);
        synonyms = committed->get_metadata(schema::kSynonymsKey);
      }
    }
    std::string generation = current && !rebuild ? *current : lock.NewGeneration();
    if (!current || rebuild) CreateEmpty(generation, revision);
    if (!current) {
      // From here on there is an index, if an empty one: readers open it, and a kill leaves it.
      if (Result<void> switched = lock.Switch(generation); !switched) return switched.error();
    }
    IndexWriter writer(std::move(lock), Xapian::WritableDatabase(generation, Xapian::DB_OPEN));
    Result<IndexStatistics> statistics =
        DecodeStatistics(writer.database_.get_metadata(schema::kStatisticsKey));
    if (!statistics) return statistics.error();
    writer.statistics_ = *statistics;
    writer.languages_ = LanguagesOf(writer.database_);
    writer.revision_ = revision;
    if (!rebuild) writer.committed_generation_ = generation;
    writer.generation_ = std::move(generation);
    writer.dirty_ = rebuild;
    writer.database_.begin_transaction();
    // A rebuild is of episodes; how the index is to be asked stays.
    if (rebuild) writer.database_.set_metadata(schema::kSynonymsKey, synonyms);
    return writer;
  });
}

IndexWriter::~IndexWriter() = default;

void IndexWriter::FlushEpisodes() {
  for (const auto& [docid, document] : waiting_) database_.replace_document(docid, document);
  waiting_.clear();
  waiting_bytes_ = 0;
  WriteThrough();
}

// Left alone, Xapian 1.4 keeps the values of a transaction until it is committed, and postings of
// ten thousand documents however long they are. But what is asked for an iterator over them cannot
// read what is in memory, so it writes that to the tables first, without a commit
// (backends/glass/glass_database.cc, open_value_list and open_allterms). Should a later version not
// do so, a run takes more memory and its index is the same.
void IndexWriter::WriteThrough() {
  if (unwritten_bytes_ >= kUnwrittenBytes) {
    static_cast<void>(database_.valuestream_begin(schema::kContentHashSlot));
    unwritten_bytes_ = 0;
  }
  // Few in memory are found again while they are still in the processor's caches; many are written
  // to the same places of a large table at a time (bench/RESULTS.md).
  const std::size_t limit = std::clamp<std::size_t>(
      database_.get_doccount(), kUnwrittenPostingsLeast, kUnwrittenPostingsMost);
  if (unwritten_postings_ >= limit) {
    static_cast<void>(database_.allterms_begin());
    unwritten_postings_ = 0;
  }
}

void IndexWriter::RemovePassages(const StoredEpisode& stored) {
  statistics_.episodes -= 1;
  statistics_.passages -= stored.passages.count;
  statistics_.episode_length -= database_.get_doclength(stored.docid);
  for (Xapian::doccount i = 0; i < stored.passages.count; ++i) {
    statistics_.passage_length -= database_.get_doclength(stored.passages.first + i);
    database_.delete_document(stored.passages.first + i);
  }
  dirty_ = true;
}

Result<void> IndexWriter::Put(EpisodeDocuments documents, const std::string& language,
                              const std::optional<StoredEpisode>& stored) {
  return CatchXapian(lock_.dir(), [&]() -> Result<void> {
    if (!stored && statistics_.next_episode == schema::kFirstPassage) {
      return Error{.code = ErrorCode::kTooLarge,
                   .message = "the index is full: it has had " +
                              std::to_string(schema::kFirstPassage - 1) + " episodes",
                   .source = lock_.dir(),
                   .remedy = "index the sources again with --rebuild, or into several indexes"};
    }
    if (stored) RemovePassages(*stored);
    Xapian::docid next = std::max(schema::kFirstPassage, database_.get_lastdocid() + 1);
    const schema::PassageRange range{
        .first = next, .count = static_cast<Xapian::doccount>(documents.passages.size())};
    for (const Xapian::Document& passage : documents.passages) {
      database_.replace_document(next++, passage);
    }
    documents.episode.add_value(schema::kPassagesSlot, schema::EncodePassageRange(range));
    const auto docid =
        stored ? stored->docid : static_cast<Xapian::docid>(statistics_.next_episode++);
    waiting_.emplace_back(docid, std::move(documents.episode));
    waiting_bytes_ += documents.data_bytes + documents.value_bytes;
    unwritten_bytes_ += documents.value_bytes;
    unwritten_postings_ += documents.postings;
    if (waiting_.size() == kWaitingEpisodes || waiting_bytes_ >= kWaitingBytes) FlushEpisodes();
    statistics_.episodes += 1;
    statistics_.passages += documents.passages.size();
    statistics_.episode_length += documents.episode_length;
    statistics_.passage_length += documents.passage_length;
    languages_.insert(language);
    dirty_ = true;
    return {};
  });
}

Result<std::shared_ptr<const Encoder>> IndexWriter::UseEncoder(std::string_view asked) {
  return CatchXapian(lock_.dir(), [&]() -> Result<std::shared_ptr<const Encoder>> {
    const Result<std::optional<EncoderIdentity>> recorded = RecordedEncoder(database_);
    if (!recorded) return recorded.error();
    const bool is_new = statistics_.episodes == 0;
    Result<std::shared_ptr<const Encoder>> encoder = ChooseEncoder(asked, is_new, *recorded);
    if (encoder && is_new) {
      database_.set_metadata(schema::kEncoderKey,
                             *encoder ? ToJson((*encoder)->identity()) : std::string());
    }
    return encoder;
  });
}

Result<void> IndexWriter::SetMetadata(const std::string& key, const std::string& value) {
  return CatchXapian(lock_.dir(), [&]() -> Result<void> {
    if (database_.get_metadata(key) == value) return {};
    database_.set_metadata(key, value);
    dirty_ = true;
    return {};
  });
}

Result<std::size_t> IndexWriter::Prune(const std::function<bool(std::string_view)>& gone) {
  return CatchXapian(lock_.dir(), [&]() -> Result<std::size_t> {
    if (!committed_generation_) return std::size_t{0};
    const Xapian::Database committed(*committed_generation_);
    const std::string kind(schema::kEpisodeKind);
    std::size_t removed = 0;
    for (auto posting = committed.postlist_begin(kind); posting != committed.postlist_end(kind);
         ++posting) {
      const Result<EpisodeRecord> record =
          DecodeRecord(committed.get_document(*posting).get_data());
      if (!record) return record.error();
      if (claimed_.contains(record->episode.id) || !gone(record->source)) continue;
      if (const auto stored = FindEpisode(committed, record->episode.id)) {
        RemovePassages(*stored);
        database_.delete_document(stored->docid);
        ++removed;
      }
    }
    return removed;
  });
}

Result<std::uint64_t> IndexWriter::Commit() {
  return CatchXapian(lock_.dir(), [&]() -> Result<std::uint64_t> {
    if (!dirty_) {
      database_.cancel_transaction();
      database_.close();
      return revision_;
    }
    FlushEpisodes();
    ++revision_;
    database_.set_metadata(schema::kRevisionKey, std::to_string(revision_));
    database_.set_metadata(schema::kStatisticsKey, EncodeStatistics(statistics_));
    database_.set_metadata(schema::kLanguagesKey, nlohmann::json(languages_).dump());
    database_.commit_transaction();
    database_.close();
    if (!committed_generation_) {
      if (Result<void> switched = lock_.Switch(generation_); !switched) return switched.error();
    }
    return revision_;
  });
}

}  // namespace cuepoint
