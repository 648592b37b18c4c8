// cuepoint index: show notes into the index.
#include <chrono>
#include <memory>
#include <optional>

#include "corpus/fetch/fetcher.h"
#include "indexer/index_run.h"
#include "indexer/synonym_rules.h"
#include "tools/command.h"
#include "tools/index_report.h"
#include "tools/input.h"
#include "tools/options.h"
#include "tools/progress_bar.h"
#include "tools/stop_signal.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"
#include "tools/watch.h"

namespace cuepoint {
namespace {

class IndexCommand : public Command {
 public:
  std::string_view name() const override { return "index"; }
  std::string_view summary() const override { return "Read show notes into the index"; }
  std::string_view operands() const override { return "SOURCE..."; }
  std::string_view details() const override {
    return R"(SOURCE is a file, a directory, an address (http or https) or "-" for standard input. What it
holds is told by its content: a feed (RSS, Atom, JSON Feed; Podcasting 2.0 and Podlove chapters),
notes in Markdown with front matter, a show's page as text or HTML, or native episode JSON.
Chapters and transcripts that a feed links to, or that lie beside the notes under the same name
(17.md, 17.vtt, 17.chapters.json), are read with it. Only what changed since the last run is
written, all at once at the end; a run that is interrupted leaves the index as it was.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint index notes/
cuepoint index https://example.org/feed.xml
cuepoint index --db /srv/podcast --watch 30 https://example.org/feed.xml
cuepoint index --prune notes/ extra.jsonl
generate-notes | cuepoint index -
cuepoint index --rebuild notes/          a fresh index, swapped in when it is complete)";
  }

  void Declare(CLI::App& app) override {
    options_.encoder = "auto";
    app.add_option(
           "--encoder", options_.encoder,
           "Encoder for search by meaning: static, minilm, gte-small, none, or the path of a "
           "model (default: the index's own, and static for a new one)")
        ->type_name("NAME");
    app.add_flag("--prune", options_.prune, "Remove episodes that are gone from these sources");
    app.add_flag("--rebuild", options_.rebuild, "Build afresh beside the old index, then switch");
    AddJobsOption(app, options_.jobs);
    app.add_flag("--no-fetch", no_fetch_, "Read nothing from the network");
    app.add_flag("--allow-private", fetching_.allow_private,
                 "Fetch from private and loopback addresses, too");
    app.add_flag("!--no-transcripts", options_.reading.transcripts, "Leave transcripts out");
    app.add_option("--show", options_.reading.show,
                   "Title of the show, for notes that do not name it")
        ->type_name("TITLE");
    app.add_option("--synonyms", synonyms_,
                   "File of other names, one rule a line: DoH = DNS over HTTPS. The index keeps "
                   "them; an empty file takes them away")
        ->type_name("FILE");
    app.add_option("--watch", watch_minutes_, "Do it again every so many minutes, until stopped")
        ->type_name("MINUTES")
        ->check(CLI::Range(1u, 7u * 24 * 60));
    AddFormatOption(app, format_, "--report");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<void> accepted = CheckArguments(line);
    if (!accepted) return accepted.error();
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    if (!synonyms_.empty()) {
      Result<std::string> rules = ReadInput(synonyms_, SynonymLimits::kBytes);
      if (!rules) return rules.error();
      const auto parsed = ParseSynonyms(*rules, synonyms_);
      if (!parsed) return parsed.error();
      options_.synonyms = *std::move(rules);
    }

    // Before any thread, and only where a round is worth finishing: without it a signal ends the
    // process at once, which loses nothing either.
    std::optional<StopSignal> stop;
    if (watch_minutes_ > 0) {
      stop.emplace();
      fetching_.cancelled = [&stop] { return stop->requested(); };
    }
    if (!no_fetch_) {
      Result<std::unique_ptr<Fetcher>> fetcher = MakeHttpFetcher(fetching_);
      if (!fetcher) return fetcher.error();
      fetcher_ = *std::move(fetcher);
      options_.fetcher = fetcher_.get();
    }
    if (!stop) return RunOnce(line, *path, console);
    const auto round = [&]() -> Result<void> {
      const Result<ExitStatus> status = RunOnce(line, *path, console);
      if (!status) return status.error();
      console.Note("next look in " + FormatCount(watch_minutes_, "minute"));
      return {};
    };
    Watch(
        {.interval = std::chrono::minutes(watch_minutes_)},
        [&](std::chrono::milliseconds time) { return stop->WaitFor(time); }, round,
        [&](const Error& error) { console.Note(SafeText(ToString(error))); });
    return ExitStatus::kOk;
  }

 private:
  Result<void> CheckArguments(const CommandLine& line) const {
    if (line.operands.empty()) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "nothing to index",
                   .remedy = "name files, directories, addresses or \"-\" for standard input"};
    }
    return {};
  }

  Result<ExitStatus> RunOnce(const CommandLine& line, const std::string& path, Console& console) {
    Result<IndexReport> report = [&] {
      ProgressBar bar(console);
      return IndexSources(path, line.operands, options_, [&bar](const IndexProgress& progress) {
        if (!bar.due()) return;
        // Bytes are the better measure, but for standard input and addresses they are not known.
        const bool by_bytes = progress.bytes_total > 0;
        bar.Update(progress.phase, by_bytes ? progress.bytes_done : progress.files_done,
                   by_bytes ? progress.bytes_total : progress.files_total,
                   FormatCount(progress.episodes, "episode"));
      });
    }();
    if (!report) return report.error();
    const Style style(console.err().color);
    for (const std::string& problem : IndexProblemLines(*report, style)) console.Note(problem);
    if (format_ == Format::kJson) {
      console.PrintJson(IndexReportJson(*report, path));
    } else {
      console.Note(IndexReportText(*report, style));
    }
    return report->errors > 0 ? ExitStatus::kPartial : ExitStatus::kOk;
  }

  IndexOptions options_;
  FetchOptions fetching_;
  std::unique_ptr<Fetcher> fetcher_;
  bool no_fetch_ = false;
  std::string synonyms_;
  unsigned watch_minutes_ = 0;  // 0: once.
  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeIndexCommand() { return std::make_unique<IndexCommand>(); }

}  // namespace cuepoint
