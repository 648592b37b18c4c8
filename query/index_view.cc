#include "query/index_view.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <limits>
#include <utility>

#include <sys/stat.h>

#include "indexer/index_store.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

constexpr std::int32_t kNoDate = std::numeric_limits<std::int32_t>::min();
/// A revision can change between looking and opening; more often than this is somebody else's
/// fault.
constexpr int kOpenAttempts = 5;
/// How long what Revision() has seen on disk is taken for true.
constexpr std::chrono::milliseconds kRevisionAge{1};

double Average(std::uint64_t sum, std::uint64_t count) {
  return count == 0 ? 1.0 : static_cast<double>(sum) / static_cast<double>(count);
}

Result<SynonymTable> ReadSynonyms(const Xapian::Database& database, const std::string& language) {
  Result<Analyzer> analyzer = Analyzer::Create(language);
  if (!analyzer) return analyzer.error();
  const std::string own = database.get_metadata(schema::kSynonymsKey);
  Result<std::vector<SynonymRule>> rules = ParseSynonyms(BuiltInSynonyms(), "built-in synonyms");
  Result<std::vector<SynonymRule>> more = ParseSynonyms(own, "synonyms");
  if (!rules) return rules.error();
  if (!more) {
    Error error = more.error();
    error.code = ErrorCode::kCorrupt;
    return error;
  }
  rules->insert(rules->end(), more->begin(), more->end());
  return SynonymTable(*rules, *analyzer);
}

}  // namespace

Result<std::shared_ptr<const IndexView>> IndexView::Read(const Xapian::Database& database,
                                                         std::string generation) {
  auto view = std::make_shared<IndexView>();
  view->generation_ = std::move(generation);
  view->revision_ = RevisionOf(database);
  view->database_revision_ = database.get_revision();
  Result<IndexStatistics> statistics =
      DecodeStatistics(database.get_metadata(schema::kStatisticsKey));
  if (!statistics) return statistics.error();
  view->statistics_ = *statistics;
  const std::set<std::string> languages = LanguagesOf(database);
  view->languages_.assign(languages.begin(), languages.end());
  Result<SynonymTable> synonyms =
      ReadSynonyms(database, view->languages_.empty() ? "" : view->languages_.front());
  if (!synonyms) return synonyms.error();
  view->synonyms_ = *std::move(synonyms);

  view->episodes_.reserve(statistics->episodes);
  const std::string kind(schema::kEpisodeKind);
  auto passages = database.valuestream_begin(schema::kPassagesSlot);
  auto published = database.valuestream_begin(schema::kPublishedSlot);
  const auto published_end = database.valuestream_end(schema::kPublishedSlot);
  for (; passages != database.valuestream_end(schema::kPassagesSlot); ++passages) {
    Entry entry;
    entry.docid = passages.get_docid();
    entry.passages = schema::DecodePassageRange(*passages);
    entry.published_days = kNoDate;
    if (published != published_end) published.skip_to(entry.docid);
    if (published != published_end && published.get_docid() == entry.docid) {
      entry.published_days = static_cast<std::int32_t>(Xapian::sortable_unserialise(*published));
      view->newest_day_ = std::max(view->newest_day_.value_or(kNoDate), entry.published_days);
    }
    view->episodes_.push_back(entry);
  }
  for (std::uint32_t i = 0; i < view->episodes_.size(); ++i) {
    if (view->episodes_[i].passages.count != 0) view->by_passages_.push_back(i);
  }
  std::sort(view->by_passages_.begin(), view->by_passages_.end(),
            [&](std::uint32_t a, std::uint32_t b) {
              return view->episodes_[a].passages.first < view->episodes_[b].passages.first;
            });
  return std::shared_ptr<const IndexView>(std::move(view));
}

KindStatistics IndexView::episode_statistics() const {
  return {.documents = static_cast<double>(statistics_.episodes),
          .average_length = Average(statistics_.episode_length, statistics_.episodes)};
}

KindStatistics IndexView::passage_statistics() const {
  return {.documents = static_cast<double>(statistics_.passages),
          .average_length = Average(statistics_.passage_length, statistics_.passages)};
}

const IndexView::Entry* IndexView::Find(Xapian::docid episode) const {
  const auto found =
      std::lower_bound(episodes_.begin(), episodes_.end(), episode,
                       [](const Entry& entry, Xapian::docid id) { return entry.docid < id; });
  return found != episodes_.end() && found->docid == episode ? &*found : nullptr;
}

Xapian::docid IndexView::EpisodeOf(Xapian::docid document) const {
  if (document < schema::kFirstPassage) return document;
  const auto after = std::upper_bound(
      by_passages_.begin(), by_passages_.end(), document,
      [&](Xapian::docid id, std::uint32_t index) { return id < episodes_[index].passages.first; });
  assert(after != by_passages_.begin());
  return episodes_[*(after - 1)].docid;
}

std::vector<Xapian::docid> IndexView::Episodes() const {
  std::vector<Xapian::docid> episodes;
  episodes.reserve(episodes_.size());
  for (const Entry& entry : episodes_) episodes.push_back(entry.docid);
  return episodes;
}

