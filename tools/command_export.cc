// cuepoint export: episodes as they were indexed, and their chapters for players.
#include <filesystem>

#include "corpus/native/native_json.h"
#include "corpus/text_lines.h"
#include "corpus/timed/chapter_file.h"
#include "query/episode_list.h"
#include "tools/command.h"
#include "tools/episode_selection.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

enum class ExportFormat { kJsonl, kChapters, kVtt };

std::string_view Extension(ExportFormat format) {
  switch (format) {
    case ExportFormat::kJsonl:
      return ".json";
    case ExportFormat::kChapters:
      return ".chapters.json";
    case ExportFormat::kVtt:
      return ".vtt";
  }
  return {};
}

std::string Rendered(const Episode& episode, ExportFormat format) {
  switch (format) {
    case ExportFormat::kJsonl:
      return EpisodeToJson(episode) + "\n";
    case ExportFormat::kChapters:
      return ChaptersToJson(episode);
    case ExportFormat::kVtt:
      return ChaptersToVtt(episode);
  }
  return {};
}

// WebVTT as a terminal may show it.
std::string SafeVtt(std::string_view vtt) {
  std::string safe;
  TextLines lines(vtt);
  while (const auto line = lines.Next()) safe += SafeText(*line) + "\n";
  return safe;
}

class ExportCommand : public Command {
 public:
  std::string_view name() const override { return "export"; }
  std::string_view summary() const override {
    return "Write episodes, or their chapters for podcast players";
  }
  std::string_view operands() const override { return "[EPISODE...]"; }
  std::string_view details() const override {
    return R"(EPISODE is an episode's id or its number; without one, all of the index are meant.
  jsonl      native episode JSON, one episode a line; cuepoint index reads it back
  chapters   Podcasting 2.0 JSON chapters, for <podcast:chapters> in a feed
  vtt        WebVTT chapters, for <track kind="chapters"> of a page's player
Chapters go to standard output for one episode; for several, --output DIR makes a file of each:
ID.chapters.json or ID.vtt. A file is replaced as a whole or not at all. Exit status: 1 when an
episode was not found, or none has chapters.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint export --format jsonl > episodes.jsonl
cuepoint export --format chapters netstack-17 > chapters.json
cuepoint export --format vtt --output chapters/
cuepoint export --format jsonl 16 17 | jq .title)";
  }

  void Declare(CLI::App& app) override {
    AddChoice<ExportFormat>(app, "--format",
                            {{"jsonl", ExportFormat::kJsonl},
                             {"chapters", ExportFormat::kChapters},
                             {"vtt", ExportFormat::kVtt}},
                            format_, "What to write (default: jsonl)");
    app.add_option("--output", directory_, "Write a file for each episode into this directory")
        ->type_name("DIR");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    if (!directory_.empty()) {
      const Result<void> made = MakeDirectory(directory_);
      if (!made) return made.error();
    }
    const Result<void> done = line.operands.empty() ? ExportAll(*path, console)
                                                    : ExportNamed(*path, line.operands, console);
    if (!done) return done.error();
    const bool named = !line.operands.empty();
    Summarise(named, console);
    if (missing_ > 0 || written_ == 0 || (named && without_chapters_ > 0)) {
      return ExitStatus::kPartial;
    }
    return ExitStatus::kOk;
  }

 private:
  bool needs_files() const { return format_ != ExportFormat::kJsonl && directory_.empty(); }

  static Error Several() {
    return {.code = ErrorCode::kInvalidArgument,
            .message = "the chapters of several episodes are several files",
            .remedy = "name one EPISODE, or where the files go with --output DIR"};
  }

  Result<void> ExportNamed(const std::string& path, const std::vector<std::string>& names,
                           Console& console) {
    if (names.size() > 1 && needs_files()) return Several();
    const Result<EpisodeSelection> selection = SelectEpisodes(path, names);
    if (!selection) return selection.error();
    for (const std::string& name : selection->missing) {
      console.Note("cuepoint export: no episode with the id or number \"" + SafeText(name) + "\"");
    }
    missing_ = selection->missing.size();
    for (const Episode& episode : selection->episodes) {
      if (!HasContent(episode)) {
        console.Note("cuepoint export: \"" + SafeText(episode.id) + "\" has no chapters");
      }
      const Result<void> done = Export(episode, console);
      if (!done) return done;
    }
    return {};
  }

  Result<void> ExportAll(const std::string& path, Console& console) {
    if (needs_files()) {
      std::size_t episodes = 0;
      const Result<void> counted =
          ForEachEpisode(path, [&episodes](Episode&&) { return ++episodes < 2; });
      if (!counted) return counted;
      if (episodes > 1) return Several();
    }
    Result<void> done;
    const Result<void> read = ForEachEpisode(path, [&](Episode&& episode) {
      done = Export(episode, console);
      return done.has_value() && console.accepts_data();
    });
    return read ? done : read;
  }

  bool HasContent(const Episode& episode) const {
    return format_ == ExportFormat::kJsonl || !episode.chapters.empty();
  }

  Result<void> Export(const Episode& episode, Console& console) {
    if (!HasContent(episode)) {
      ++without_chapters_;
      return {};
    }
    const std::string content = Rendered(episode, format_);
    ++written_;
    if (!directory_.empty()) {
      const std::filesystem::path file =
          std::filesystem::path(directory_) / FileNameFor(episode.id, Extension(format_));
      return WriteFile(file.string(), content);
    }
    if (format_ == ExportFormat::kVtt) {
      console.Print(console.out().is_terminal ? SafeVtt(content) : content);
    } else {
      console.PrintJson(content);
    }
    return {};
  }

  void Summarise(bool named, Console& console) const {
    if (!directory_.empty()) {
      console.Note(FormatCount(written_, "file") + " written to " + SafeText(directory_));
    }
    // Those that were named have been told one by one.
    if (without_chapters_ > 0 && !named) {
      console.Note(FormatCount(without_chapters_, "episode") + " without chapters left out");
    }
    if (written_ + without_chapters_ + missing_ == 0) console.Note("the index has no episodes");
  }

  ExportFormat format_ = ExportFormat::kJsonl;
  std::string directory_;
  std::size_t written_ = 0;
  std::size_t without_chapters_ = 0;
  std::size_t missing_ = 0;
};

}  // namespace

std::unique_ptr<Command> MakeExportCommand() { return std::make_unique<ExportCommand>(); }

}  // namespace cuepoint
