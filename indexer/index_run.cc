#include "indexer/index_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>

#include "corpus/url.h"
#include "indexer/episode_preparer.h"
#include "indexer/index_memory.h"
#include "indexer/index_writer.h"
#include "indexer/ordered_queue.h"
#include "indexer/schema.h"
#include "indexer/synonym_rules.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

using Clock = std::chrono::steady_clock;

// What is on its way between threads is bounded in bytes, too: an analysed text takes some twenty
// times as much memory.
constexpr std::uint64_t kQueueBatches = 6;
constexpr std::size_t kBatchEpisodes = 16;
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);
/// Files without anything to tell are listed only up to this many; all are counted.
constexpr std::size_t kQuietFilesListed = 100;

void CountKinds(const std::vector<Error>& problems, std::map<std::string, std::size_t>& kinds) {
  for (const Error& problem : problems) ++kinds[problem.kind.empty() ? "other" : problem.kind];
}

/// Episodes that go from thread to thread together: handing over each would wake somebody each
/// time.
struct ReadBatch {
  std::vector<SourcedEpisode> episodes = {};
  std::size_t text_bytes = 0;
};
using PreparedBatch = std::vector<PreparedEpisode>;

/// Everything one run shares; methods are called from the run's own thread unless they say
/// otherwise.
class Run {
 public:
  Run(std::string path, const IndexOptions& options, const ProgressFn& progress)
      : path_(std::move(path)), options_(options), progress_(progress) {}

  Result<IndexReport> Execute(const std::vector<std::string>& sources);

 private:
  void ListSources(const std::vector<std::string>& sources);
  /// Reads every file, passing episodes to `sink` until it refuses. On the reading thread.
  void ReadAll(const EpisodeSink& sink);
  void AddFileReport(FileReport report);
  Result<void> RunInline(IndexWriter& writer);
  Result<void> RunThreaded(IndexWriter& writer, unsigned jobs);
  Result<void> Write(IndexWriter& writer, PreparedEpisode prepared);
  Result<void> Prune(IndexWriter& writer);
  void ShowProgress(std::string_view phase, bool force);

  std::string path_;
  const IndexOptions& options_;
  const ProgressFn& progress_;
  std::vector<std::string> scopes_;  // Canonical arguments.
  std::vector<std::string> files_;
  std::unordered_set<std::string> incomplete_;  // Sources that were not read whole.
  std::optional<IndexMemory> memory_;           // Of the reading thread.
  std::shared_ptr<const Encoder> encoder_;
  IndexProgress state_;
  std::atomic<std::size_t> files_done_{0};
  std::mutex
      report_mutex_;  // Guards what the threads share: report_'s files, incomplete_, the error.
  std::optional<Error> worker_error_;
  IndexReport report_;
  Clock::time_point last_shown_{};
};

void Run::ListSources(const std::vector<std::string>& sources) {
  for (const std::string& argument : sources) {
    scopes_.push_back(CanonicalSource(argument));
    Result<std::vector<std::string>> found = ListFiles(argument, options_.reading.limits);
    if (!found) {
      incomplete_.insert(scopes_.back());
      FileReport report;
      report.source = argument;
      report.errors.push_back(found.error());
      AddFileReport(std::move(report));
      continue;
    }
    for (std::string& file : *found) {
      std::error_code ignored;
      const auto size = IsUrl(file) ? 0 : std::filesystem::file_size(file, ignored);
      if (!ignored) state_.bytes_total += size;
      files_.push_back(std::move(file));
    }
  }
  state_.files_total = files_.size();
}

void Run::ReadAll(const EpisodeSink& sink) {
  bool stopped = false;
  const ReadContext context{.fetcher = options_.fetcher, .memory = &*memory_};
  for (const std::string& file : files_) {
    FileReport report = ReadSource(
        file, options_.reading,
        [&](SourcedEpisode&& episode) {
          stopped = !sink(std::move(episode));
          return !stopped;
        },
        context);
    AddFileReport(std::move(report));
    ++files_done_;
    if (stopped) return;
  }
}