schema::PassageRange IndexView::PassagesOf(Xapian::docid episode) const {
  const Entry* const entry = Find(episode);
  return entry != nullptr ? entry->passages : schema::PassageRange{};
}

std::int32_t IndexView::PublishedDays(Xapian::docid episode) const {
  const Entry* const entry = Find(episode);
  return entry != nullptr ? entry->published_days : kNoDate;
}

std::vector<Xapian::docid> IndexView::PublishedWithin(std::optional<std::int32_t> first,
                                                      std::optional<std::int32_t> end) const {
  std::vector<Xapian::docid> episodes;
  for (const Entry& entry : episodes_) {
    if (entry.published_days == kNoDate || entry.published_days < first.value_or(kNoDate)) continue;
    if (end && entry.published_days >= *end) continue;
    episodes.push_back(entry.docid);
  }
  return episodes;
}

Result<std::unique_ptr<ReaderPool>> ReaderPool::Open(const std::string& dir) {
  std::unique_ptr<ReaderPool> pool(new ReaderPool(dir));
  Result<std::unique_ptr<Reader>> reader = pool->Take();
  if (!reader) return reader.error();
  pool->Return(*std::move(reader));
  return pool;
}

ReaderPool::Stamp ReaderPool::ReadStamp(const std::string& generation) const {
  Stamp stamp;
  struct stat status {};
  const auto time_ns = [&] {
    return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 +
           status.st_mtim.tv_nsec;
  };
  if (::stat((dir_ + "/XAPIANDB").c_str(), &status) == 0) {
    stamp.stub_inode = static_cast<std::int64_t>(status.st_ino);
    stamp.stub_time_ns = time_ns();
  }
  // Glass replaces this file by a rename with every commit.
  if (::stat((generation + "/iamglass").c_str(), &status) == 0) {
    stamp.version_inode = static_cast<std::int64_t>(status.st_ino);
    stamp.version_time_ns = time_ns();
  }
  return stamp;
}

Result<void> ReaderPool::Refresh() {
  // Called with mutex_ held. The stamp is read before the database, so a commit in between is seen
  // by the next call rather than missed.
  Result<std::string> generation = CurrentGeneration(dir_);
  if (!generation) return generation.error();
  const Stamp stamp = ReadStamp(*generation);
  if (view_ && stamp == stamp_ && view_->generation() == *generation) return {};
  Result<Xapian::Database> database = OpenGeneration(*generation, dir_);
  if (!database) return database.error();
  return CatchXapian(dir_, [&]() -> Result<void> {
    Result<std::shared_ptr<const IndexView>> view = IndexView::Read(*database, *generation);
    if (!view) return view.error();
    view_ = *std::move(view);
    stamp_ = stamp;
    idle_.clear();
    return {};
  });
}

Result<std::unique_ptr<Reader>> ReaderPool::NewReader() {
  Result<Xapian::Database> database = OpenGeneration(view_->generation(), dir_);
  if (!database) return database.error();
  if (database->get_revision() != view_->database_revision()) {
    return Error{.code = ErrorCode::kModified,
                 .message = "the index is changing faster than it can be opened",
                 .source = dir_,
                 .remedy = "try again"};
  }
  auto reader = std::make_unique<Reader>();
  reader->view = view_;
  reader->database = *std::move(database);
  std::vector<std::string> languages = view_->languages();
  if (languages.empty()) languages.emplace_back();
  for (const std::string& language : languages) {
    Result<Analyzer> analyzer = Analyzer::Create(language);
    if (!analyzer) return analyzer.error();
    reader->analyzers.push_back(*std::move(analyzer));
  }
  return reader;
}

Result<std::unique_ptr<Reader>> ReaderPool::Take() {
  std::unique_lock lock(mutex_);
  Result<std::unique_ptr<Reader>> reader = Error{};
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    // Others need not wait while this thread looks at the disk.
    Stamp on_disk;
    if (const std::shared_ptr<const IndexView> view = view_) {
      lock.unlock();
      on_disk = ReadStamp(view->generation());
      lock.lock();
    }
    // Another may have found a new revision meanwhile; then it is looked for once more.
    if (!view_ || on_disk != stamp_) {
      if (Result<void> refreshed = Refresh(); !refreshed) {
        if (refreshed.error().code != ErrorCode::kModified) return refreshed.error();
        reader = refreshed.error();
        continue;
      }
    }
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
    reader = NewReader();
    if (reader || reader.error().code != ErrorCode::kModified) return reader;
    stamp_ = {};
  }
  return reader;
}

Result<std::uint64_t> ReaderPool::Revision() {
  const std::scoped_lock lock(mutex_);
  Result<void> refreshed;
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    const auto now = std::chrono::steady_clock::now();
    if (view_ && now - revision_checked_ < kRevisionAge) return view_->revision();
    if (view_ && ReadStamp(view_->generation()) == stamp_) {
      revision_checked_ = now;
      return view_->revision();
    }
    refreshed = Refresh();
    if (refreshed) return view_->revision();
    if (refreshed.error().code != ErrorCode::kModified) break;
  }
  return refreshed.error();
}

void ReaderPool::Return(std::unique_ptr<Reader> reader) {
  const std::scoped_lock lock(mutex_);
  if (reader->view == view_) idle_.push_back(std::move(reader));
}

}  // namespace cuepoint
