// cuepoint index: show notes into the index.
#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "indexer/index_run.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/progress_bar.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kErrorsShown = 20;

bool IsUrl(std::string_view source) {
  return source.starts_with("http://") || source.starts_with("https://");
}

// Rounded as a person compares runs: megabytes (10^6 bytes) of notes a second.
std::string Speed(const IndexReport& report) {
  if (report.seconds <= 0) return {};
  return FormatFixed(static_cast<double>(report.bytes) / 1e6 / report.seconds, 1) + " MB/s";
}

std::string ReportText(const IndexReport& report, const Style& style) {
  const std::vector<std::pair<std::string, std::size_t>> counts = {
      {"added", report.added},     {"changed", report.changed},   {"unchanged", report.unchanged},
      {"removed", report.removed}, {"chapters", report.chapters}, {"people", report.people},
  };
  std::size_t width = 0;
  for (const auto& [label, count] : counts) width = std::max(width, FormatCount(count).size());
  std::string text;
  for (const auto& [label, count] : counts) {
    const std::string line = "  " + PadLeft(FormatCount(count), width) + "  " + label;
    text += (count == 0 ? style.Quiet(line) : line) + "\n";
  }
  text += FormatBytes(static_cast<double>(report.bytes)) + " from " +
          FormatCount(report.files_read, "file") + " in " + FormatFixed(report.seconds, 2) + " s";
  const std::string speed = Speed(report);
  return text + (speed.empty() ? "" : ", " + speed);
}

std::string ReportJson(const IndexReport& report, const std::string& path) {
  nlohmann::ordered_json errors = nlohmann::ordered_json::array();
  for (const FileReport& file : report.files) {
    for (const Error& error : file.errors) errors.push_back(ToString(error));
  }
  const nlohmann::ordered_json json = {
      {"path", path},
      {"added", report.added},
      {"changed", report.changed},
      {"unchanged", report.unchanged},
      {"removed", report.removed},
      {"chapters", report.chapters},
      {"people", report.people},
      {"files", report.files_read},
      {"bytes", report.bytes},
      {"seconds", report.seconds},
      {"revision", report.revision},
      {"skipped", report.errors},
      {"errors", std::move(errors)},
  };
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

class IndexCommand : public Command {
 public:
  std::string_view name() const override { return "index"; }
  std::string_view summary() const override { return "Read show notes into the index"; }
  std::string_view operands() const override { return "SOURCE..."; }
  std::string_view details() const override {
    return R"(SOURCE is a file, a directory or "-" for standard input: native episode JSON (an object, an
array, or one object per line) or a show's page as text. Directories are searched for .json,
.jsonl, .ndjson and .txt. Only what changed since the last run is written, all at once at the
end; a run that is interrupted leaves the index as it was.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint index notes/
cuepoint index --db /srv/podcast --prune notes/ extra.jsonl
generate-notes | cuepoint index -
cuepoint index --rebuild notes/          a fresh index, swapped in when it is complete)";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--encoder", encoder_, "Encoder for search by meaning (this version: none)")
        ->type_name("NAME");
    app.add_flag("--prune", options_.prune, "Remove episodes that are gone from these sources");
    app.add_flag("--rebuild", options_.rebuild, "Build afresh beside the old index, then switch");
    AddJobsOption(app, options_.jobs);
    app.add_flag("--no-fetch", no_fetch_, "Read nothing from the network");
    AddFormatOption(app, format_);
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<void> accepted = CheckArguments(line);
    if (!accepted) return accepted.error();
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();

    Result<IndexReport> report = [&] {
      ProgressBar bar(console);
      return IndexSources(*path, line.operands, options_, [&bar](const IndexProgress& progress) {
        if (!bar.due()) return;
        // Bytes are the better measure, but for standard input they are not known.
        const bool by_bytes = progress.bytes_total > 0;
        bar.Update(progress.phase, by_bytes ? progress.bytes_done : progress.files_done,
                   by_bytes ? progress.bytes_total : progress.files_total,
                   FormatCount(progress.episodes, "episode"));
      });
    }();
    if (!report) return report.error();
    ShowProblems(*report, console);
    if (format_ == Format::kJson) {
      console.PrintJson(ReportJson(*report, *path));
    } else {
      console.Note(ReportText(*report, Style(console.err().color)));
    }
    return report->errors > 0 ? ExitStatus::kPartial : ExitStatus::kOk;
  }

 private:
  Result<void> CheckArguments(const CommandLine& line) const {
    if (line.operands.empty()) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "nothing to index",
                   .remedy = "name files, directories or \"-\" for standard input"};
    }
    if (encoder_ != "none") {
      return Error{.code = ErrorCode::kUnsupported,
                   .message = "no encoder named \"" + encoder_ + "\" in this version",
                   .remedy = "leave --encoder out, or pass --encoder none"};
    }
    const auto url = std::find_if(line.operands.begin(), line.operands.end(), IsUrl);
    if (url != line.operands.end()) {
      return Error{.code = ErrorCode::kUnsupported,
                   .message = "this version does not fetch from the network",
                   .source = *url,
                   .remedy = "save the page or feed to a file and index that"};
    }
    return {};
  }

  static void ShowProblems(const IndexReport& report, Console& console) {
    const Style style(console.err().color);
    std::size_t shown = 0;
    const auto show = [&](const std::vector<Error>& errors, const std::string& label) {
      for (const Error& error : errors) {
        if (++shown > kErrorsShown) return;
        console.Note(label + SafeText(ToString(error)));
      }
    };
    for (const FileReport& file : report.files) show(file.errors, style.Failure("skipped: "));
    if (report.errors > kErrorsShown) {
      console.Note("… and " + FormatCount(report.errors - kErrorsShown) + " more");
    }
    shown = 0;
    std::size_t warnings = 0;
    for (const FileReport& file : report.files) {
      warnings += file.warnings.size();
      show(file.warnings, "warning: ");
    }
    if (warnings > kErrorsShown) {
      console.Note("… and " + FormatCount(warnings - kErrorsShown, "more warning"));
    }
  }

  IndexOptions options_;
  std::string encoder_ = "none";
  bool no_fetch_ = false;
  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeIndexCommand() { return std::make_unique<IndexCommand>(); }

}  // namespace cuepoint