void Run::AddFileReport(FileReport report) {
  const std::scoped_lock lock(report_mutex_);
  report_.errors += report.errors.size();
  report_.bytes += report.bytes;
  const bool read = report.errors.empty() || report.episodes > 0;
  report_.files_read += read;
  if (!report.errors.empty() || report.unmodified) incomplete_.insert(report.source);
  report_.unmodified += report.unmodified;
  report_.warnings += report.warnings.size();
  CountKinds(report.errors, report_.errors_by_kind);
  CountKinds(report.warnings, report_.warnings_by_kind);
  // A document that was refused counts as read by nobody.
  if (read && !report.reader.empty()) ++report_.readers[report.reader];
  const bool quiet = report.errors.empty() && report.warnings.empty();
  if (!quiet || report_.files.size() < kQuietFilesListed) {
    report_.files.push_back(std::move(report));
  }
}

void Run::ShowProgress(std::string_view phase, bool force) {
  if (!progress_) return;
  const Clock::time_point now = Clock::now();
  if (!force && now - last_shown_ < kProgressInterval) return;
  last_shown_ = now;
  state_.phase = phase;
  state_.files_done = files_done_;
  progress_(state_);
}

Result<void> Run::Write(IndexWriter& writer, PreparedEpisode prepared) {
  if (!writer.Claim(prepared.id)) {
    FileReport duplicate;
    duplicate.source = prepared.source;
    duplicate.warnings.push_back(
        {.code = ErrorCode::kInvalidArgument,
         .message = "the id \"" + prepared.id + "\" was there before; the first episode stays",
         .source = prepared.source,
         .kind = "duplicate-id"});
    const std::scoped_lock lock(report_mutex_);
    report_.warnings += 1;
    CountKinds(duplicate.warnings, report_.warnings_by_kind);
    report_.files.push_back(std::move(duplicate));
    return {};
  }
  state_.bytes_done = std::min(state_.bytes_done + prepared.bytes, state_.bytes_total);
  ++state_.episodes;
  report_.chapters += prepared.chapters;
  report_.people += prepared.people;
  report_.transcripts += prepared.transcript;
  ShowProgress("reading", false);
  if (!prepared.documents) {
    ++report_.unchanged;
    return {};
  }
  if (!*prepared.documents) return prepared.documents->error();
  ++(prepared.stored ? report_.changed : report_.added);
  return writer.Put(**std::move(prepared.documents), prepared.language, prepared.stored);
}

Result<void> Run::RunInline(IndexWriter& writer) {
  return CatchXapian(path_, [&]() -> Result<void> {
    EpisodePreparer preparer(writer.committed_generation(), options_.weights, encoder_);
    Result<void> outcome;
    ReadAll([&](SourcedEpisode&& episode) {
      outcome = Write(writer, preparer.Prepare(std::move(episode)));
      return outcome.has_value();
    });
    return outcome;
  });
}

