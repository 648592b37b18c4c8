// cuepoint show: an episode as it was indexed, or facts about the index.
#include <nlohmann/json.hpp>

#include "corpus/native/native_json.h"
#include "query/engine.h"
#include "tools/command.h"
#include "tools/episode_text.h"
#include "tools/options.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string InfoText(const IndexInfo& info) {
  std::string languages;
  for (const std::string& language : info.languages) {
    languages += (languages.empty() ? "" : ", ") + SafeText(language);
  }
  return "index      " + SafeText(info.path) + "\n" + "episodes   " + FormatCount(info.episodes) +
         "\n" + "passages   " + FormatCount(info.passages) + "\n" + "languages  " +
         (languages.empty() ? "not known" : languages) + "\n" + "encoder    " +
         SafeText(info.encoder) + "\n" + "revision   " + std::to_string(info.revision) + "\n";
}

std::string InfoJson(const IndexInfo& info) {
  const nlohmann::ordered_json json = {
      {"path", info.path},           {"episodes", info.episodes}, {"passages", info.passages},
      {"languages", info.languages}, {"encoder", info.encoder},   {"revision", info.revision},
  };
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

class ShowCommand : public Command {
 public:
  std::string_view name() const override { return "show"; }
  std::string_view summary() const override { return "Show episodes, or facts about the index"; }
  std::string_view operands() const override { return "[ID...]"; }
  std::string_view details() const override {
    return R"(ID is an episode's id, the last thing on the second line of a search hit. Without one, facts
about the index are shown. In JSON an episode is native episode JSON, one per line.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint show
cuepoint show netstack-17
cuepoint show --format json netstack-17 | jq '.chapters[].title')";
  }

  void Declare(CLI::App& app) override {
    AddFormatOption(app, format_);
    app.add_flag("--sponsors", sponsors_, "Also show sponsors' notes, which searches leave out");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<Engine> engine = Engine::Open(*path);
    if (!engine) return engine.error();
    if (line.operands.empty()) return ShowIndex(*engine, console);
    ExitStatus status = ExitStatus::kOk;
    bool first = true;
    for (const std::string& id : line.operands) {
      const Result<Episode> episode = engine->GetEpisode(id);
      if (episode) {
        ShowEpisode(*episode, first, console);
        first = false;
      } else if (episode.error().code == ErrorCode::kNotFound) {
        console.Note("cuepoint show: no episode with the id \"" + SafeText(id) + "\"");
        status = ExitStatus::kPartial;
      } else {
        return episode.error();
      }
    }
    return status;
  }

 private:
  Result<ExitStatus> ShowIndex(const Engine& engine, Console& console) const {
    const Result<IndexInfo> info = engine.Info();
    if (!info) return info.error();
    if (format_ == Format::kJson) {
      console.PrintJson(InfoJson(*info));
    } else {
      console.Print(InfoText(*info));
    }
    return ExitStatus::kOk;
  }

  void ShowEpisode(const Episode& episode, bool first, Console& console) const {
    if (format_ == Format::kJson) {
      console.PrintJson(EpisodeToJson(episode) + "\n");
    } else {
      console.Print((first ? "" : "\n") + EpisodeText(episode, console.out(), sponsors_));
    }
  }

  Format format_ = Format::kText;
  bool sponsors_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeShowCommand() { return std::make_unique<ShowCommand>(); }

}  // namespace cuepoint