Result<void> Run::RunThreaded(IndexWriter& writer, unsigned jobs) {
  // One thread reads, some analyse, this one writes; order is kept, so the index does not depend on
  // the number of threads.
  OrderedQueue<ReadBatch> to_analyse(kQueueBatches);
  OrderedQueue<PreparedBatch> to_write(kQueueBatches);
  std::vector<std::jthread> threads;
  threads.emplace_back([&] {
    std::uint64_t sequence = 0;
    ReadBatch batch;
    ReadAll([&](SourcedEpisode&& episode) {
      batch.text_bytes += TextBytes(episode.episode);
      batch.episodes.push_back(std::move(episode));
      if (batch.episodes.size() < kBatchEpisodes && batch.text_bytes < kBatchBytes) return true;
      return to_analyse.Push(sequence++, std::exchange(batch, {}));
    });
    if (!batch.episodes.empty() && to_analyse.Push(sequence, std::move(batch))) ++sequence;
    to_analyse.Finish(sequence);
    to_write.Finish(sequence);
  });
  for (unsigned i = 1; i < jobs; ++i) {
    threads.emplace_back([&] {
      const Result<void> outcome = CatchXapian(path_, [&]() -> Result<void> {
        EpisodePreparer preparer(writer.committed_generation(), options_.weights, encoder_);
        while (auto batch = to_analyse.Pop()) {
          PreparedBatch prepared;
          prepared.reserve(batch->second.episodes.size());
          for (SourcedEpisode& episode : batch->second.episodes) {
            prepared.push_back(preparer.Prepare(std::move(episode)));
          }
          if (!to_write.Push(batch->first, std::move(prepared))) break;
        }
        return {};
      });
      if (!outcome) {
        const std::scoped_lock lock(report_mutex_);
        if (!worker_error_) worker_error_ = outcome.error();
        to_analyse.Cancel();
        to_write.Cancel();
      }
    });
  }
  Result<void> outcome;
  while (auto batch = to_write.Pop()) {
    for (PreparedEpisode& episode : batch->second) {
      outcome = Write(writer, std::move(episode));
      if (!outcome) break;
    }
    if (!outcome) break;
  }
  to_analyse.Cancel();
  to_write.Cancel();
  threads.clear();
  if (outcome && worker_error_) return *worker_error_;
  return outcome;
}

Result<void> Run::Prune(IndexWriter& writer) {
  Result<std::size_t> removed = writer.Prune([&](std::string_view source) {
    const std::string path(source);
    if (incomplete_.contains(path)) return false;
    return std::any_of(scopes_.begin(), scopes_.end(), [&](const std::string& scope) {
      return !incomplete_.contains(scope) &&
             (path == scope || (path.starts_with(scope) && path[scope.size()] == '/'));
    });
  });
  if (!removed) return removed.error();
  report_.removed = *removed;
  return {};
}

Result<IndexReport> Run::Execute(const std::vector<std::string>& sources) {
  const Clock::time_point start = Clock::now();
  if (options_.synonyms) {
    const auto rules = ParseSynonyms(*options_.synonyms, "synonyms");
    if (!rules) return rules.error();
  }
  Result<IndexWriter> writer = IndexWriter::Open(path_, options_.rebuild);
  if (!writer) return writer.error();
  Result<std::shared_ptr<const Encoder>> encoder = writer->UseEncoder(options_.encoder);
  if (!encoder) return encoder.error();
  encoder_ = *std::move(encoder);
  report_.encoder = encoder_ ? encoder_->identity().name : "none";
  memory_.emplace(writer->committed_generation(),
                  options_.reading.transcripts ? "with transcripts" : "without transcripts");
  ListSources(sources);
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const unsigned jobs = options_.jobs == 0 ? cores : options_.jobs;
  const Result<void> written = jobs == 1 ? RunInline(*writer) : RunThreaded(*writer, jobs);
  if (!written) return written.error();
  if (options_.synonyms) {
    const Result<void> kept = writer->SetMetadata(schema::kSynonymsKey, *options_.synonyms);
    if (!kept) return kept.error();
  }
  for (const auto& [key, value] : memory_->learned()) {
    if (const Result<void> kept = writer->SetMetadata(key, value); !kept) return kept.error();
  }
  if (options_.prune) {
    if (const Result<void> pruned = Prune(*writer); !pruned) return pruned.error();
  }
  state_.bytes_done = state_.bytes_total;
  ShowProgress("committing", true);
  Result<std::uint64_t> revision = writer->Commit();
  if (!revision) return revision.error();
  report_.revision = *revision;
  report_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return std::move(report_);
}

}  // namespace

Result<IndexReport> IndexSources(const std::string& path, const std::vector<std::string>& sources,
                                 const IndexOptions& options, const ProgressFn& progress) {
  return Run(path, options, progress).Execute(sources);
}

}  // namespace cuepoint
